// The id of a request that log, metrics and answers share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace loyalty::http {

// Whether a caller's id is one we take over: 1 to 64 of A-Z a-z 0-9 . _ -
bool is_request_id(std::string_view text);

// Ids of ours: a random prefix and a counter. One for each serving thread.
class RequestIds {
 public:
  RequestIds();
  std::string next();

 private:
  std::string prefix_;
  std::uint64_t count_ = 0;
};

}  // namespace loyalty::http
