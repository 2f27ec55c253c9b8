// Points that have expired are gone for every operation, whether the sweep has been there or not.
#include <algorithm>

#include "services/lots.hpp"
#include "storage/cards.hpp"
#include "storage/ledger.hpp"
#include "support/points.hpp"

namespace loyalty {
namespace {

using test::at;
using test::refusal_of;
using enum RefusalCode;
using enum TransactionType;
using std::chrono::days;
using std::chrono::milliseconds;

class ExpiredPoints : public test::PointsFixture {
 protected:
  ExpiredPoints() { expire_after(10); }

  const Instant expiry = at("2026-11-30T23:00:00Z");  // of what is earned on the first day

  std::optional<LoyaltyTransaction> expire() {
    const auto id = world.next_id<TransactionId>();
    return database.write([&](storage::Transaction& tx) {
      auto held = storage::lock_card(tx, card.company_id, card.id).value().card;
      return expire_points(tx, held, card.joined_vendor_id, id, world.now);
    });
  }
  CardWithCustomer shown() {
    return database.read([&](storage::Transaction& tx) {
      auto holder = storage::find_card(tx, card.company_id, card.id).value();
      show_points(tx, holder, world.now);
      return holder;
    });
  }
  std::vector<TransactionType> types() {
    std::vector<TransactionType> found;
    for (const auto& row : rows()) found.push_back(row.type);
    return found;
  }
};

TEST_P(ExpiredPoints, LeaveARowForAllThatExpiredTogether) {
  const auto first = earn(10);
  const auto second = earn(20);
  burn(croissant);
  world.pass(days{1});
  const auto third = earn(5);
  world.now = expiry - milliseconds{1};
  EXPECT_EQ(expire(), std::nullopt);
  world.now = expiry;
  const auto before = stored();
  const auto row = expire();
  ASSERT_TRUE(row);
  EXPECT_EQ(rows().front(), *row);
  EXPECT_EQ(row->type, points_expired);
  EXPECT_EQ(row->points_delta, -10);
  EXPECT_EQ(row->points_after, 5);
  EXPECT_EQ(row->created_at, expiry);
  EXPECT_EQ(row->user_id, std::nullopt);
  EXPECT_EQ(row->staff_pin_id, std::nullopt);
  EXPECT_EQ(left(first) + left(second), 0);
  EXPECT_EQ(left(third), 5);
  auto expected = before;
  expected.points_balance = 5;
  expected.next_expiry_at = expiry + days{1};
  ++expected.version;
  EXPECT_EQ(stored(), expected) << "what was earned and redeemed stays so";
  EXPECT_EQ(expire(), std::nullopt) << "once";
  world.now = expiry + days{1};
  EXPECT_TRUE(expire());
  EXPECT_EQ(stored().next_expiry_at, std::nullopt);
  EXPECT_EQ(balance(), 0);
}

TEST_P(ExpiredPoints, LeaveDebtsAndEmptyLotsAlone) {
  earn(10);
  adjust(-30);
  world.now = expiry;
  EXPECT_EQ(expire(), std::nullopt);
  EXPECT_EQ(balance(), -20);
}

TEST_P(ExpiredPoints, MendANextExpiryThatIsWrong) {
  const auto id = earn(10);
  database.write([&](storage::Transaction& tx) {
    auto wrong = world.card(card);
    wrong.next_expiry_at = world.now;
    storage::set_next_expiry(tx, wrong);
  });
  const auto version = stored().version;
  EXPECT_EQ(expire(), std::nullopt);
  EXPECT_EQ(stored().next_expiry_at, lot(id)->expires_at);
  EXPECT_EQ(stored().version, version);
}

TEST_P(ExpiredPoints, AreNeverSpent) {
  earn(30);
  world.now = expiry - milliseconds{1};
  EXPECT_TRUE(try_burn(croissant)) << "up to the last moment";
  world.now = expiry;
  const auto refused = try_burn(croissant);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 20}));
  EXPECT_EQ(balance(), 0) << "they went although the operation was refused";
  EXPECT_EQ(types(), (std::vector{points_expired, points_redeemed, points_earned}));
}

