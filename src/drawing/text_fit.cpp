#include "drawing/text_fit.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "drawing/letters.hpp"

namespace loyalty::drawing {
namespace {

using Lines = std::vector<std::string>;

constexpr double shrink_step = .96;
constexpr double balance_step = .97;

double measure(std::string_view line, double size) {
  return measure_text(line, {.size = size, .weight = Weight::bold});
}

// Each piece as it is in the middle of a line; at the end of one its spaces are dropped.
Lines wrap(const Lines& pieces, double width, double size) {
  Lines lines;
  for (const auto& piece : pieces) {
    if (!lines.empty() && measure(trim(lines.back() + piece), size) <= width) {
      lines.back() += piece;
    } else {
      lines.push_back(piece);
    }
  }
  for (auto& line : lines) line = trim(line);
  return lines;
}

bool fits(const Lines& lines, double width, double size) {
  return std::ranges::all_of(lines, [&](const std::string& line) { return measure(line, size) <= width; });
}

double measure_widest(const Lines& lines, double size) {
  double widest = 0;
  for (const auto& line : lines) widest = std::max(widest, measure(line, size));
  return widest;
}

// As many lines in the narrowest width that makes them: then they are about as long as each other.
Lines balance(const Lines& pieces, Lines lines, double size) {
  for (;;) {
    const double width = measure_widest(lines, size) * balance_step;
    auto narrower = wrap(pieces, width, size);
    // What has no width at all fits in any, and cannot become narrower.
    if (width <= 0 || narrower.size() != lines.size() || !fits(narrower, width, size)) return lines;
    lines = std::move(narrower);
  }
}

}  // namespace

FittedText fit_text(std::string_view text, const Room& room) {
  const auto pieces = split_at_breaks(trim(text));
  if (pieces.empty()) return {.lines = {}, .size = room.size_max};
  for (double size = room.size_max;; size *= shrink_step) {
    auto lines = wrap(pieces, room.width, size);
    const double height = static_cast<double>(lines.size()) * line_height * size;
    if (lines.size() > room.lines_max || height > room.height || !fits(lines, room.width, size)) continue;
    return {.lines = balance(pieces, std::move(lines), size), .size = size};
  }
}

}  // namespace loyalty::drawing
