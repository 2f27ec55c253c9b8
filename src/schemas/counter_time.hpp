// What terminals report of their own speed: the shape of /vendor/loyalty/counter-times.
#pragma once

#include <vector>

#include "models/counter_time.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct CounterTimeEntry {
  static constexpr std::string_view schema_name = "CounterTime";
  CounterOperation operation = CounterOperation::stamp;
  std::int64_t milliseconds = 0;
};
template <class Fields>
void describe_fields(Fields& f, CounterTimeEntry& r) {
  f("operation", r.operation);
  f("milliseconds", r.milliseconds,
    range(0, counter_milliseconds_max).described("From the scan to the answer."));
}

struct CounterTimesRequest {
  static constexpr std::string_view schema_name = "CounterTimesRequest";
  std::vector<CounterTimeEntry> times = {};
};
template <class Fields>
void describe_fields(Fields& f, CounterTimesRequest& r) {
  f("times", r.times, entries(1, 200));
}

}  // namespace loyalty
