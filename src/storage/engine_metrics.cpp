#include "storage/engine_metrics.hpp"

namespace loyalty::storage {

EngineMetrics::EngineMetrics(Metrics& metrics)
    : commit_sizes(metrics.histogram("loyalty_commit_units", "Units of work that shared one commit",
                                     Metrics::size_buckets())),
      commit_seconds(metrics.histogram("loyalty_commit_seconds",
                                       "From the first unit of a group to its commit",
                                       Metrics::latency_buckets())),
      writes_waiting(metrics.gauge("loyalty_writes_waiting", "Units of work waiting for the writer")),
      reads_waiting(metrics.gauge("loyalty_reads_waiting", "Units of work waiting for a reader")),
      readers_busy(metrics.gauge("loyalty_readers_busy", "Reader connections in use")),
      faults(metrics.counter("loyalty_storage_faults_total", "Groups of writes that were rolled back")) {}

void EngineMetrics::observe_group(std::size_t units, std::chrono::steady_clock::time_point started) {
  commit_sizes.Observe(static_cast<double>(units));
  commit_seconds.Observe(std::chrono::duration<double>(steady_now() - started).count());
}

}  // namespace loyalty::storage
