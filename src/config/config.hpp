// The program's settings: one table of names, types, defaults and sentences, read from the environment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "base/result.hpp"
#include "config/mail_server.hpp"

namespace loyalty {

struct Config {
  std::string database_url = "sqlite:loyalty.db";  // may hold a password: see hide_password
  int database_connections = 8;
  bool database_prepared_statements = true;
  std::string listen = "127.0.0.1:8080";  // address:port; an IPv6 address in brackets
  // Without a slash at the end. read_config fills it in from `listen` when it is not set.
  std::string public_url;
  std::string secret_key;  // empty until made or read (config/secret_key.hpp)
  int bcrypt_cost = 10;
  std::int64_t pin_max_attempts = 5;
  std::int64_t pin_lockout_minutes = 30;
  std::vector<std::string> trusted_proxies;
  LogLevel log_level = LogLevel::info;
  LogFormat log_format = LogFormat::text;
  bool tasks = true;
  std::optional<MailServer> mail_server;  // none: no mail is sent
  MailSender mail_from;                   // there when the server is
  std::string mail_ca;                    // a file; empty: the system's authorities

  bool can_send_mail() const { return mail_server.has_value(); }
};

// Whatever is not `open` is also read from the file named by NAME_FILE, and never stands in an error's line.
enum class Secrecy {
  open,
  has_password,  // a URL: `loyalty config` shows it without its password
  secret         // `loyalty config` shows nothing of it
};

// One entry of the table.
struct Setting {
  std::string_view name;           // "LOYALTY_LISTEN"
  std::string_view kind;           // "a whole number from 4 to 15", ... so that "must be ..." reads well
  std::string_view default_value;  // as it would be written in the environment
  Secrecy secrecy = Secrecy::open;
  std::string_view sentence;
};
const std::vector<Setting>& settings();
// Names that are accepted and have no effect in this version.
const std::vector<Setting>& reserved_settings();

using Environment = std::vector<std::pair<std::string, std::string>>;
Environment process_environment();
// The variable's value; none when it is not there or empty, which is the same for every setting.
std::optional<std::string> find_variable(const Environment& environment, std::string_view name);

// The settings, or one line that names the variable at fault and what it should be: an unknown LOYALTY_
// variable, a bad value, a variable together with its _FILE, a file that cannot be read.
Result<Config, std::string> read_config(const Environment& environment);

// docs/configuration.md, whole.
std::string render_configuration_page();
// NAME=value lines with secrets hidden and where each comes from.
std::string render_effective(const Environment& environment, const Config& config);

}  // namespace loyalty
