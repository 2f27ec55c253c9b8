#include "config/config.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include "base/text.hpp"
#include "config/database_url.hpp"
#include "config/values.hpp"

namespace loyalty {
namespace {

constexpr std::string_view prefix = "LOYALTY_";
constexpr std::string_view file_suffix = "_FILE";
constexpr std::size_t secret_key_length_min = 32;
constexpr std::size_t secret_file_bytes_max = 64 * 1024;
constexpr std::size_t shown_value_bytes_max = 80;

// A setting and how its text becomes part of the configuration; `apply` is false for a bad value.
struct Entry {
  Setting setting;
  bool (*apply)(std::string_view text, Config& config);
};

template <class Value, class Target>
bool keep(std::optional<Value> value, Target& target) {
  if (!value) return false;
  target = static_cast<Target>(std::move(*value));
  return true;
}

bool apply_log_level(std::string_view text, Config& config) {
  constexpr std::array<std::pair<std::string_view, LogLevel>, 4> levels{{{"debug", LogLevel::debug},
                                                                         {"info", LogLevel::info},
                                                                         {"warn", LogLevel::warn},
                                                                         {"error", LogLevel::error}}};
  const auto found = std::ranges::find(levels, text, &std::pair<std::string_view, LogLevel>::first);
  if (found == levels.end()) return false;
  config.log_level = found->second;
  return true;
}

bool apply_log_format(std::string_view text, Config& config) {
  if (text != "text" && text != "json") return false;
  config.log_format = text == "json" ? LogFormat::json : LogFormat::text;
  return true;
}

std::optional<bool> parse_switch(std::string_view text) {
  if (text != "on" && text != "off") return std::nullopt;
  return text == "on";
}

bool apply_listen(std::string_view text, Config& config) {
  if (!parse_listen(text)) return false;
  config.listen = text;
  return true;
}

bool apply_database_url(std::string_view text, Config& config) {
  if (!find_database_file(text) && !is_postgres_url(text)) return false;
  config.database_url = text;
  return true;
}

bool apply_secret_key(std::string_view text, Config& config) {
  if (text.size() < secret_key_length_min) return false;
  config.secret_key = text;
  return true;
}

std::vector<Entry> database_entries() {
  return {
      {{.name = "LOYALTY_DATABASE_URL",
        .kind = "sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
        .default_value = "sqlite:loyalty.db",
        .secrecy = Secrecy::has_password,
        .sentence =
            "The database. An SQLite file is made when it does not exist; a relative path is relative "
            "to the folder that the program is started in. A PostgreSQL URL is read as libpq does: "
            "`?sslmode=verify-full` and its other parameters work, several hosts may stand in a row, "
            "and special characters in a password are written as `%` and two hexadecimal digits. See "
            "[scaling](scaling.md)."},
       apply_database_url},
      {{.name = "LOYALTY_DATABASE_CONNECTIONS",
        .kind = "a whole number from 1 to 200",
        .default_value = "8",
        .sentence = "PostgreSQL only: connections of this server for writing. Half as many more are for "
                    "reading."},
       [](std::string_view text, Config& config) {
         return keep(parse_number(text, 1, 200), config.database_connections);
       }},
      {{.name = "LOYALTY_DATABASE_PREPARED_STATEMENTS",
        .kind = "on or off",
        .default_value = "on",
        .sentence = "PostgreSQL only: whether statements are prepared once a connection. Off behind a pool "
                    "that lends connections for one transaction, such as PgBouncer in transaction mode."},
       [](std::string_view text, Config& config) {
         return keep(parse_switch(text), config.database_prepared_statements);
       }}};
}

std::vector<Entry> server_entries() {
  return {
      {{.name = "LOYALTY_LISTEN",
        .kind = "ADDRESS:PORT with a numeric address, an IPv6 one in brackets",
        .default_value = "127.0.0.1:8080",
        .sentence = "Where the server listens. `0.0.0.0:8080` is every IPv4 address of the machine, "
                    "`[::]:8080` every address; port 0 is any free one."},
       apply_listen},
      {{.name = "LOYALTY_PUBLIC_URL",
        .kind = "http:// or https:// with a host and perhaps a port, without a path, at most 100 characters",
        .default_value = "",
        .sentence =
            "How browsers and phones reach the server; it stands in the links that are given out. When "
            "it is not set, `http://` and the listening address."},
       [](std::string_view text, Config& config) {
         return keep(parse_public_url(text), config.public_url);
       }}};
}

std::vector<Entry> secrecy_entries() {
  return {
      {{.name = "LOYALTY_SECRET_KEY",
        .kind = "at least 32 characters",
        .default_value = "",
        .secrecy = Secrecy::secret,
        .sentence =
            "Keys the digests of PINs and passwords: with another key nobody can sign in. With SQLite "
            "one is made at the first start, when it is not set, and kept beside the database, in "
            "`PATH.key`; with PostgreSQL it must be set, the same on every server. Back it up, and "
            "apart from the database."},
       apply_secret_key},
      {{.name = "LOYALTY_BCRYPT_COST",
        .kind = "a whole number from 4 to 15",
        .default_value = "10",
        .sentence = "The work in each password and PIN hash made from now on; one more doubles it."},
       [](std::string_view text, Config& config) {
         return keep(parse_number(text, 4, 15), config.bcrypt_cost);
       }},
      {{.name = "LOYALTY_PIN_MAX_ATTEMPTS",
        .kind = "a whole number from 1 to 100",
        .default_value = "5",
        .sentence = "Wrong staff PINs in a row that lock the person, or the terminal when nobody was named."},
       [](std::string_view text, Config& config) {
         return keep(parse_number(text, 1, 100), config.pin_max_attempts);
       }},
      {{.name = "LOYALTY_PIN_LOCKOUT_MINUTES",
        .kind = "a whole number from 1 to 10080",
        .default_value = "30",
        .sentence = "How long that lock lasts."},
       [](std::string_view text, Config& config) {
         return keep(parse_number(text, 1, 10'080), config.pin_lockout_minutes);
       }}};
}

std::vector<Entry> running_entries() {
  return {
      {{.name = "LOYALTY_TRUSTED_PROXIES",
        .kind = "addresses or CIDR blocks, separated by commas",
        .default_value = "",
        .sentence = "Reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; none by "
                    "default."},
       [](std::string_view text, Config& config) {
         return keep(parse_networks(text), config.trusted_proxies);
       }},
      {{.name = "LOYALTY_LOG_LEVEL",
        .kind = "debug, info, warn or error",
        .default_value = "info",
        .sentence = "The least important lines that are written to the log, on standard output."},
       apply_log_level},
      {{.name = "LOYALTY_LOG_FORMAT",
        .kind = "text or json",
        .default_value = "text",
        .sentence = "One line an event either way."},
       apply_log_format},
      {{.name = "LOYALTY_TASKS",
        .kind = "on or off",
        .default_value = "on",
        .sentence = "Whether this server takes part in the background work. Of several servers on one "
                    "database each task is done by one at a time; `loyalty task run` does it by hand."},
       [](std::string_view text, Config& config) { return keep(parse_switch(text), config.tasks); }}};
}

std::vector<Entry> mail_entries() {
  return {
      {{.name = "LOYALTY_MAIL_URL",
        .kind = "smtp:// or smtps://, perhaps USER:PASSWORD@, and HOST:PORT",
        .default_value = "",
        .secrecy = Secrecy::secret,
        .sentence =
            "The mail server that brings customers the link to their card; without it no mail is sent. "
            "`smtps://` is TLS from the first byte (port 465), `smtp://` begins TLS with STARTTLS (port "
            "587), "
            "which the server must offer unless it is this machine itself. Special characters in user and "
            "password are written as `%` and two hexadecimal digits. See "
            "[self-hosting](self-hosting.md#mail)."},
       [](std::string_view text, Config& config) {
         config.mail_server = parse_mail_url(text);
         return config.mail_server.has_value();
       }},
      {{.name = "LOYALTY_MAIL_FROM",
        .kind = "an address, or a name and the address in <>",
        .default_value = "",
        .sentence = "Who the mails are from; must be set together with LOYALTY_MAIL_URL. Without a name each "
                    "shop's own stands there."},
       [](std::string_view text, Config& config) { return keep(parse_mail_sender(text), config.mail_from); }},
      {{.name = "LOYALTY_MAIL_CA",
        .kind = "a file that can be read",
        .default_value = "",
        .sentence = "The authorities that may vouch for the mail server, as PEM, where it is a private one. "
                    "When it is not set, those of the system."},
       [](std::string_view text, Config& config) {
         config.mail_ca = text;
         return std::ifstream(config.mail_ca).good();
       }}};
}

// In the order in which people read them.
const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = [] {
    std::vector<Entry> made;
    for (auto* make : {database_entries, server_entries, secrecy_entries, mail_entries, running_entries}) {
      for (const auto& entry : make()) made.push_back(entry);
    }
    return made;
  }();
  return all;
}

bool is_known(std::string_view name) {
  const auto knows = [name](const Setting& setting) {
    if (setting.name == name) return true;
    return setting.secrecy != Secrecy::open && name.ends_with(file_suffix) &&
           name.substr(0, name.size() - file_suffix.size()) == setting.name;
  };
  return std::ranges::any_of(settings(), knows) || std::ranges::any_of(reserved_settings(), knows);
}

// The number of letters to insert, drop or replace to make one text of the other (Levenshtein).
std::size_t compute_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string describe_unknown(std::string_view name) {
  std::string_view nearest;
  std::size_t distance = SIZE_MAX;
  for (const auto* table : {&settings(), &reserved_settings()}) {
    for (const auto& setting : *table) {
      const std::size_t candidate = compute_distance(name, setting.name);
      if (candidate < distance) {
        distance = candidate;
        nearest = setting.name;
      }
    }
  }
  const std::string shown(cut_utf8(is_printable(name) ? name : prefix, shown_value_bytes_max));
  return shown + " is not a setting; the nearest name is " + std::string(nearest);
}

std::string describe_bad_value(const Setting& setting, std::string_view value) {
  std::string line = std::string(setting.name) + " must be " + std::string(setting.kind);
  if (setting.secrecy != Secrecy::open || !is_printable(value)) return line;
  line += ", but is \"";
  line += cut_utf8(value, shown_value_bytes_max);
  line += '"';
  return line;
}

// The content of a secret's file without the line end that editors leave.
std::optional<std::string> read_secret_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string content(secret_file_bytes_max + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (file.bad()) return std::nullopt;
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (content.size() > secret_file_bytes_max) return std::nullopt;
  while (content.ends_with('\n') || content.ends_with('\r')) content.pop_back();
  return content;
}

// The text of a setting, from its variable or its file; none when it is not set.
Result<std::optional<std::string>, std::string> find_text(const Environment& environment,
                                                          const Setting& setting) {
  auto value = find_variable(environment, setting.name);
  if (setting.secrecy == Secrecy::open) return value;
  const std::string file_name = std::string(setting.name) + std::string(file_suffix);
  const auto path = find_variable(environment, file_name);
  if (!path) return value;
  if (value) return std::string(setting.name) + " and " + file_name + " are both set; keep one of them";
  auto content = read_secret_file(*path);
  if (!content) return file_name + " names a file that cannot be read: " + *path;
  if (content->empty()) return file_name + " names a file that is empty: " + *path;
  return content;
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = [] {
    std::vector<Setting> made;
    for (const auto& entry : entries()) made.push_back(entry.setting);
    return made;
  }();
  return all;
}

Environment process_environment() {
  Environment environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

std::optional<std::string> find_variable(const Environment& environment, std::string_view name) {
  for (const auto& [candidate, value] : environment) {
    if (candidate == name && !value.empty()) return value;
  }
  return std::nullopt;
}

Result<Config, std::string> read_config(const Environment& environment) {
  for (const auto& [name, value] : environment) {
    if (name.starts_with(prefix) && !is_known(name)) return describe_unknown(name);
  }
  Config config;
  for (const auto& entry : entries()) {
    const auto text = find_text(environment, entry.setting);
    if (!text) return text.error();
    if (*text && !entry.apply(**text, config)) return describe_bad_value(entry.setting, **text);
  }
  if (config.mail_server && config.mail_from.address.empty()) {
    return std::string("LOYALTY_MAIL_FROM must be set together with LOYALTY_MAIL_URL");
  }
  if (config.public_url.empty()) config.public_url = compute_public_url(*parse_listen(config.listen));
  return config;
}

}  // namespace loyalty
