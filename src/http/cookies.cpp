#include "http/cookies.hpp"

#include "base/ascii.hpp"
#include "http/header_text.hpp"

namespace loyalty::http {
namespace {

using Cookie = std::pair<std::string_view, std::string_view>;

// Takes the next cookie off `rest`; none at its end.
std::optional<Cookie> take_cookie(std::string_view& rest) {
  while (!rest.empty()) {
    const std::string_view part = trim_blanks(take_until(rest, ';'));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = trim_blanks(part.substr(0, equals));
    std::string_view value = trim_blanks(part.substr(equals + 1));
    if (!is_token(name)) continue;
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return Cookie{name, value};
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> parse_cookies(std::string_view header) {
  std::vector<Cookie> cookies;
  while (const auto cookie = take_cookie(header)) cookies.push_back(*cookie);
  return cookies;
}

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  while (const auto cookie = take_cookie(header)) {
    if (cookie->first == name) return cookie->second;
  }
  return std::nullopt;
}

}  // namespace loyalty::http
