// A small file system of its own, to be filled up; needs the right to mount.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include <sys/mount.h>

#include "support/temporary_folder.hpp"

namespace loyalty::test {

class SmallDisk {
 public:
  explicit SmallDisk(int megabytes)
      : is_mounted_(mount("tmpfs", folder_.path().c_str(), "tmpfs", 0,
                          ("size=" + std::to_string(megabytes) + "m").c_str()) == 0) {}
  ~SmallDisk() {
    if (is_mounted_) umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_mounted() const { return is_mounted_; }
  const std::filesystem::path& path() const { return folder_.path(); }
  // Leaves `bytes` free.
  void fill_up_to(std::uintmax_t bytes) {
    const auto free_bytes = std::filesystem::space(path()).available;
    std::ofstream file(ballast(), std::ios::binary);
    file << std::string(free_bytes > bytes ? free_bytes - bytes : 0, 'b');
  }
  void make_room() { std::filesystem::remove(ballast()); }

 private:
  std::filesystem::path ballast() const { return path() / "ballast"; }

  TemporaryFolder folder_;
  bool is_mounted_;
};

}  // namespace loyalty::test
