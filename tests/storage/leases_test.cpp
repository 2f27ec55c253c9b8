#include "storage/leases.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "storage/store.hpp"
#include "support/database.hpp"
#include "support/races.hpp"

namespace loyalty {
namespace {

using std::chrono::milliseconds;
using storage::LeaseHolder;
using storage::Transaction;

constexpr auto me = static_cast<LeaseHolder>(1);
constexpr auto other = static_cast<LeaseHolder>(2);
const Instant now = test::at("2026-11-22T12:00:00Z");
const Instant later = now + milliseconds{1000};

class Leases : public test::StoreFixture {
 protected:
  bool take(LeaseHolder holder, Instant at, Instant expires_at, const char* task = "cleanup") {
    return database.write(
        [&](Transaction& tx) { return storage::take_lease(tx, task, holder, at, expires_at); });
  }
  void give_up(LeaseHolder holder, const char* task = "cleanup") {
    database.write([&](Transaction& tx) { storage::give_up_lease(tx, task, holder); });
  }
  // How many of twenty who ask at the same moment got it; each time they are others.
  std::int64_t count_takers(Instant at) {
    asked_ += test::threads;
    const auto taken = test::run_at_once([&](int i) {
      return database.store().write_now([&](Transaction& tx) {
        return storage::take_lease(tx, "cleanup", static_cast<LeaseHolder>(asked_ + i), at,
                                   at + milliseconds{1});
      });
    });
    return std::ranges::count(taken, true);
  }

 private:
  int asked_ = 0;
};

TEST_P(Leases, BelongToOneUntilTheyRunOut) {
  struct Case {
    const char* name;
    LeaseHolder holder;
    Instant at;
    bool expected;
  };
  const Case cases[] = {
      {"nobody has it", me, now, true},
      {"who has it renews it", me, now, true},
      {"another is refused", other, now, false},
      {"to its last moment", other, later - milliseconds{1}, false},
      {"and gets it when it has run out", other, later, true},
      {"who had it does not get it back", me, later, false},
      {"before it has run out again", me, later + milliseconds{1000}, true},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(take(one.holder, one.at, one.at + milliseconds{1000}), one.expected) << one.name;
  }
}

TEST_P(Leases, LastLongerWhenTheyAreRenewed) {
  EXPECT_TRUE(take(me, now, later));
  EXPECT_TRUE(take(me, now, later + milliseconds{1}));
  EXPECT_FALSE(take(other, later, later + milliseconds{1000}));
}

TEST_P(Leases, AreGivenUpByWhoHasThemAlone) {
  EXPECT_TRUE(take(me, now, later));
  give_up(other);
  EXPECT_FALSE(take(other, now, later));
  give_up(me);
  EXPECT_TRUE(take(other, now, later));
}

TEST_P(Leases, AreOneForEachTask) {
  EXPECT_TRUE(take(me, now, later, "cleanup"));
  EXPECT_TRUE(take(other, now, later, "statistics"));
  give_up(me, "statistics");
  EXPECT_FALSE(take(me, now, later, "statistics"));
}

TEST_P(Leases, GoToOneOfManyInARace) {
  EXPECT_EQ(count_takers(now), 1) << "nobody had it";
  EXPECT_EQ(count_takers(now), 0) << "somebody has it";
  EXPECT_EQ(count_takers(now + milliseconds{1}), 1) << "it has run out";
}

INSTANTIATE_TEST_SUITE_P(Engines, Leases, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
