// What the server shows that is neither data nor an operation: /openapi.json, what the problem codes mean,
// and the web files inside the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "http/message.hpp"
#include "http/static_files.hpp"

namespace loyalty {

class Documents {
 public:
  explicit Documents(const Config& config);

  // None when there is no such document.
  std::optional<http::Response> answer(const http::Request& request) const;
  // Whether there is one for another method, GET.
  bool has(std::string_view path) const;

 private:
  http::StaticFiles make_files();

  std::string openapi_;
  std::string problems_;
  std::vector<std::string> paths_;  // the files look into these
  http::StaticFiles files_;
};

}  // namespace loyalty
