// Text in a given width: in as few and as even lines, and as large, as fits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty::drawing {

struct Room {
  double width = 0;
  double height = 0;
  double size_max = 0;
  std::size_t lines_max = 1;
};

struct FittedText {
  std::vector<std::string> lines;
  double size = 0;
};

inline constexpr double line_height = 1.02;  // of a headline, by its size

// Bold. Shrinks until it fits; lines end where the script lets them, words are never cut.
FittedText fit_text(std::string_view text, const Room& room);

}  // namespace loyalty::drawing
