#include "drawing/arc.hpp"

#include <cmath>
#include <numbers>

namespace loyalty::drawing {
namespace {

// The ellipse that an arc is a part of, and which part.
struct Ellipse {
  Point centre;
  double radius_x = 0;
  double radius_y = 0;
  double cosine = 1;
  double sine = 0;
  double begin = 0;  // angles on the ellipse
  double sweep = 0;

  Point at(double angle) const { return place(std::cos(angle) * radius_x, std::sin(angle) * radius_y); }
  // The way that a point takes at the angle.
  Point direction(double angle) const {
    const double x = -std::sin(angle) * radius_x;
    const double y = std::cos(angle) * radius_y;
    return {cosine * x - sine * y, sine * x + cosine * y};
  }
  Point place(double x, double y) const {
    return {centre.x + cosine * x - sine * y, centre.y + sine * x + cosine * y};
  }
};

Ellipse find_ellipse(Point from, Point to, const Arc& arc) {
  const double rotation = arc.rotation_degrees * std::numbers::pi / 180;
  Ellipse ellipse{.radius_x = std::abs(arc.radius_x),
                  .radius_y = std::abs(arc.radius_y),
                  .cosine = std::cos(rotation),
                  .sine = std::sin(rotation)};
  // Half of the way, on the ellipse's own axes.
  const double half_x = (from.x - to.x) / 2;
  const double half_y = (from.y - to.y) / 2;
  const double x = ellipse.cosine * half_x + ellipse.sine * half_y;
  const double y = -ellipse.sine * half_x + ellipse.cosine * half_y;
  // One that is too small to reach grows.
  const double reach = std::hypot(x / ellipse.radius_x, y / ellipse.radius_y);
  if (reach > 1) {
    ellipse.radius_x *= reach;
    ellipse.radius_y *= reach;
  }
  const double u = x / ellipse.radius_x;
  const double v = y / ellipse.radius_y;
  const double square = u * u + v * v;
  const double away =
      std::sqrt(std::max(0.0, (1 - square) / square)) * (arc.is_large == arc.is_clockwise ? -1 : 1);
  const double centre_x = away * ellipse.radius_x * v;
  const double centre_y = -away * ellipse.radius_y * u;
  ellipse.centre = {(from.x + to.x) / 2, (from.y + to.y) / 2};
  ellipse.centre = ellipse.place(centre_x, centre_y);
  ellipse.begin = std::atan2((y - centre_y) / ellipse.radius_y, (x - centre_x) / ellipse.radius_x);
  const double end = std::atan2((-y - centre_y) / ellipse.radius_y, (-x - centre_x) / ellipse.radius_x);
  ellipse.sweep = end - ellipse.begin;
  if (arc.is_clockwise && ellipse.sweep < 0) ellipse.sweep += 2 * std::numbers::pi;
  if (!arc.is_clockwise && ellipse.sweep > 0) ellipse.sweep -= 2 * std::numbers::pi;
  return ellipse;
}

}  // namespace

std::vector<std::array<Point, 3>> to_curves(Point from, Point to, const Arc& arc) {
  const bool is_nowhere = from.x == to.x && from.y == to.y;
  if (is_nowhere || arc.radius_x == 0 || arc.radius_y == 0) return {};
  const auto ellipse = find_ellipse(from, to, arc);
  const int count =
      std::max(1, static_cast<int>(std::ceil(std::abs(ellipse.sweep) / (std::numbers::pi / 2))));
  const double step = ellipse.sweep / count;
  const double bend = 4.0 / 3 * std::tan(step / 4);
  std::vector<std::array<Point, 3>> curves;
  for (int i = 0; i < count; ++i) {
    const double begin = ellipse.begin + i * step;
    const double end = begin + step;
    const auto start = ellipse.at(begin);
    const auto stop = i + 1 == count ? to : ellipse.at(end);
    const auto away = ellipse.direction(begin);
    const auto towards = ellipse.direction(end);
    curves.push_back({Point{start.x + bend * away.x, start.y + bend * away.y},
                      Point{stop.x - bend * towards.x, stop.y - bend * towards.y}, stop});
  }
  return curves;
}

}  // namespace loyalty::drawing
