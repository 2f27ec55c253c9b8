#include "storage/backup.hpp"

#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "command/failed.hpp"
#include "command/verbs.hpp"
#include "config/database_url.hpp"
#include "config/secret_key.hpp"

namespace loyalty {
namespace {

// As a shell takes it for one word.
std::string quote(std::string_view text) {
  std::string quoted = "'";
  for (const char byte : text) quoted += byte == '\'' ? "'\\''" : std::string(1, byte);
  return quoted + "'";
}

std::string describe_key(const Config& config) {
  const auto file = find_secret_key_file(config);
  if (config.secret_key.empty() && std::filesystem::exists(*file))
    return "the secret key is not in it: keep a copy of " + *file + ", apart from the backups";
  return "the secret key is not in it: keep a copy of LOYALTY_SECRET_KEY, apart from the backups";
}

}  // namespace

void back_up(const Config& config, const std::string& file) {
  const auto database = find_database_file(config.database_url);
  if (!database) {
    throw Failed("PostgreSQL has its own tool: pg_dump --format=custom --file=" + quote(file) + " " +
                 quote(drop_password(config.database_url)) + " (see docs/backup.md)");
  }
  const bool shows_progress = isatty(STDERR_FILENO) != 0;
  const auto bytes = storage::back_up_sqlite(*database, file, [&](std::int64_t done, std::int64_t all) {
    if (shows_progress) std::cerr << "\r\x1b[K" << done / 1'000'000 << " of " << all / 1'000'000 << " MB";
  });
  if (shows_progress) std::cerr << "\r\x1b[K" << std::flush;
  std::cout << "backed up: " << file << ", bytes " << bytes << ", checked\n" << describe_key(config) << '\n';
}

}  // namespace loyalty