TEST_P(ExpiredPoints, GoBeforeTheOperationsOwnRow) {
  struct Case {
    const char* name;
    std::function<Outcome<CounterOutcome>()> operation;
    std::int64_t after;
  };
  TransactionId first{};
  const Case cases[] = {
      {"earn", [&] { return try_earn({.cents = 500}); }, 45},
      {"burn", [&] { return try_burn(croissant); }, 20},
      {"adjust up", [&] { return try_adjust(7); }, 47},
      {"adjust down", [&] { return try_adjust(-7); }, 33},
      {"void", [&] { return take_back(first); }, 40},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.name);
    const auto email = std::to_string(each.after) + "@example.org";
    card = world.enrol(world.bakery, "Guest", email).card;
    first = earn(30);
    expire_after(std::nullopt);
    earn(40);
    expire_after(10);
    world.pass(days{11});
    const auto outcome = each.operation();
    ASSERT_TRUE(outcome);
    const auto history = rows();
    const auto expired = std::find_if(history.begin(), history.end(),
                                      [](const auto& row) { return row.type == points_expired; });
    ASSERT_NE(expired, history.end());
    EXPECT_EQ(expired->points_delta, -30);
    EXPECT_EQ(expired->points_after, 40);
    EXPECT_LT(expired->id, outcome->transaction.transaction.id);
    EXPECT_EQ(outcome->transaction.transaction.points_after, each.after);
    EXPECT_EQ(balance(), each.after);
    EXPECT_EQ(world.ledger_fault(card), "");
  }
}

TEST_P(ExpiredPoints, CannotCoverAnAdjustment) {
  allow_debts(false);
  earn(10);
  world.now = expiry;
  const auto refused = try_adjust(-10);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 10}));
}

TEST_P(ExpiredPoints, FollowTheRuleTheyWereEarnedUnder) {
  const auto first = earn(10);
  expire_after(100);
  const auto second = earn(10);
  EXPECT_EQ(lot(first)->expires_at, expiry);
  EXPECT_EQ(lot(second)->expires_at, at("2027-02-28T23:00:00Z"));
  expire_after(std::nullopt);
  EXPECT_EQ(lot(earn(10))->expires_at, std::nullopt);
  change([](Program& program) {
    program.points_expire_after_days = 1;
    program.business_day_starts_at = std::chrono::hours{12};
  });
  EXPECT_EQ(lot(earn(10))->expires_at, at("2026-11-21T11:00:00Z")) << "10:00 is still yesterday's";
  EXPECT_EQ(lot(first)->expires_at, expiry);
}

TEST_P(ExpiredPoints, AreNotShownBeforeTheSweep) {
  const auto untouched = shown();
  EXPECT_EQ(untouched.card, card);
  EXPECT_EQ(untouched.expiring, std::nullopt);
  earn(10);
  earn(5);
  world.pass(days{1});
  earn(20);
  EXPECT_EQ(shown().expiring, (ExpiringPoints{15, expiry}));
  EXPECT_EQ(shown().card, stored());
  world.now = expiry - milliseconds{1};
  EXPECT_EQ(shown().card.points_balance, 35);
  world.now = expiry;
  expect_untouched([&] {
    EXPECT_EQ(shown().card.points_balance, 20);
    EXPECT_EQ(shown().expiring, (ExpiringPoints{20, expiry + days{1}}));
  });
  ASSERT_TRUE(expire());
  EXPECT_EQ(shown().card.points_balance, 20) << "the same after the sweep";
  world.now = expiry + days{1};
  EXPECT_EQ(shown().card.points_balance, 0);
  EXPECT_EQ(shown().expiring, std::nullopt);
}

TEST_P(ExpiredPoints, AreNotShownByAnOperationOnStampsEither) {
  earn(10);
  world.now = expiry;
  const auto outcome = world.stamp(world.bakery, card);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->holder.card.points_balance, 0);
  EXPECT_EQ(outcome->transaction.transaction.points_after, 10) << "as the rows up to it say";
  EXPECT_EQ(balance(), 10) << "nothing of points is written";
}

TEST_P(ExpiredPoints, OfACardThatIsShownMayBeNone) {
  expire_after(std::nullopt);
  earn(10);
  world.pass(days{40'000});
  EXPECT_EQ(shown().card, stored());
  EXPECT_EQ(shown().expiring, std::nullopt);
  EXPECT_EQ(expire(), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(, ExpiredPoints, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
