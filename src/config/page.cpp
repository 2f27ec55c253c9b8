#include "config/config.hpp"
#include "config/database_url.hpp"
#include "config/secret_key.hpp"

namespace loyalty {
namespace {

constexpr std::string_view introduction =
    R"(# Configuration

This page is made by `loyalty config --markdown` from the table that the program itself reads.

Settings are environment variables. An empty variable counts as not set. An unknown variable whose name
begins with `LOYALTY_`, or a bad value, stops the start with one line that names it. `loyalty config` prints
the settings in effect, with secrets and passwords hidden. What may hold a secret may also stand in a file:
`NAME_FILE` names it, and the line end after the value is dropped; `NAME` and `NAME_FILE` together are
refused.

## Settings

| name | value | default | what it does |
|---|---|---|---|
)";

constexpr std::string_view reserved_introduction =
    R"(
## Reserved for the wallets

These names are accepted and have no effect in this version; their values are not looked at.

| name | meant for |
|---|---|
)";

std::string make_name_cell(const Setting& setting) {
  const std::string name(setting.name);
  return setting.secrecy == Secrecy::open ? "`" + name + "`" : "`" + name + "`, `" + name + "_FILE`";
}

std::string describe_source(const Environment& environment, const Setting& setting) {
  if (find_variable(environment, setting.name)) return "environment";
  const auto path = find_variable(environment, std::string(setting.name) + "_FILE");
  if (setting.secrecy != Secrecy::open && path) return "file " + *path;
  return "default";
}

}  // namespace

std::string render_configuration_page() {
  std::string page(introduction);
  for (const auto& setting : settings()) {
    const std::string value(setting.default_value);
    page += "| " + make_name_cell(setting) + " | " + std::string(setting.kind) + " | " +
            (value.empty() ? "" : "`" + value + "`") + " | " + std::string(setting.sentence) + " |\n";
  }
  page += reserved_introduction;
  for (const auto& setting : reserved_settings()) {
    page += "| " + make_name_cell(setting) + " | " + std::string(setting.sentence) + " |\n";
  }
  return page;
}

std::string render_effective(const Environment& environment, const Config& config) {
  std::string text;
  for (const auto& setting : settings()) {
    std::string source = describe_source(environment, setting);
    std::string value = find_variable(environment, setting.name).value_or(std::string(setting.default_value));
    if (setting.name == "LOYALTY_PUBLIC_URL") value = config.public_url;
    if (setting.secrecy == Secrecy::has_password) value = hide_password(config.database_url);
    if (setting.secrecy == Secrecy::secret) {
      const auto key_file =
          setting.name == "LOYALTY_SECRET_KEY" ? find_secret_key_file(config) : std::nullopt;
      if (source == "default" && key_file) source = "file " + *key_file;
      value = source == "default" ? "" : "(hidden)";
    }
    text += std::string(setting.name) + "=" + value + "  # " + source + "\n";
  }
  for (const auto& setting : reserved_settings()) {
    if (describe_source(environment, setting) == "default") continue;
    text += "# " + std::string(setting.name) + " is set and has no effect in this version\n";
  }
  return text;
}

}  // namespace loyalty
