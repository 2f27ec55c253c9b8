// Elliptical arcs as cubic curves (SVG 2, appendix B.2).
#pragma once

#include <array>
#include <vector>

#include "drawing/path.hpp"

namespace loyalty::drawing {

struct Arc {
  double radius_x = 0;
  double radius_y = 0;
  double rotation_degrees = 0;
  bool is_large = false;
  bool is_clockwise = false;
};

// Each with its two bends and its end. None where there is no arc between the places.
std::vector<std::array<Point, 3>> to_curves(Point from, Point to, const Arc& arc);

}  // namespace loyalty::drawing
