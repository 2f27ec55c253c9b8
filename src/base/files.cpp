#include "base/files.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/codec.hpp"
#include "base/random.hpp"

namespace loyalty {
namespace {

bool write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// A new entry of a folder outlives a power cut only once the folder itself is on the disk.
void sync_folder_of(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.is_open()) fsync(opened.number());
}

bool sync_file(const std::string& path) {
  const Descriptor opened(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return opened.is_open() && fsync(opened.number()) == 0;
}

// Some file systems know only one of the two ways.
bool rename_to_free_name(const std::string& draft, const std::string& path) {
  if (renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  if (link(draft.c_str(), path.c_str()) != 0) return false;
  unlink(draft.c_str());
  return true;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

std::string name_draft(const std::string& path) { return path + ".part-" + to_hex(random_bytes(8)); }

int publish_draft(const std::string& draft, const std::string& path) {
  if (!sync_file(draft) || !rename_to_free_name(draft, path)) return errno;
  sync_folder_of(path);
  return 0;
}

int write_private_file(const std::string& path, std::string_view content) {
  const auto draft = name_draft(path);
  const Descriptor file(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return errno;
  const int fault = write_whole(file.number(), content) ? publish_draft(draft, path) : errno;
  if (fault != 0) unlink(draft.c_str());
  return fault;
}

}  // namespace loyalty
