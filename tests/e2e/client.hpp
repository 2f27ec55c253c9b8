// A small blocking HTTP/1.1 client that keeps its connection and gives up in time.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "e2e/socket.hpp"

namespace loyalty::e2e {

struct Reply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  std::string_view header(std::string_view name) const;  // empty when absent
  // Of the JSON body. Those with a pointer ("/card/stamp_count") throw, with the body, when nothing is there.
  boost::json::value json() const;
  std::string text(std::string_view pointer) const;
  std::int64_t number(std::string_view pointer) const;
  std::string code() const;  // of a problem; empty when it is none
};

struct Ask {
  std::string method = "GET";
  std::string target = {};
  std::string token = {};  // empty: nobody is signed in
  std::string body = {};
  std::string key = {};  // Idempotency-Key; empty: none
  std::vector<std::pair<std::string, std::string>> headers = {};
};
// The request as it goes over the wire.
std::string write_request(const Ask& ask);

class Client {
 public:
  explicit Client(std::uint16_t port, std::chrono::milliseconds patience = 30s)
      : port_(port), patience_(patience) {}

  // None when the server is not there, or its whole answer does not come. Never sends twice.
  std::optional<Reply> try_ask(const Ask& ask);
  // Throws std::runtime_error instead.
  Reply ask(const Ask& ask);
  Reply get(const std::string& target, const std::string& token = {});
  Reply post(const std::string& target, const std::string& token, const std::string& body);

  // Connects now, so that the next request does not.
  bool connect();
  // The answers so far.
  int replies() const { return replies_; }

 private:
  std::optional<Reply> receive();

  std::uint16_t port_;
  std::chrono::milliseconds patience_;
  std::optional<Socket> socket_;
  int replies_ = 0;
};

}  // namespace loyalty::e2e
