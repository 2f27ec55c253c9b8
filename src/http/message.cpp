#include "http/message.hpp"

#include "http/cookies.hpp"

namespace loyalty::http {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (field == name) return value;
  }
  return {};
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (field != "cookie") continue;
    if (const auto found = find_cookie(value, name)) return *found;
  }
  return {};
}

}  // namespace loyalty::http
