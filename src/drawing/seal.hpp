// The rubber-stamp seal: a disc with 12 lobes. The web app draws the same.
#pragma once

#include <string_view>

namespace loyalty::drawing {

inline constexpr double seal_box = 48;
inline constexpr double seal_glyph_size = 22;
inline constexpr double glyph_box = 24;
inline constexpr double seal_glyph_line = 2.1;  // in the glyph's measures

inline constexpr std::string_view seal_path =
    "M24 3.4A7.4 7.4 0 0 1 34.3 6.16A7.4 7.4 0 0 1 41.84 13.7A7.4 7.4 0 0 1 44.6 24A7.4 7.4 0 0 1 41.84 34.3"
    "A7.4 7.4 0 0 1 34.3 41.84A7.4 7.4 0 0 1 24 44.6A7.4 7.4 0 0 1 13.7 41.84A7.4 7.4 0 0 1 6.16 34.3"
    "A7.4 7.4 0 0 1 3.4 24A7.4 7.4 0 0 1 6.16 13.7A7.4 7.4 0 0 1 13.7 6.16A7.4 7.4 0 0 1 24 3.4Z";

}  // namespace loyalty::drawing
