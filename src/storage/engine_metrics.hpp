// What every engine counts of its work, under the same names whichever it is.
#pragma once

#include <chrono>
#include <cstddef>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include "base/instant.hpp"
#include "base/metrics.hpp"

namespace loyalty::storage {

struct EngineMetrics {
  explicit EngineMetrics(Metrics& metrics);

  // A group of units that was begun then and has its commit, or its failure.
  void observe_group(std::size_t units, std::chrono::steady_clock::time_point started);

  prometheus::Histogram& commit_sizes;
  prometheus::Histogram& commit_seconds;
  prometheus::Gauge& writes_waiting;
  prometheus::Gauge& reads_waiting;
  prometheus::Gauge& readers_busy;
  prometheus::Counter& faults;
};

}  // namespace loyalty::storage
