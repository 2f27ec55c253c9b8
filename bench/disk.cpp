#include "bench/disk.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "base/instant.hpp"

namespace loyalty::bench {
namespace {

constexpr int writes = 1000;

bool write_durably(int file, const std::string& block, off_t at) {
  return pwrite(file, block.data(), block.size(), at) == static_cast<ssize_t>(block.size()) &&
         fdatasync(file) == 0;
}

}  // namespace

DiskTimes measure_disk(const std::string& folder) {
  const std::string path = folder + "/disk.tmp";
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot write in " + folder);
  unlink(path.c_str());
  const std::string block(4096, 'x');
  // Blocks that exist already, as those of a log that is used again.
  bool is_written = write_durably(file, std::string(block.size() * writes, 'y'), 0);
  std::vector<double> milliseconds;
  for (int i = 0; is_written && i < writes; ++i) {
    const auto started = steady_now();
    is_written = write_durably(file, block, static_cast<off_t>(block.size()) * i);
    milliseconds.push_back(std::chrono::duration<double, std::milli>(steady_now() - started).count());
  }
  close(file);
  if (!is_written) throw std::runtime_error("cannot write in " + folder);
  std::sort(milliseconds.begin(), milliseconds.end());
  return {.p50_milliseconds = milliseconds[writes / 2], .p99_milliseconds = milliseconds[writes * 99 / 100]};
}

}  // namespace loyalty::bench
