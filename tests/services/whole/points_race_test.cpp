// Many threads at one card's points, or at one receipt.
#include <atomic>
#include <numeric>

#include "support/points.hpp"
#include "support/races.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using test::count;
using test::Counts;
using test::run_at_once;
using test::threads;

class RaceForPoints : public test::PointsFixture {
 protected:
  // Rows of one card that are written at the same time may stand in another order than their balances.
  void TearDown() override { EXPECT_EQ(world.ledger_fault(card, false), ""); }
};

TEST_P(RaceForPoints, NeverSpendsMoreThanThereIs) {
  expire_after(30);
  for (int i = 0; i < 7; ++i) earn(15);
  const auto outcomes = run_at_once([&](int) { return try_burn(croissant); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 5}, {"not_enough_points", threads - 5}}));
  EXPECT_EQ(balance(), 5);
  EXPECT_EQ(stored().points_redeemed, 100);
  EXPECT_EQ(rows().size(), 12u);
}

TEST_P(RaceForPoints, LosesNoPurchase) {
  constexpr int purchases_each = 10;
  const auto accepted = run_at_once([&](int) {
    int count = 0;
    for (int i = 0; i < purchases_each; ++i) count += try_earn({.cents = 300, .stamps = 1}) ? 1 : 0;
    return count;
  });
  const auto total = std::accumulate(accepted.begin(), accepted.end(), 0);
  EXPECT_EQ(total, threads * purchases_each);
  EXPECT_EQ(balance(), 3 * total);
  EXPECT_EQ(stored().stamp_count, total);
  EXPECT_EQ(stored().total_spent_cents, 300 * total);
}

TEST_P(RaceForPoints, TakesOneReceiptOnceOnDifferentCards) {
  std::vector<Card> cards;
  for (int i = 0; i < threads; ++i) {
    cards.push_back(world.enrol(world.bakery, "Guest", std::to_string(i) + "@example.org").card);
  }
  const auto outcomes = run_at_once([&](int i) {
    return world.earn(world.bakery, cards[static_cast<std::size_t>(i)], {.cents = 500, .reference = "R-1"});
  });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"purchase_already_recorded", threads - 1}}));
  std::optional<TransactionId> recorded;
  for (const auto& outcome : outcomes) {
    if (outcome) recorded = id_of(outcome);
  }
  std::int64_t points = 0;
  for (const auto& one : cards) {
    points += world.card(one).points_balance;
    EXPECT_EQ(world.ledger_fault(one), "");
  }
  EXPECT_EQ(points, 5);
  for (const auto& outcome : outcomes) {
    if (!outcome) EXPECT_EQ(outcome.error().transaction_id, recorded);
  }
}

TEST_P(RaceForPoints, TakesAPurchaseBackOnce) {
  const auto pair = try_earn({.cents = 500, .reference = "R-1", .stamps = 2});
  ASSERT_TRUE(pair);
  const auto points = id_of(pair);
  const auto stamps = pair->linked.value().transaction.id;
  const auto outcomes = run_at_once([&](int i) { return take_back(i % 2 == 0 ? points : stamps); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"already_voided", threads - 1}}));
  EXPECT_EQ(balance(), 0);
  EXPECT_EQ(stored().stamp_count, 0);
  EXPECT_EQ(rows().size(), 4u);
}

TEST_P(RaceForPoints, MakesPointsExpireOnce) {
  expire_after(10);
  earn(30);
  expire_after(std::nullopt);
  earn(40);
  world.pass(days{11});
  const auto outcomes = run_at_once([&](int) { return try_adjust(-1); });
  EXPECT_EQ(count(outcomes), (Counts{{"", threads}}));
  EXPECT_EQ(balance(), 40 - threads);
  EXPECT_EQ(rows().size(), 2u + 1 + threads) << "one of them is the expiry's";
}

TEST_P(RaceForPoints, AddsUpWhateverHappensAtOnce) {
  expire_after(10);
  earn(60);
  world.pass(days{5});
  std::vector<TransactionId> voidable;
  for (int i = 0; i < threads; ++i) voidable.push_back(earn(10));
  world.pass(days{6});
  std::atomic<std::int64_t> changed = 0;
  const auto add = [&](const Outcome<CounterOutcome>& outcome) {
    if (outcome) changed += outcome->transaction.transaction.points_delta;
  };
  run_at_once([&](int i) {
    for (int round = 0; round < 3; ++round) {
      switch ((i + round) % 4) {
        case 0:
          add(try_earn({.cents = 700}));
          break;
        case 1:
          add(try_burn(croissant));
          break;
        case 2:
          add(take_back(voidable[static_cast<std::size_t>(i)]));
          break;
        default:
          add(try_adjust(-3));
      }
    }
    return true;
  });
  EXPECT_EQ(balance(), 60 + 10 * threads - 60 + changed) << "the first sixty have expired";
}

INSTANTIATE_TEST_SUITE_P(, RaceForPoints, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
