#include "tasks/statistics.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "storage/programs.hpp"
#include "tasks/statistics_fixture.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using storage::Transaction;

class RollUp : public test::StatisticsFixture {
 protected:
  void SetUp() override {
    world.change(world.city, [](Program& program) {
      program.cooldown_minutes = 0;
      program.max_daily_stamps = 1'000'000;
    });
  }
  void stamp(int times, const Card& card) {
    for (int i = 0; i < times; ++i) ASSERT_TRUE(world.stamp(world.city, card));
  }
  RolledUp run() { return run_statistics(database.store(), world.now); }
  std::int64_t stamps_rolled_up() {
    return database.read([&](Transaction& tx) {
      return storage::find_totals(tx, world.city.company_id, world.city.vendor_id).figures.stamps_issued;
    });
  }
};

// The world has three cards and one welcome bonus.
TEST_P(RollUp, LeavesWhatIsYoungerThanTheDelay) {
  world.pass(roll_up_delay);
  EXPECT_EQ(run(), RolledUp{});
  world.pass(milliseconds{1});
  stamp(1, world.elise.card);
  EXPECT_EQ(run(), (RolledUp{.rows = 1, .cards = 3}));
  EXPECT_EQ(run(), RolledUp{}) << "each is counted once";
  world.pass(hours{1});
  EXPECT_EQ(run(), (RolledUp{.rows = 1}));
}

TEST_P(RollUp, CountsARowThatComesToLightAfterALaterOne) {
  world.pass(hours{1});
  const auto slow = world.stamp_command(world.city, world.elise.card);
  world.pass(minutes{1});
  stamp(1, world.jean.card);
  world.pass(roll_up_delay - minutes{1});
  EXPECT_EQ(run().cards, 3) << "the vendor's turn comes";
  database.write([&](Transaction& tx) { ASSERT_TRUE(add_stamp(tx, slow)); });
  EXPECT_EQ(view(world.city, 1).window.figures.stamps_issued, 2);
  world.pass(minutes{5});
  run();
  EXPECT_EQ(stamps_rolled_up(), 2);
  EXPECT_EQ(view(world.city, 1).window.figures.stamps_issued, 2);
}

TEST_P(RollUp, GoesOnAfterTheFirstBatch) {
  stamp(1200, world.elise.card);
  world.pass(days{1});
  EXPECT_EQ(run(), (RolledUp{.rows = 1201, .cards = 3}));
  EXPECT_EQ(stamps_rolled_up(), 1200);
}

TEST_P(RollUp, CountsAVoidOnItsOwnDay) {
  const auto given = world.stamp(world.city, world.elise.card)->transaction.transaction.id;
  world.pass(days{1});
  ASSERT_TRUE(world.take_back(world.city, given, {.role = Role::manager}));
  for (const bool is_rolled_up : {false, true}) {
    if (is_rolled_up) {
      world.pass(hours{1});
      EXPECT_EQ(run().rows, 3);
    }
    const auto series = view(world.city, 3).series;
    EXPECT_EQ(series[1].figures.stamps_issued, 1);
    EXPECT_EQ(series[2].figures.stamps_issued, -1);
    EXPECT_EQ(view(world.city, 3).window.members_active, 1) << "the holder was there";
    EXPECT_EQ(view(world.city, 1).window.members_active, 0);
  }
}

TEST_P(RollUp, KeepsTheDaysOfTheTimeWhenItWasDone) {
  world.now = test::at("2026-11-21T01:30:00Z");
  stamp(1, world.elise.card);
  world.pass(hours{12});
  run();
  world.change(world.city, [](Program& program) { program.business_day_starts_at = hours{4}; });
  EXPECT_EQ(view(world.city, 2).series[1].figures.stamps_issued, 1);
  rebuild_statistics(database.store(), world.now);
  EXPECT_EQ(view(world.city, 2).series[0].figures.stamps_issued, 1);
  EXPECT_EQ(view(world.city, 2).series[1].figures.stamps_issued, 0);
}

