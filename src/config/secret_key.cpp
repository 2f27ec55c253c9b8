#include "config/secret_key.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/codec.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "config/database_url.hpp"

namespace loyalty {
namespace {

constexpr std::size_t key_random_bytes = 32;
constexpr std::size_t key_length_min = 32;
constexpr std::size_t key_file_bytes_max = 4096;

// An open file; closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

std::string describe(std::string_view doing, const std::string& path, int fault) {
  return "cannot " + std::string(doing) + " the secret key file " + path + ": " + std::strerror(fault);
}

// True when the key is in `config`, false when there is no such file.
Result<bool, std::string> read_key_file(const std::string& path, Config& config) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT) return false;
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
  config.secret_key = key;
  return true;
}

bool write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return fsync(file) == 0;
}

// A new entry of a folder outlives a power cut only once the folder itself is on the disk.
void sync_folder_of(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.is_open()) fsync(opened.number());
}

// The file appears under its name with its whole content or not at all, and never replaces another: of two
// programs that start at once the slower one finds the key of the faster.
Result<Done, std::string> make_key_file(const std::string& path) {
  const std::string draft = path + "." + to_hex(random_bytes(8));
  const Descriptor file(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return describe("make", path, errno);
  const bool is_written = write_whole(file.number(), to_base64url(random_bytes(key_random_bytes)) + "\n");
  const bool is_linked = is_written && link(draft.c_str(), path.c_str()) == 0;
  const int fault = errno;
  unlink(draft.c_str());
  if (!is_linked && !(is_written && fault == EEXIST)) return describe("make", path, fault);
  sync_folder_of(path);
  if (is_linked) log(LogLevel::info, "secret_key_made", {{"file", std::string_view(path)}});
  return Done{};
}

bool has_content(const std::string& path) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(path, fault);
  return !fault && size > 0;
}

}  // namespace

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
  const auto found = read_key_file(*path, config);
  if (!found) return found.error();
  if (*found) return Done{};
  const auto database = *find_database_file(config.database_url);
  if (!has_content(database)) {
    const auto made = make_key_file(*path);
    if (!made) return made.error();
  }
  // Read again in any case: another program may have made both files since.
  const auto found_now = read_key_file(*path, config);
  if (!found_now) return found_now.error();
  if (*found_now) return Done{};
  return "the database " + database + " exists, but its secret key file " + *path +
         " is missing; restore it from a backup or set LOYALTY_SECRET_KEY";
}

}  // namespace loyalty
