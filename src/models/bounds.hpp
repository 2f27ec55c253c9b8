// What a number of the product may be: forms, rules and the API's document read it from one place.
#pragma once

#include <cstdint>

namespace loyalty {

struct Bounds {
  std::int64_t min = 0;
  std::int64_t max = 0;

  constexpr bool contains(std::int64_t number) const { return min <= number && number <= max; }
};

}  // namespace loyalty
