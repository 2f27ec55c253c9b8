#include "base/random.hpp"

#include <cerrno>
#include <limits>
#include <stdexcept>

#include <sys/random.h>

namespace loyalty {

void fill_random(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = getrandom(bytes.data(), bytes.size(), 0);
    if (count > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      throw std::runtime_error("the random device failed");
    }
  }
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  fill_random(std::as_writable_bytes(std::span(bytes.data(), bytes.size())));
  return bytes;
}

std::uint64_t random_below(std::uint64_t bound) {
  // The 2^64 values do not divide evenly by most bounds: those of the last, incomplete round are drawn again.
  const std::uint64_t rejected = (std::numeric_limits<std::uint64_t>::max() % bound + 1) % bound;
  while (true) {
    std::uint64_t value = 0;
    fill_random(std::as_writable_bytes(std::span(&value, 1)));
    if (value <= std::numeric_limits<std::uint64_t>::max() - rejected) return value % bound;
  }
}

double random_chance() {
  constexpr std::uint64_t steps = std::uint64_t{1} << 53;  // as fine as a double is
  return static_cast<double>(random_below(steps)) / static_cast<double>(steps);
}

}  // namespace loyalty
