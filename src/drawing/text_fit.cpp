#include "drawing/text_fit.hpp"

#include <algorithm>

namespace loyalty::drawing {
namespace {

using Lines = std::vector<std::string>;

constexpr double shrink_step = .96;
constexpr double balance_step = .97;

Lines split_at_spaces(std::string_view text) {
  Lines words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

double measure(std::string_view line, double size) { return measure_text(line, Weight::bold, size); }

Lines wrap(const Lines& words, double width, double size) {
  Lines lines;
  for (const auto& word : words) {
    const auto longer = lines.empty() ? word : lines.back() + " " + word;
    if (!lines.empty() && measure(longer, size) <= width) {
      lines.back() = longer;
    } else {
      lines.push_back(word);
    }
  }
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
Lines balance(const Lines& words, Lines lines, double size) {
  for (;;) {
    const double width = measure_widest(lines, size) * balance_step;
    auto narrower = wrap(words, width, size);
    // What has no width at all fits in any, and cannot become narrower.
    if (width <= 0 || narrower.size() != lines.size() || !fits(narrower, width, size)) return lines;
    lines = std::move(narrower);
  }
}

}  // namespace

FittedText fit_text(std::string_view text, const Room& room) {
  const auto words = split_at_spaces(text);
  if (words.empty()) return {.lines = {}, .size = room.size_max};
  for (double size = room.size_max;; size *= shrink_step) {
    auto lines = wrap(words, room.width, size);
    const double height = static_cast<double>(lines.size()) * line_height * size;
    if (lines.size() > room.lines_max || height > room.height || !fits(lines, room.width, size)) continue;
    return {.lines = balance(words, std::move(lines), size), .size = size};
  }
}

}  // namespace loyalty::drawing
