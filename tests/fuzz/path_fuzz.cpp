// A path that was read begins with a move, and each of its points is a number.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

#include "drawing/path.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loyalty::drawing;
  Path path;
  try {
    path = parse_path({reinterpret_cast<const char*>(data), size});
  } catch (const std::invalid_argument&) {
    return 0;
  }
  if (!path.empty() && path.front().kind != Segment::Kind::move) std::abort();
  for (const auto& segment : path) {
    for (const auto& point : segment.points) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) std::abort();
    }
  }
  return 0;
}