TEST_P(RollUp, IsOfEachVendorAlone) {
  stamp(3, world.elise.card);
  world.pass(hours{1});
  run();
  stamp(1, world.elise.card);
  const auto bakery = view(world.bakery, 30);
  rebuild_statistics(database.store(), world.now);
  EXPECT_EQ(view(world.city, 30).window.figures.stamps_issued, 4);
  EXPECT_TRUE(view(world.bakery, 30) == bakery);
  EXPECT_EQ(bakery.window.figures, (Figures{.enrolments = 1, .stamps_issued = 1, .points_issued = 10}));
}

TEST_P(RollUp, CountsEachRowOnceWhenServersAndARebuildRunAtOnce) {
  constexpr int stamps_before = 700;
  constexpr int stamps_meanwhile = 100;
  stamp(stamps_before, world.elise.card);
  world.pass(hours{1});
  const auto now = world.now;
  std::vector<std::thread> running;
  for (int i = 0; i < 3; ++i) running.emplace_back([&] { run_statistics(database.store(), now); });
  running.emplace_back([&] { rebuild_statistics(database.store(), now); });
  std::vector<std::int64_t> seen;
  for (int i = 0; i < stamps_meanwhile; ++i) {
    stamp(1, world.jean.card);
    seen.push_back(view(world.city, 1).window.figures.stamps_issued);
  }
  for (auto& thread : running) thread.join();
  for (std::size_t i = 0; i < seen.size(); ++i)
    EXPECT_EQ(seen[i], stamps_before + 1 + static_cast<std::int64_t>(i));
  run();
  EXPECT_EQ(stamps_rolled_up(), stamps_before);
  test::expect_same(view(world.city, 30), count(world.city, 30));
}

TEST_P(RollUp, MakesNoDifferenceToThePlatform) {
  const auto platform = [&] {
    return database.read([&](Transaction& tx) { return view_platform_statistics(tx, world.now, 3); });
  };
  stamp(2, world.elise.card);
  world.pass(days{1});
  stamp(1, world.jean.card);
  const auto before = platform();
  EXPECT_EQ(before.all_time, (Figures{.enrolments = 3, .stamps_issued = 4, .points_issued = 10}));
  EXPECT_EQ(before.series[1].figures, (Figures{.enrolments = 3, .stamps_issued = 3, .points_issued = 10}));
  EXPECT_EQ(before.series[2].figures, Figures{.stamps_issued = 1});
  EXPECT_EQ(before.window, before.all_time);
  EXPECT_EQ(before.programs, (ProgramCounts{.active = 2, .stamps = 1, .hybrid = 1}));
  EXPECT_EQ(run(), (RolledUp{.rows = 3, .cards = 3}));
  const auto after = platform();
  EXPECT_EQ(after.all_time, before.all_time);
  EXPECT_EQ(after.series, before.series);
}

TEST_P(RollUp, KeepsTheNumberOfCardsInTheListOfPrograms) {
  const auto cards_of_city = [&] {
    return database.read([&](Transaction& tx) {
      const auto program = storage::list_programs(tx, std::nullopt, 10).at(1);
      return std::pair(program.cards_total, program.cards_active);
    });
  };
  database.write([&](Transaction& tx) {
    ASSERT_TRUE(change_card_status(tx, world.actor(world.city), world.jean.card.id, CardStatus::blocked));
  });
  EXPECT_EQ(cards_of_city(), std::pair(2L, 1L));
  world.pass(hours{1});
  EXPECT_EQ(run().cards, 3);
  EXPECT_EQ(cards_of_city(), std::pair(2L, 1L));
  world.enrol(world.city, "Nora", "nora@example.org");
  EXPECT_EQ(cards_of_city(), std::pair(3L, 2L));
}

INSTANTIATE_TEST_SUITE_P(Engines, RollUp, test::each_engine());

}  // namespace
}  // namespace loyalty
