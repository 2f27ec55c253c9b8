// The sheets that a poster can be had on.
#pragma once

#include "models/names.hpp"

namespace loyalty {

enum class PosterSize { a4, a5, a6 };  // a6: four on an A4, to be cut

template <>
struct Names<PosterSize> {
  static constexpr std::array<std::pair<PosterSize, std::string_view>, 3> table{
      {{PosterSize::a4, "a4"}, {PosterSize::a5, "a5"}, {PosterSize::a6, "a6"}}};
};

}  // namespace loyalty
