// Decimal numbers with three places.
#pragma once

#include <compare>
#include <cstdint>

namespace loyalty {

// 1.25 is 1250.
struct Thousandths {
  std::int64_t value = 0;

  auto operator<=>(const Thousandths&) const = default;
};

}  // namespace loyalty
