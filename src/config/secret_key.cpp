#include "config/secret_key.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/codec.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "config/database_url.hpp"

namespace loyalty {
namespace {

constexpr std::size_t key_random_bytes = 32;
constexpr std::size_t key_length_min = 32;
constexpr std::size_t key_file_bytes_max = 4096;

std::string describe(std::string_view doing, const std::string& path, int fault) {
  return "cannot " + std::string(doing) + " the secret key file " + path + ": " + std::strerror(fault);
}

// Only says why, when the file cannot be made for another reason than being there already.
Result<Done, std::string> make_key_file(const std::string& path, const std::string& key) {
  const int fault = write_private_file(path, key + "\n");
  if (fault == EEXIST) return Done{};
  if (fault != 0) return describe("make", path, fault);
  log(LogLevel::info, "secret_key_made", {{"file", std::string_view(path)}});
  return Done{};
}

bool has_content(const std::string& path) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(path, fault);
  return !fault && size > 0;
}

}  // namespace

Result<std::optional<std::string>, std::string> read_secret_key_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT) return std::optional<std::string>();
    return describe("read", path, errno);
  }
  struct stat state{};
  if (fstat(file.number(), &state) == 0 && (state.st_mode & (S_IRGRP | S_IROTH)) != 0) {
    log(LogLevel::warn, "secret_key_readable_by_others", {{"file", std::string_view(path)}});
  }
  std::string content(key_file_bytes_max, '\0');
  const ssize_t size = read(file.number(), content.data(), content.size());
  if (size < 0) return describe("read", path, errno);
  content.resize(static_cast<std::size_t>(size));
  const std::string key(trim(content));
  if (key.size() < key_length_min) {
    return "the secret key file " + path + " holds fewer than 32 characters; restore it from a backup";
  }
  return std::optional(key);
}

Result<Done, std::string> give_secret_key_file(const std::string& path, const std::string& key) {
  const auto made = make_key_file(path, key);
  if (!made) return made.error();
  const auto found = read_secret_key_file(path);
  if (!found) return found.error();
  if (*found == key) return Done{};
  return "the secret key file " + path + " holds another key than the source's: move it away";
}

std::optional<std::string> find_secret_key_file(const Config& config) {
  const auto file = find_database_file(config.database_url);
  return file ? std::optional(*file + ".key") : std::nullopt;
}

Result<Done, std::string> load_secret_key(Config& config) {
  if (!config.secret_key.empty()) return Done{};
  const auto path = find_secret_key_file(config);
  if (!path) {
    return std::string(
        "LOYALTY_SECRET_KEY must be set with PostgreSQL, the same on every server; openssl rand -hex 32 "
        "makes one for a new database");
  }
  auto found = read_secret_key_file(*path);
  if (!found) return found.error();
  const auto database = *find_database_file(config.database_url);
  if (!*found && !has_content(database)) {
    const auto made = make_key_file(*path, to_base64url(random_bytes(key_random_bytes)));
    if (!made) return made.error();
  }
  // Again in any case: another program may have made both files since.
  if (!*found) found = read_secret_key_file(*path);
  if (!found) return found.error();
  if (!*found) {
    return "the database " + database + " exists, but its secret key file " + *path +
           " is missing; restore it from a backup or set LOYALTY_SECRET_KEY";
  }
  config.secret_key = **found;
  return Done{};
}

}  // namespace loyalty
