#include "services/counter_times.hpp"

#include <gtest/gtest.h>

#include "rules/counter_time.hpp"
#include "services/statistics.hpp"
#include "storage/counter_times.hpp"
#include "support/races.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using test::run_at_once;
using test::threads;

class RecordCounterTimes : public test::WorldFixture {
 protected:
  Outcome<Done> record(const test::Shop& shop, const std::vector<CounterTime>& times) {
    return database.write(
        [&](storage::Transaction& tx) { return record_counter_times(tx, world.actor(shop), times); });
  }
  VendorStatistics view(const test::Shop& shop, std::int64_t days) {
    return database.read([&](storage::Transaction& tx) {
      return view_statistics(tx, world.actor(shop, Role::manager), days).value();
    });
  }
};

TEST_P(RecordCounterTimes, ShowsHalfAndNineteenOfTwentyOfTheSpan) {
  EXPECT_EQ(view(world.city, 1).window.counter_milliseconds, std::nullopt);
  std::vector<CounterTime> times(18, {.operation = CounterOperation::stamp, .milliseconds = 20});
  times.push_back({.operation = CounterOperation::points, .milliseconds = 25});
  times.push_back({.operation = CounterOperation::redeem, .milliseconds = 30});
  ASSERT_TRUE(record(world.city, times));
  EXPECT_EQ(view(world.city, 1).window.counter_milliseconds, (CounterPercentiles{.p50 = 20, .p95 = 25}));
  EXPECT_EQ(view(world.bakery, 1).window.counter_milliseconds, std::nullopt);

  world.pass(std::chrono::hours(24));
  const auto later = view(world.city, 1);
  EXPECT_EQ(later.window.counter_milliseconds, std::nullopt);
  EXPECT_EQ(later.previous.counter_milliseconds, (CounterPercentiles{.p50 = 20, .p95 = 25}));
  ASSERT_TRUE(record(world.city, {{.operation = CounterOperation::stamp, .milliseconds = 0}}));
  EXPECT_EQ(view(world.city, 1).window.counter_milliseconds, (CounterPercentiles{.p50 = 0, .p95 = 0}));
  EXPECT_EQ(view(world.city, 2).window.counter_milliseconds, (CounterPercentiles{.p50 = 20, .p95 = 25}));
}

TEST_P(RecordCounterTimes, CountsOnTheBusinessDay) {
  world.change(world.city, [](Program& program) { program.business_day_starts_at = std::chrono::hours(4); });
  world.now = test::at("2026-11-21T02:30:00Z");  // half past three in Luxembourg: still Friday
  ASSERT_TRUE(record(world.city, {{.operation = CounterOperation::stamp, .milliseconds = 9}}));
  world.now = test::at("2026-11-21T03:30:00Z");
  const auto statistics = view(world.city, 1);
  EXPECT_EQ(statistics.window.counter_milliseconds, std::nullopt);
  EXPECT_EQ(statistics.previous.counter_milliseconds, (CounterPercentiles{.p50 = 9, .p95 = 9}));
}

TEST_P(RecordCounterTimes, NeedsAProgram) {
  EXPECT_EQ(refusal_of(record(world.park, {{.milliseconds = 9}})), RefusalCode::program_not_found);
}

TEST_P(RecordCounterTimes, LosesNoneWhenAllTerminalsReportAtOnce) {
  // Each in another order, over the same steps.
  const auto done = run_at_once([&](int i) {
    std::vector<CounterTime> times;
    for (int k = 0; k < 10; ++k) times.push_back({.milliseconds = (i * 7 + k * 3) % 10});
    return record(world.city, times);
  });
  EXPECT_EQ(test::count(done), (test::Counts{{"", threads}}));
  const auto counted = database.read([&](storage::Transaction& tx) {
    return storage::sum_counter_times(tx, world.city.company_id, world.city.vendor_id,
                                      view_statistics(tx, world.actor(world.city), 1)->window.span);
  });
  ASSERT_EQ(counted.size(), 10U);
  for (const auto& [bucket, count] : counted) EXPECT_EQ(count, threads) << bucket;
}

INSTANTIATE_TEST_SUITE_P(, RecordCounterTimes, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
