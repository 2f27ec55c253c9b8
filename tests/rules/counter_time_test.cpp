#include "rules/counter_time.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(ComputeTimeBucket, WidensWithTheTime) {
  struct Case {
    std::int64_t milliseconds;
    std::int64_t bucket;
  };
  constexpr Case cases[] = {{0, 0},    {1, 1},    {15, 15},    {16, 16},    {31, 31},      {32, 32},
                            {33, 32},  {34, 33},  {63, 47},    {64, 48},    {67, 48},      {68, 49},
                            {127, 63}, {128, 64}, {1023, 111}, {1024, 112}, {600'000, 258}};
  for (const auto& [milliseconds, bucket] : cases) {
    EXPECT_EQ(compute_time_bucket(milliseconds), bucket) << milliseconds;
  }
}

TEST(ComputeTimeBucket, HasNoGapAndIsNear) {
  std::int64_t last = -1;
  for (std::int64_t time = 0; time <= counter_milliseconds_max; ++time) {
    const auto bucket = compute_time_bucket(time);
    ASSERT_GE(bucket, last);
    ASSERT_LE(bucket, last + 1);
    last = bucket;
    const auto middle = compute_bucket_time(bucket);
    ASSERT_LE(std::abs(middle - time), std::max<std::int64_t>(time / 25, 0) + (time >= 32 ? 1 : 0)) << time;
    ASSERT_EQ(compute_time_bucket(middle), bucket) << time;
  }
}

CountByBucket count(const std::vector<std::int64_t>& times) {
  CountByBucket counts;
  for (const auto time : times) ++counts[compute_time_bucket(time)];
  return counts;
}

TEST(ComputePercentiles, TakesTheNearestRank) {
  EXPECT_EQ(compute_percentiles({}), std::nullopt);
  EXPECT_EQ(compute_percentiles(count({7})), (CounterPercentiles{.p50 = 7, .p95 = 7}));
  EXPECT_EQ(compute_percentiles(count({3, 9})), (CounterPercentiles{.p50 = 3, .p95 = 9}));
  EXPECT_EQ(compute_percentiles(count({1, 2, 3})), (CounterPercentiles{.p50 = 2, .p95 = 3}));
  std::vector<std::int64_t> twenty;
  for (std::int64_t time = 1; time <= 20; ++time) twenty.push_back(time);
  EXPECT_EQ(compute_percentiles(count(twenty)), (CounterPercentiles{.p50 = 10, .p95 = 19}));
}

TEST(ComputePercentiles, AreNearTheTrueOnes) {
  std::vector<std::int64_t> times;
  for (int i = 0; i < 5000; ++i) times.push_back(180 + (i * 7919) % 5000 * (i % 10 == 0 ? 3 : 1));
  const auto found = compute_percentiles(count(times)).value();
  std::ranges::sort(times);
  EXPECT_NEAR(static_cast<double>(found.p50), static_cast<double>(times[2499]),
              0.04 * static_cast<double>(times[2499]));
  EXPECT_NEAR(static_cast<double>(found.p95), static_cast<double>(times[4749]),
              0.04 * static_cast<double>(times[4749]));
}

}  // namespace
}  // namespace loyalty
