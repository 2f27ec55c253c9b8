#include "http/response_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>

#include <boost/beast/http/status.hpp>

#include "base/internet_date.hpp"
#include "base/text.hpp"
#include "http/header_text.hpp"

namespace loyalty::http {
namespace {

void append_number(std::string& text, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

bool is_value(std::string_view text) {
  return std::ranges::none_of(
      text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_of_the_edge(std::string_view name) {
  static constexpr std::array<std::string_view, 6> names = {
      "Content-Length", "Connection", "Date", "Transfer-Encoding", "X-Request-Id", "Keep-Alive"};
  return std::ranges::any_of(names, [&](std::string_view own) { return equal_ignoring_case(own, name); });
}

// A header that every answer carries unless the application set its own.
struct Default {
  std::string_view name;
  std::string_view value;
};

constexpr std::array<Default, 3> defaults = {{{"Cache-Control", "no-store"},
                                              {"X-Content-Type-Options", "nosniff"},
                                              {"Referrer-Policy", "same-origin"}}};

void append_length(std::string& head, const Response& response, const Framing& framing) {
  if (!response.source) {
    head.append("Content-Length: ");
    append_number(head, body_of(response).size());
    head.append("\r\n");
  } else if (!framing.is_http_1_0) {
    append_header(head, "Transfer-Encoding", "chunked");
  }
}

std::string_view reason_phrase(int status) {
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  return {reason.data(), reason.size()};
}

}  // namespace

std::string_view DateHeader::at(Instant now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second.time_since_epoch().count() == second_) return text_;
  second_ = second.time_since_epoch().count();
  text_ = format_internet_date(now, "GMT");
  return text_;
}

std::string_view body_of(const Response& response) {
  return response.static_body.empty() ? std::string_view(response.body) : response.static_body;
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

void compose_head(std::string& head, const Response& response, const Framing& framing) {
  head = "HTTP/1.1 ";
  append_number(head, static_cast<std::uint64_t>(response.status));
  head.append(" ").append(reason_phrase(response.status)).append("\r\n");
  append_header(head, "Date", framing.date);
  if (has_body(response.status)) append_length(head, response, framing);
  if (!is_value(response.content_type))
    throw std::invalid_argument("a content type with a control character");
  if (!response.content_type.empty()) append_header(head, "Content-Type", response.content_type);

  std::array<bool, defaults.size()> is_set{};
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name) || !is_value(value)) throw std::invalid_argument("a malformed answer header");
    if (is_of_the_edge(name)) continue;
    for (std::size_t i = 0; i < defaults.size(); ++i) {
      is_set[i] = is_set[i] || equal_ignoring_case(name, defaults[i].name);
    }
    append_header(head, name, value);
  }
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    if (!is_set[i]) append_header(head, defaults[i].name, defaults[i].value);
  }
  append_header(head, "X-Request-Id", framing.request_id);
  if (!framing.keep_alive) {
    append_header(head, "Connection", "close");
  } else if (framing.is_http_1_0) {
    append_header(head, "Connection", "keep-alive");
  }
  head.append("\r\n");
}

}  // namespace loyalty::http
