#include "tasks/point_expiration.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "storage/points.hpp"
#include "storage/store.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using storage::Transaction;

class RunPointExpiration : public test::WorldFixture {
 protected:
  RunPointExpiration() {
    for (auto* shop : {&world.city, &world.bakery}) {
      world.change(*shop, [](Program& program) {
        program.loyalty_type = LoyaltyType::hybrid;
        program.points_per_euro = {1000};
        program.points_expire_after_days = 30;
        program.cooldown_minutes = 0;
      });
    }
  }
  ExpirationRun run() { return run_point_expiration(database.store(), ids, world.now); }
  std::int64_t balance(const Card& card) { return world.card(card).points_balance; }
  void earn(const test::Shop& shop, const Card& card, std::int64_t points) {
    ASSERT_TRUE(world.earn(shop, card, {.cents = points * 100}));
  }
  std::vector<Card> enrol_crowd(int count) {
    std::vector<Card> crowd;
    for (int i = 0; i < count; ++i) {
      crowd.push_back(world.enrol(world.city, "Guest", std::to_string(i) + "@example.org").card);
      earn(world.city, crowd.back(), 5);
    }
    return crowd;
  }
  void expect_sound(const Card& card) { EXPECT_EQ(world.ledger_fault(card, false), ""); }

  IdSource ids{9};
};

TEST_P(RunPointExpiration, DoesNothingWhereNothingIsDue) {
  earn(world.city, world.elise.card, 7);
  const auto before = world.card(world.elise.card);
  world.now = *before.next_expiry_at - milliseconds{1};
  const auto ran = run();
  EXPECT_EQ(ran.count, ExpiryCount{});
  EXPECT_TRUE(ran.is_complete);
  EXPECT_EQ(world.card(world.elise.card), before);
}

TEST_P(RunPointExpiration, TakesOutWhatIsDueFromTheFirstInstantOnAndOnce) {
  earn(world.city, world.elise.card, 7);
  world.pass(days{1});
  earn(world.city, world.elise.card, 3);
  world.now = *world.card(world.elise.card).next_expiry_at;
  EXPECT_EQ(run().count, (ExpiryCount{.cards = 1, .lots = 1, .points = 7}));
  EXPECT_EQ(run().count, ExpiryCount{});
  const auto card = world.card(world.elise.card);
  EXPECT_EQ(card.points_balance, 3);
  EXPECT_EQ(card.next_expiry_at, world.now + days{1});
  expect_sound(card);
}

// The last day of the points is a day of the vendor's calendar, whatever months and clocks do.
TEST_P(RunPointExpiration, CountsDaysOverTheEndsOfMonthsAndChangesOfClocks) {
  struct Case {
    const char* earned_at;
    std::int64_t after_days;
    const char* expected;  // the first instant without the points, in Luxembourg
  };
  const Case cases[] = {{"2026-11-30T22:59:59Z", 1, "2026-12-01T23:00:00Z"},
                        {"2026-11-30T23:00:00Z", 1, "2026-12-02T23:00:00Z"},
                        {"2027-01-31T10:00:00Z", 28, "2027-02-28T23:00:00Z"},
                        {"2028-01-31T10:00:00Z", 29, "2028-02-29T23:00:00Z"},
                        {"2028-02-29T10:00:00Z", 366, "2029-03-01T23:00:00Z"},
                        {"2029-03-24T10:00:00Z", 1, "2029-03-25T22:00:00Z"},
                        {"2029-10-27T10:00:00Z", 1, "2029-10-28T23:00:00Z"}};
  for (const auto& [earned_at, after_days, expected] : cases) {
    world.change(world.city, [&](Program& program) { program.points_expire_after_days = after_days; });
    world.now = test::at(earned_at);
    earn(world.city, world.elise.card, 5);
    world.now = test::at(expected) - milliseconds{1};
    EXPECT_EQ(run().count, ExpiryCount{}) << earned_at;
    world.now = test::at(expected);
    EXPECT_EQ(run().count, (ExpiryCount{.cards = 1, .lots = 1, .points = 5})) << earned_at;
  }
  expect_sound(world.elise.card);
}

TEST_P(RunPointExpiration, SweepsTheCardsOfEveryCompany) {
  earn(world.city, world.elise.card, 7);
  earn(world.city, world.jean.card, 1);
  earn(world.bakery, world.zoe.card, 2);
  world.pass(days{40});
  EXPECT_EQ(run().count, (ExpiryCount{.cards = 3, .lots = 3, .points = 10}));
  EXPECT_EQ(balance(world.elise.card), 0);
  EXPECT_EQ(balance(world.jean.card), 0);
  EXPECT_EQ(balance(world.zoe.card), 10) << "the welcome bonus was given before points expired";
  for (const auto& holder : {world.elise, world.jean, world.zoe}) expect_sound(holder.card);
}

