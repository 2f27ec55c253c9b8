// The path of an SVG drawing, as lines and cubic curves in absolute places: what every kind of output knows.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace loyalty::drawing {

struct Point {
  double x = 0;
  double y = 0;
};

struct Segment {
  enum class Kind { move, line, curve, close };

  Kind kind = Kind::move;
  std::array<Point, 3> points = {};  // the last is where it ends; the first two bend a curve
};
using Path = std::vector<Segment>;

// Takes what SVG 2 writes as "d": M L H V C S Q T A Z, absolute and relative. Throws std::invalid_argument
// for anything else.
Path parse_path(std::string_view text);

}  // namespace loyalty::drawing
