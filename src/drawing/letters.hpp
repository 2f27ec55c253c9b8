// Text in every alphabet: how wide it is, where its lines may end, and putting it on a page. Figtree, which
// the program brings along, then whatever the machine has for the letters that Figtree lacks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "drawing/path.hpp"

using cairo_t = struct _cairo;

namespace loyalty::drawing {

enum class Weight { regular, bold };

struct Lettering {
  double size = 0;
  Weight weight = Weight::regular;
  double tracking = 0;  // between two letters, by the size; less than nothing brings them closer
};

// All of these may be called from any thread; each thread has fonts of its own.
double measure_text(std::string_view text, const Lettering& lettering);

// Where lines may end, by the rules of the text's script: the pieces, each with the spaces after it.
std::vector<std::string> split_at_breaks(std::string_view text);

// The letters for which no font is on this machine.
std::size_t count_missing_letters(std::string_view text);

// `begin` is on the baseline, at the left of what is written in whatever direction.
void write_text(cairo_t* page, std::string_view text, Point begin, const Lettering& lettering);

}  // namespace loyalty::drawing
