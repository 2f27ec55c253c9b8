#include "http/target.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "http/header_text.hpp"

namespace loyalty::http {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::optional<std::string> decoded;
  if (text.find_first_of("%+") == std::string_view::npos) {
    decoded.emplace(text);
  } else {
    decoded = percent_decode(text, plus_is_space);
  }
  if (!decoded || std::any_of(decoded->begin(), decoded->end(), is_control)) return std::nullopt;
  if (!is_utf8(*decoded)) return std::nullopt;
  return decoded;
}

bool has_encoded_slash(std::string_view path) {
  for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    const std::string_view digits = path.substr(at + 1, 2);
    if (digits == "2f" || digits == "2F") return true;
  }
  return false;
}

bool has_dot_part(std::string_view path) {
  while (!path.empty()) {
    const std::string_view part = take_until(path, '/');
    if (part == "." || part == "..") return true;
  }
  return false;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> query;
  while (!text.empty()) {
    std::string_view value = take_until(text, '&');
    if (value.empty()) continue;
    if (query.size() == query_parameters_max) return std::nullopt;
    const std::string_view name = take_until(value, '=');
    auto decoded_name = decode(name, true);
    auto decoded_value = decode(value, true);
    if (!decoded_name || !decoded_value) return std::nullopt;
    query.emplace_back(std::move(*decoded_name), std::move(*decoded_value));
  }
  return query;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/' || text.find('#') != std::string_view::npos) return std::nullopt;
  const std::string_view path = take_until(text, '?');
  if (has_encoded_slash(path)) return std::nullopt;
  auto decoded = decode(path, false);
  if (!decoded || has_dot_part(*decoded)) return std::nullopt;
  auto query = parse_query(text);
  if (!query) return std::nullopt;
  return Target{std::move(*decoded), std::move(*query)};
}

}  // namespace loyalty::http
