// How long an operation at the counter took, as the terminal measured it.
#pragma once

#include <cstdint>

#include "models/names.hpp"

namespace loyalty {

enum class CounterOperation { stamp, points, redeem };

template <>
struct Names<CounterOperation> {
  static constexpr std::array<std::pair<CounterOperation, std::string_view>, 3> table{
      {{CounterOperation::stamp, "stamp"},
       {CounterOperation::points, "points"},
       {CounterOperation::redeem, "redeem"}}};
};

// Longer is a break, not an operation.
constexpr std::int64_t counter_milliseconds_max = 600'000;

struct CounterTime {
  CounterOperation operation = CounterOperation::stamp;
  std::int64_t milliseconds = 0;  // from the scan to the answer
};

// Half of the operations, and 19 of 20, took no longer.
struct CounterPercentiles {
  std::int64_t p50 = 0;
  std::int64_t p95 = 0;

  bool operator==(const CounterPercentiles&) const = default;
};

}  // namespace loyalty
