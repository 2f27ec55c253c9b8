// A request as handlers see it and the response they give back. Plain values; no Asio, no Beast.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace loyalty::http {

class BodySource;

struct Request {
  std::string method;  // "GET", ...
  std::string path;    // decoded, normalised: begins with '/', no "." or ".." parts
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string request_id;      // the caller's if well-formed, else ours
  std::string client_address;  // the peer, or what a trusted proxy says
  bool is_https = false;       // by a trusted proxy's X-Forwarded-Proto
  Instant received_at;

  // The first header of this (lower case) name; empty when absent.
  std::string_view header(std::string_view name) const;
  std::optional<std::string_view> query_value(std::string_view name) const;
  // The cookie's value, unquoted; empty when absent.
  std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no Content-Type header
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view static_body;        // instead of `body`: bytes that live as long as the program
  std::shared_ptr<BodySource> source;  // instead of both: a body that is made while it is sent
  std::string_view route;  // the route's pattern, for metrics and the log; lives as long as the program
  std::string_view
      code;  // a refusal's or problem's code, for metrics and the log; lives as long as the program

  Response& set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

// What goes wrong before a request reaches a handler.
enum class EdgeFailure {
  malformed_request,   // 400, the connection closes
  uri_too_long,        // 414
  headers_too_large,   // 431
  body_too_large,      // 413
  request_timeout,     // 408
  unsupported_expect,  // 417
  overloaded,          // 503 with Retry-After
  internal,            // 500: the handler threw
};

}  // namespace loyalty::http