TEST_P(RunPointExpiration, GoesOnAfterTheFirstBatch) {
  const auto crowd = enrol_crowd(230);
  world.pass(days{40});
  const auto ran = run();
  EXPECT_TRUE(ran.is_complete);
  EXPECT_EQ(ran.count, (ExpiryCount{.cards = 230, .lots = 230, .points = 230 * 5}));
  for (const auto& card : crowd) ASSERT_EQ(balance(card), 0);
  expect_sound(crowd.back());
}

// A batch may be cut short by its lots, and ends between two cards.
TEST_P(RunPointExpiration, StopsABatchWhenItHasEmptiedManyLots) {
  const auto crowd = enrol_crowd(4);
  for (const auto& card : crowd) {
    for (int i = 0; i < 2; ++i) earn(world.city, card, 1);
  }
  world.pass(days{40});
  std::vector<TransactionId> batch_ids;
  for (int i = 0; i < 10; ++i) batch_ids.push_back(ids.next_as<TransactionId>(world.now));
  const auto expire = [&](std::span<const TransactionId> some, std::int64_t lots_max) {
    return database.write([&](Transaction& tx) {
      return expire_due_cards(tx, world.city.company_id, some, lots_max, world.now);
    });
  };
  EXPECT_EQ(expire(batch_ids, 4), (ExpiryCount{.cards = 2, .lots = 6, .points = 14}));
  EXPECT_EQ(expire(std::span(batch_ids).first(1), 4), (ExpiryCount{.cards = 1, .lots = 3, .points = 7}));
  EXPECT_EQ(expire(batch_ids, 4), (ExpiryCount{.cards = 1, .lots = 3, .points = 7}));
  EXPECT_EQ(expire(batch_ids, 4), ExpiryCount{});
  for (const auto& card : crowd) expect_sound(card);
}

TEST_P(RunPointExpiration, LeavesTheRestToTheNextRun) {
  enrol_crowd(7);
  earn(world.bakery, world.zoe.card, 1);
  world.pass(days{40});
  const auto run_short = [&] {
    return run_point_expiration(database.store(), ids, world.now,
                                {.cards_per_write = 2, .writes_per_run = 3});
  };
  ExpiryCount total;
  int runs = 0;
  for (bool is_complete = false; !is_complete; ++runs) {
    ASSERT_LT(runs, 10);
    const auto ran = run_short();
    EXPECT_LE(ran.count.cards, 6);
    total += ran.count;
    is_complete = ran.is_complete;
  }
  EXPECT_EQ(total, (ExpiryCount{.cards = 8, .lots = 8, .points = 36}));
  EXPECT_GE(runs, 2);
}

TEST_P(RunPointExpiration, MendsACardThatIsDueWithoutPointsThatAre) {
  static const storage::Sql set_next{
      "UPDATE loyalty_cards SET next_expiry_at = $3 WHERE company_id = $1 AND id = $2"};
  earn(world.city, world.elise.card, 7);
  const auto right = world.card(world.elise.card);
  database.write([&](Transaction& tx) {
    for (const auto& holder : {world.elise, world.jean}) {
      tx.execute(set_next, {holder.card.company_id, holder.card.id, world.now - days{1}});
    }
  });
  const auto ran = run();
  EXPECT_TRUE(ran.is_complete);
  EXPECT_EQ(ran.count, (ExpiryCount{.cards = 2}));
  EXPECT_EQ(world.card(world.elise.card), right);
  EXPECT_EQ(world.card(world.jean.card).next_expiry_at, std::nullopt);
  EXPECT_EQ(run().count, ExpiryCount{});
}

TEST_P(RunPointExpiration, SharesTheWorkWithAnotherServerAndWithTheCounter) {
  const auto crowd = enrol_crowd(120);
  world.pass(days{40});
  Metrics metrics;
  const auto other = storage::Store::open(database.url(), metrics);
  IdSource other_ids{10};
  ExpiryCount here, there;
  std::vector<EarnPoints> purchases;
  for (const auto& card : crowd) purchases.push_back(world.earn_command(world.city, card, {.cents = 200}));
  {
    const auto now = world.now;
    std::thread first([&] { here = run_point_expiration(database.store(), ids, now).count; });
    std::thread second([&] { there = run_point_expiration(*other, other_ids, now).count; });
    for (const auto& purchase : purchases) {
      EXPECT_TRUE(database.store().write_now([&](Transaction& tx) { return earn_points(tx, purchase); }));
    }
    first.join();
    second.join();
  }
  EXPECT_LE(here.points + there.points, 120 * 5) << "the counter takes out what it meets";
  for (const auto& card : crowd) {
    ASSERT_EQ(balance(card), 2);
    ASSERT_EQ(world.ledger_fault(card, false), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, RunPointExpiration, test::each_engine());

}  // namespace
}  // namespace loyalty
