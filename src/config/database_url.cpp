#include "config/database_url.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ascii.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "config/values.hpp"

namespace loyalty {
namespace {

struct PostgresUrl {
  std::string_view user;
  std::string_view password;
  std::vector<std::string_view> hosts;  // with their ports
  std::string_view database;
  std::vector<std::string_view> parameters;  // "name=value"
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) parts.push_back(take_until(text, separator));
  return parts;
}

// None when the URL has another scheme.
std::optional<PostgresUrl> take_apart(std::string_view url) {
  const auto colon = url.find("://");
  const auto scheme = url.substr(0, colon);
  if (colon == std::string_view::npos || (scheme != "postgresql" && scheme != "postgres"))
    return std::nullopt;
  url.remove_prefix(colon + 3);
  PostgresUrl parts;
  auto database = take_until(url, '?');
  parts.parameters = split(url, '&');
  auto hosts = take_until(database, '/');
  parts.database = database;
  if (hosts.find('@') != std::string_view::npos) {
    parts.password = take_until(hosts, '@');
    parts.user = take_until(parts.password, ':');
  }
  parts.hosts = split(hosts, ',');
  return parts;
}

bool is_part(std::string_view text) {
  const auto decoded = percent_decode(text, false);
  return decoded && is_printable(*decoded) && text.find_first_of(" @/?#[]") == std::string_view::npos;
}

bool is_host(std::string_view text) {
  if (text.starts_with('['))
    return parse_listen(std::string(text) + (text.ends_with(']') ? ":1" : "")).has_value();
  const auto host = take_until(text, ':');
  return is_part(host) && (text.empty() || parse_number(text, 1, 65'535));
}

bool is_parameter(std::string_view text) {
  const auto equals = text.find('=');
  const auto decoded = percent_decode(text, false);
  return equals != std::string_view::npos && equals > 0 && is_part(text.substr(0, equals)) && decoded &&
         is_printable(*decoded);
}

// The value when the parameter is a password.
std::optional<std::string_view> find_password(std::string_view parameter) {
  const auto name = percent_decode(take_until(parameter, '='), false);
  if (name != "password" && name != "sslpassword") return std::nullopt;
  return parameter;
}

}  // namespace

std::optional<std::string> find_database_file(std::string_view database_url) {
  constexpr std::string_view prefix = "sqlite:";
  if (!database_url.starts_with(prefix) || database_url.size() == prefix.size()) return std::nullopt;
  return std::string(database_url.substr(prefix.size()));
}

bool is_postgres_url(std::string_view text) {
  const auto url = take_apart(text);
  return url && is_part(url->user) && is_part(url->password) && is_part(url->database) &&
         std::ranges::all_of(url->hosts, is_host) && std::ranges::all_of(url->parameters, is_parameter);
}

std::string hide_password(std::string_view database_url) {
  const auto url = take_apart(database_url);
  if (!url) return std::string(database_url);
  std::vector<std::string_view> passwords{url->password};
  for (const auto parameter : url->parameters) {
    if (const auto password = find_password(parameter)) passwords.push_back(*password);
  }
  std::string shown;
  const char* from = database_url.data();
  for (const auto password : passwords) {
    if (password.empty()) continue;
    shown.append(from, password.data()).append("***");
    from = password.data() + password.size();
  }
  return shown.append(from, database_url.data() + database_url.size());
}

std::string drop_password(std::string_view database_url) {
  const auto url = take_apart(database_url);
  if (!url) return std::string(database_url);
  const auto question = std::min(database_url.find('?'), database_url.size());
  std::string kept(database_url.substr(0, question));
  if (!url->password.empty()) {
    const auto at = static_cast<std::size_t>(url->password.data() - database_url.data());
    kept.erase(at - 1, url->password.size() + 1);
  }
  char separator = '?';
  for (const auto parameter : url->parameters) {
    if (find_password(parameter)) continue;
    kept.append(1, separator).append(parameter);
    separator = '&';
  }
  return kept;
}

}  // namespace loyalty
