// The poster that brings people in: what a shop gives, the code that leads to joining, and its address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drawing/canvas.hpp"
#include "models/poster.hpp"
#include "models/program.hpp"
#include "texts/language.hpp"

namespace loyalty::drawing {

struct Poster {
  std::string vendor_name;
  std::string currency;  // the vendor's
  Program program;
  std::string join_url;
  std::vector<std::string_view> glyph = {};  // the paths of the program's stamp, in a box of 24; may be none
  Language language = Language::en;
};

Canvas draw_poster(const Poster& poster, PosterSize size);
// What it promises, in a few words: the program's own or made from its rules.
std::string make_headline(const Poster& poster);

}  // namespace loyalty::drawing
