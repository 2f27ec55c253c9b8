#include "rules/counter_time.hpp"

#include <bit>

namespace loyalty {
namespace {

constexpr int step_bits = 4;
constexpr std::int64_t steps = std::int64_t{1} << step_bits;

// The time of which `per_mille` of all are no longer: the nearest rank.
std::int64_t find_percentile(const CountByBucket& counts, std::int64_t total, std::int64_t per_mille) {
  std::int64_t left = (total * per_mille + 999) / 1000;
  for (const auto& [bucket, count] : counts) {
    left -= count;
    if (left <= 0) return compute_bucket_time(bucket);
  }
  return 0;
}

}  // namespace

std::int64_t compute_time_bucket(std::int64_t milliseconds) {
  if (milliseconds < steps) return milliseconds;
  const int doublings =
      static_cast<int>(std::bit_width(static_cast<std::uint64_t>(milliseconds))) - 1 - step_bits;
  // The leading bit of what is left is always set: it says nothing and is counted as a doubling.
  return doublings * steps + (milliseconds >> doublings);
}

std::int64_t compute_bucket_time(std::int64_t bucket) {
  if (bucket < 2 * steps) return bucket;
  const std::int64_t doublings = bucket / steps - 1;
  const std::int64_t lowest = (bucket - doublings * steps) << doublings;
  return lowest + (std::int64_t{1} << doublings) / 2;
}

std::optional<CounterPercentiles> compute_percentiles(const CountByBucket& counts) {
  std::int64_t total = 0;
  for (const auto& [bucket, count] : counts) total += count;
  if (total == 0) return std::nullopt;
  return CounterPercentiles{.p50 = find_percentile(counts, total, 500),
                            .p95 = find_percentile(counts, total, 950)};
}

}  // namespace loyalty
