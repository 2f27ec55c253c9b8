#include "drawing/path.hpp"

#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <string>

#include "base/ascii.hpp"
#include "drawing/arc.hpp"

namespace loyalty::drawing {
namespace {

class PathReader {
 public:
  explicit PathReader(std::string_view text) : rest_(text) {}

  Path read() {
    skip_separators();
    while (!rest_.empty()) {
      if (is_letter(rest_.front())) {
        command_ = rest_.front();
        rest_.remove_prefix(1);
      } else if (command_ == 0 || upper() == 'Z') {
        fail();
      }
      if (path_.empty() && upper() != 'M') fail();
      read_segment();
      skip_separators();
    }
    return std::move(path_);
  }

 private:
  using Kind = Segment::Kind;

  char upper() const { return static_cast<char>(command_ & ~0x20); }
  bool is_relative() const { return (command_ & 0x20) != 0; }

  [[noreturn]] static void fail() { throw std::invalid_argument("not a path"); }

  void skip_separators() {
    const auto first = rest_.find_first_not_of(" ,\t\r\n");
    rest_.remove_prefix(std::min(first, rest_.size()));
  }

  double number() {
    skip_separators();
    if (rest_.starts_with('+')) rest_.remove_prefix(1);
    double value = 0;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc() || !std::isfinite(value)) fail();
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return value;
  }

  // In an arc, where nothing need stand between it and what follows.
  bool flag() {
    skip_separators();
    if (rest_.empty() || (rest_.front() != '0' && rest_.front() != '1')) fail();
    const bool is_set = rest_.front() == '1';
    rest_.remove_prefix(1);
    return is_set;
  }

  double across() { return number() + (is_relative() ? at_.x : 0); }
  double down() { return number() + (is_relative() ? at_.y : 0); }
  Point point() {
    const double x = across();
    return {x, down()};
  }

  void go(Kind kind, Point to) {
    path_.push_back({.kind = kind, .points = {to, to, to}});
    at_ = to;
    bend_.reset();
  }

  void curve(Point first, Point second, Point to) {
    path_.push_back({.kind = Kind::curve, .points = {first, second, to}});
    at_ = to;
    bend_ = second;
  }

  void quadratic(Point bend, Point to) {
    const auto towards = [bend](Point from) {
      return Point{from.x + 2 * (bend.x - from.x) / 3, from.y + 2 * (bend.y - from.y) / 3};
    };
    curve(towards(at_), towards(to), to);
    bend_ = bend;
  }

  Point mirrored_bend() const { return bend_ ? Point{2 * at_.x - bend_->x, 2 * at_.y - bend_->y} : at_; }

  void read_arc() {
    Arc arc{.radius_x = number(), .radius_y = number(), .rotation_degrees = number()};
    arc.is_large = flag();
    arc.is_clockwise = flag();
    const auto to = point();
    for (const auto& [first, second, end] : to_curves(at_, to, arc)) curve(first, second, end);
    go_on_from(to);
  }

  // An arc of no size is a line, and rounding must not move its end.
  void go_on_from(Point to) {
    if (at_.x != to.x || at_.y != to.y) go(Kind::line, to);
    bend_.reset();
  }

  void read_segment() {
    switch (upper()) {
      case 'M':
        go(Kind::move, point());
        begun_ = at_;
        command_ = is_relative() ? 'l' : 'L';  // what follows without a letter
        break;
      case 'L':
        go(Kind::line, point());
        break;
      case 'H':
        go(Kind::line, {across(), at_.y});
        break;
      case 'V':
        go(Kind::line, {at_.x, down()});
        break;
      case 'C': {
        const auto first = point();
        const auto second = point();
        curve(first, second, point());
        break;
      }
      case 'S': {
        const auto first = mirrored_bend();
        const auto second = point();
        curve(first, second, point());
        break;
      }
      case 'Q': {
        const auto bend = point();
        quadratic(bend, point());
        break;
      }
      case 'T': {
        const auto bend = mirrored_bend();
        quadratic(bend, point());
        break;
      }
      case 'A':
        read_arc();
        break;
      case 'Z':
        go(Kind::close, begun_);
        break;
      default:
        fail();
    }
  }

  std::string_view rest_;
  char command_ = 0;
  Path path_;
  Point at_;
  Point begun_;
  std::optional<Point> bend_;  // of the last curve, for one that goes on smoothly
};

}  // namespace

Path parse_path(std::string_view text) { return PathReader(text).read(); }

}  // namespace loyalty::drawing
