#include "storage/counter_times.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

using Counts = std::map<std::int64_t, std::int64_t>;

class StoreCounterTimes : public test::StoreFixture {
 protected:
  const CompanyId beans{11};
  const VendorId city{21};
  const Date monday = Date{std::chrono::days{20'000}};

  void add(VendorId vendor, Date date, CounterOperation operation, std::int64_t bucket, std::int64_t count) {
    database.write([&](storage::Transaction& tx) {
      storage::add_counter_times(tx, beans, vendor, date, operation, bucket, count);
    });
  }
  Counts sum(CompanyId company, VendorId vendor, Date from, Date to) {
    return database.read([&](storage::Transaction& tx) {
      return storage::sum_counter_times(tx, company, vendor, {.from = from, .to = to});
    });
  }
};

TEST_P(StoreCounterTimes, AddsUpByStepOverDaysAndOperations) {
  using std::chrono::days;
  add(city, monday, CounterOperation::stamp, 40, 2);
  add(city, monday, CounterOperation::stamp, 40, 3);
  add(city, monday, CounterOperation::redeem, 40, 1);
  add(city, monday + days{1}, CounterOperation::points, 41, 7);
  add(city, monday + days{2}, CounterOperation::stamp, 40, 100);
  add(VendorId{22}, monday, CounterOperation::stamp, 40, 1000);
  EXPECT_EQ(sum(beans, city, monday, monday), (Counts{{40, 6}}));
  EXPECT_EQ(sum(beans, city, monday, monday + days{1}), (Counts{{40, 6}, {41, 7}}));
  EXPECT_EQ(sum(beans, city, monday - days{9}, monday - days{1}), Counts());
  EXPECT_EQ(sum(CompanyId{12}, city, monday, monday), Counts());
}

INSTANTIATE_TEST_SUITE_P(, StoreCounterTimes, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
