// The one family of fonts that every PDF reader has: which characters, and how wide they are.
#pragma once

#include <string>
#include <string_view>

namespace loyalty::drawing {

enum class Weight { regular, bold };

// The text in the encoding that PDF calls WinAnsiEncoding. A letter with a mark that it lacks loses the mark,
// one of another alphabet becomes a question mark.
std::string to_winansi(std::string_view text);
// Without kerning.
double measure_text(std::string_view text, Weight weight, double size);

}  // namespace loyalty::drawing
