// Times as counts in steps that widen with the time, so that a day is a few numbers and a percentile of any
// span of days is exact to 4 %.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "models/counter_time.hpp"

namespace loyalty {

// The step that a time of 0 or more belongs to. Up to 15 each is a step of its own; then each doubling
// has 16.
std::int64_t compute_time_bucket(std::int64_t milliseconds);
// The time in the middle of a step.
std::int64_t compute_bucket_time(std::int64_t bucket);

using CountByBucket = std::map<std::int64_t, std::int64_t>;
// None when nothing was counted.
std::optional<CounterPercentiles> compute_percentiles(const CountByBucket& counts);

}  // namespace loyalty
