#include "support/counter.hpp"
#include "support/points.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;
using enum TransactionType;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;

class VoidPoints : public test::PointsFixture {
 protected:
  const test::AtCounter as_manager{.role = Role::manager};
  const test::AtCounter as_staff{};
};

// ---- Points that were given ----

TEST_P(VoidPoints, TakesBackAPurchaseByANewRow) {
  expire_after(30);
  const auto earned = try_earn({.cents = 1299, .reference = "R-1"});
  ASSERT_TRUE(earned);
  const auto before = earned->transaction.transaction;
  world.pass(minutes{5});
  const auto outcome = take_back(before.id, as_staff);
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(rows(), (std::vector{row, before})) << "the row that is taken back stays as it was";
  EXPECT_EQ(row.type, points_earned_voided);
  EXPECT_EQ(row.reverses_id, before.id);
  EXPECT_EQ(row.points_delta, -12);
  EXPECT_EQ(row.points_after, 0);
  EXPECT_EQ(row.purchase_amount_cents, -1299) << "sums over rows are right";
  EXPECT_EQ(row.purchase_reference, "");
  EXPECT_EQ(row.linked_id, std::nullopt);
  EXPECT_EQ(row.notes, "a mistake");
  EXPECT_EQ(row.staff_pin_id, world.chloe.id);
  EXPECT_FALSE(outcome->linked);
  EXPECT_EQ(left(before.id), 0);
  auto expected = card;
  expected.last_points_at = before.created_at;
  expected.version = 3;
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(outcome->holder.card, expected);
}

TEST_P(VoidPoints, FreesTheReceipt) {
  const auto first = id_of(try_earn({.cents = 500, .reference = "R-1"}));
  EXPECT_TRUE(take_back(first));
  const auto second = id_of(try_earn({.cents = 700, .reference = "R-1"}));
  EXPECT_EQ(refusal_of(take_back(first)), already_voided);
  const auto again = try_earn({.cents = 700, .reference = "R-1"});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error(), (Refusal{.code = purchase_already_recorded, .transaction_id = second}))
      << "it is the second purchase's now";
  EXPECT_EQ(stored().total_spent_cents, 700);
}

TEST_P(VoidPoints, TakesBackAPurchaseWithoutPoints) {
  const auto id = id_of(try_earn({.cents = 99, .reference = "R-1"}));
  const auto outcome = take_back(id);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->transaction.transaction.points_delta, 0);
  EXPECT_EQ(stored().total_spent_cents, 0);
  EXPECT_TRUE(try_earn({.cents = 99, .reference = "R-1"}));
}

TEST_P(VoidPoints, TakesFromThePurchasesOwnLotThenFromWhatExpiresFirst) {
  expire_after(30);
  const auto later = earn(40);
  expire_after(10);
  const auto sooner = earn(30);
  burn(croissant);
  EXPECT_EQ(left(sooner), 10);
  EXPECT_TRUE(take_back(later));
  EXPECT_EQ(left(later), 0);
  EXPECT_EQ(left(sooner), 10) << "not touched, though it is the first to be spent";
  EXPECT_EQ(stored().next_expiry_at, lot(sooner)->expires_at);
  expire_after(std::nullopt);
  const auto never = earn(15);
  EXPECT_TRUE(take_back(sooner));
  EXPECT_EQ(left(sooner), 0);
  EXPECT_EQ(left(never), 0) << "twenty of the thirty are spent, so they come from here";
  EXPECT_EQ(balance(), -5);
  EXPECT_EQ(stored().next_expiry_at, std::nullopt);
}

TEST_P(VoidPoints, LeavesADebtWhereTheProgramAllowsIt) {
  const auto id = earn(50);
  burn(cake);
  allow_debts(false);
  expect_untouched([&] {
    const auto refused = take_back(id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 50}));
  });
  earn(20);
  const auto refused = take_back(id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 30}));
  allow_debts(true);
  EXPECT_TRUE(take_back(id));
  EXPECT_EQ(balance(), -30);
  EXPECT_EQ(stored().total_points_earned, 20);
  EXPECT_EQ(stored().points_redeemed, 50);
}

TEST_P(VoidPoints, TakesWhatTheProgramGaveThenWhateverItGivesNow) {
  const auto id = earn(10);
  change([](Program& program) { program.points_per_euro = {9000}; });
  const auto outcome = take_back(id);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->transaction.transaction.points_delta, -10);
}

TEST_P(VoidPoints, TakesNothingASecondTimeThatHasExpired) {
  expire_after(10);
  const auto id = earn(50);
  burn(croissant);
  world.pass(days{11});
  const auto outcome = take_back(id);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->transaction.transaction.points_delta, -20) << "thirty had expired";
  EXPECT_EQ(balance(), -20) << "the customer has the croissant";
  EXPECT_EQ(stored().total_points_earned, 30);
  EXPECT_EQ(stored().total_spent_cents, 0);
}

TEST_P(VoidPoints, TakesNoPointsWhenAllOfThemHaveExpired) {
  expire_after(10);
  const auto id = earn(50);
  world.pass(days{11});
  allow_debts(false);
  const auto outcome = take_back(id);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->transaction.transaction.points_delta, 0);
  EXPECT_EQ(outcome->transaction.transaction.purchase_amount_cents, -5000);
  EXPECT_EQ(balance(), 0);
  EXPECT_EQ(refusal_of(take_back(id)), already_voided);
}

// ---- Points that were taken ----

TEST_P(VoidPoints, GivesARewardsPointsBackToTheirLots) {
  expire_after(10);
  const auto sooner = earn(30);
  expire_after(30);
  const auto later = earn(30);
  const auto reward = burn(cake);
  EXPECT_EQ(stored().next_expiry_at, lot(later)->expires_at);
  change([](Program& program) { program.points_rewards[1].points = 99; });
  const auto outcome = take_back(reward);
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(row.type, points_redeemed_voided);
  EXPECT_EQ(row.points_delta, 50);
  EXPECT_EQ(row.points_after, 60);
  EXPECT_EQ(row.reward, "Cake");
  EXPECT_EQ(row.reward_id, cake);
  EXPECT_EQ(lot(row.id), std::nullopt) << "no new value with a new date";
  EXPECT_EQ(left(sooner), 30);
  EXPECT_EQ(left(later), 30);
  EXPECT_EQ(stored().next_expiry_at, lot(sooner)->expires_at);
  EXPECT_EQ(stored().points_redeemed, 0);
  EXPECT_EQ(stored().total_points_earned, 60);
}

TEST_P(VoidPoints, GivesNoLongerLifeToPointsThatAreOverdue) {
  expire_after(10);
  const auto earned = earn(30);
  const auto reward = burn(croissant);
  world.pass(days{11});
  const auto outcome = take_back(reward);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(left(earned), 20);
  EXPECT_EQ(outcome->transaction.transaction.points_after, 20);
  EXPECT_EQ(outcome->holder.card.points_balance, 0) << "they are back and have expired at once";
  EXPECT_EQ(refusal_of(try_burn(croissant)), not_enough_points);
  EXPECT_EQ(balance(), 0);
  const auto taken_back = take_back(earned);
  ASSERT_TRUE(taken_back);
  EXPECT_EQ(taken_back->transaction.transaction.points_delta, 0) << "ten and twenty have expired";
}

TEST_P(VoidPoints, SettlesADebtBeforeItRefillsLots) {
  const auto first = earn(20);
  const auto second = earn(30);
  const auto reward = burn(cake);
  adjust(-35);
  ASSERT_TRUE(take_back(reward));
  EXPECT_EQ(balance(), 15);
  EXPECT_EQ(left(first), 0);
  EXPECT_EQ(left(second), 15);
}

TEST_P(VoidPoints, GivesNothingToLotsWhileMoreIsOwed) {
  const auto earned = earn(20);
  const auto reward = burn(croissant);
  ASSERT_TRUE(take_back(earned));
  adjust(-5);
  EXPECT_EQ(balance(), -25);
  ASSERT_TRUE(take_back(reward));
  EXPECT_EQ(balance(), -5);
  EXPECT_EQ(left(earned), 0);
}

TEST_P(VoidPoints, TakesBackAnAdjustmentUp) {
  const auto earned = earn(10);
  const auto given = adjust(30);
  const auto outcome = take_back(given);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->transaction.transaction.type, points_adjusted_voided);
  EXPECT_EQ(outcome->transaction.transaction.points_delta, -30);
  EXPECT_EQ(outcome->transaction.transaction.purchase_amount_cents, std::nullopt);
  EXPECT_EQ(left(given), 0);
  EXPECT_EQ(left(earned), 10);
  EXPECT_EQ(stored().total_points_earned, 10);
}

TEST_P(VoidPoints, TakesBackAnAdjustmentDown) {
  expire_after(10);
  const auto earned = earn(10);
  const auto taken = adjust(-25);
  ASSERT_TRUE(take_back(taken));
  EXPECT_EQ(balance(), 10);
  EXPECT_EQ(left(earned), 10);
  EXPECT_EQ(stored().next_expiry_at, lot(earned)->expires_at);
  EXPECT_EQ(stored().points_redeemed, 0);
}

TEST_P(VoidPoints, MakesANewLotOfWhatWasOwedAndPaidSince) {
  expire_after(10);
  const auto first = earn(10);
  const auto taken = adjust(-25);
  const auto second = earn(18);
  EXPECT_EQ(left(second), 3);
  world.pass(days{2});
  const auto outcome = take_back(taken);
  ASSERT_TRUE(outcome);
  const auto id = outcome->transaction.transaction.id;
  EXPECT_EQ(balance(), 28);
  EXPECT_EQ(left(first), 10);
  EXPECT_EQ(left(second), 3);
  EXPECT_EQ(left(id), 15);
  EXPECT_EQ(lot(id)->points_earned, 15);
  EXPECT_EQ(lot(id)->expires_at, *lot(first)->expires_at + days{2}) << "under today's rule";
}

// ---- Stamps and points of one operation ----

class VoidPair : public VoidPoints {
 protected:
  struct Pair {
    LoyaltyTransaction stamps;
    LoyaltyTransaction points;
  };
  Pair give(std::int64_t cents = 1000, std::int64_t stamps = 2) {
    const auto outcome = try_earn({.cents = cents, .reference = "R-1", .stamps = stamps});
    EXPECT_TRUE(outcome);
    return {.stamps = outcome->linked.value().transaction, .points = outcome->transaction.transaction};
  }
};

TEST_P(VoidPair, TakesBackBothWhicheverIsNamed) {
  for (const bool names_points : {true, false}) {
    SCOPED_TRACE(names_points);
    const auto before = stored();
    const auto pair = give();
    const auto& named = names_points ? pair.points : pair.stamps;
    const auto& other = names_points ? pair.stamps : pair.points;
    const auto outcome = take_back(named.id, as_staff);
    ASSERT_TRUE(outcome);
    ASSERT_TRUE(outcome->linked);
    const auto& row = outcome->transaction.transaction;
    const auto& linked = outcome->linked->transaction;
    EXPECT_EQ(row.reverses_id, named.id);
    EXPECT_EQ(linked.reverses_id, other.id);
    EXPECT_EQ(row.linked_id, linked.id);
    EXPECT_EQ(linked.linked_id, row.id);
    EXPECT_EQ(rows()[0], row);
    EXPECT_EQ(rows()[1], linked);
    EXPECT_EQ(row.stamps_delta + linked.stamps_delta, -2);
    EXPECT_EQ(row.points_delta + linked.points_delta, -10);
    EXPECT_EQ(row.stamps_after, before.stamp_count);
    EXPECT_EQ(row.points_after, before.points_balance);
    EXPECT_EQ(outcome->linked->staff_name, "Chloé");
    EXPECT_EQ(outcome->linked->card_number, card.card_number);
    auto expected = before;
    expected.last_points_at = world.now;
    expected.version = before.version + 2;
    EXPECT_EQ(stored(), expected);
    EXPECT_EQ(refusal_of(take_back(named.id)), already_voided);
    EXPECT_EQ(refusal_of(take_back(other.id)), already_voided);
    EXPECT_EQ(refusal_of(take_back(row.id)), not_voidable);
    EXPECT_EQ(refusal_of(take_back(linked.id)), not_voidable);
  }
}

TEST_P(VoidPair, TakesBackBothOrNone) {
  change([](Program& program) { program.allow_negative_points = false; });
  const auto pair = give(5000, 8);
  const auto refuse = [&](const Refusal& expected) {
    for (const auto id : {pair.stamps.id, pair.points.id}) {
      expect_untouched([&] {
        const auto refused = take_back(id);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), expected);
      });
    }
  };
  const auto loaf = world.redeem(world.bakery, card);
  ASSERT_TRUE(loaf);
  burn(cake);
  refuse({.code = not_voidable});
  ASSERT_TRUE(take_back(id_of(loaf)));
  refuse({.code = not_enough_points, .missing = 50});
  allow_debts(true);
  EXPECT_TRUE(take_back(pair.stamps.id));
  EXPECT_EQ(balance(), -50);
  EXPECT_EQ(stored().stamp_count, 0);
}

TEST_P(VoidPair, IsTheLastOperationAsAWhole) {
  for (const bool names_points : {true, false}) {
    const auto pair = give();
    const auto id = names_points ? pair.points.id : pair.stamps.id;
    const auto next = earn(1);
    EXPECT_EQ(refusal_of(take_back(id, as_staff)), not_voidable);
    EXPECT_TRUE(take_back(next, as_staff));
    EXPECT_EQ(refusal_of(take_back(id, as_staff)), not_voidable);
    EXPECT_TRUE(take_back(id));
  }
}

INSTANTIATE_TEST_SUITE_P(, VoidPair, test::each_engine(), test::engine_name);

// ---- Who and when ----

TEST_P(VoidPoints, IsForStaffOfTheirOwnLastWithinTenMinutes) {
  const auto dora = world.hire(world.bakery, "Dora", "6183");
  const auto first = earn(30);
  EXPECT_EQ(refusal_of(take_back(first, {.pin = world.right_pin(dora)})), not_voidable);
  const auto second = burn(croissant);
  EXPECT_EQ(refusal_of(take_back(first, as_staff)), not_voidable) << "not the last";
  world.pass(minutes{10} + milliseconds{1});
  EXPECT_EQ(refusal_of(take_back(second, as_staff)), not_voidable);
  world.pass(-milliseconds{1});
  EXPECT_EQ(refusal_of(take_back(second, as_staff)), std::nullopt);
  EXPECT_EQ(refusal_of(take_back(first, as_staff)), not_voidable) << "the void is the last now";
  EXPECT_EQ(refusal_of(take_back(first, {.pin = world.right_pin(dora), .role = Role::manager})),
            std::nullopt);
}

TEST_P(VoidPoints, IsForStaffAlsoWhenPointsHaveExpiredMeanwhile) {
  expire_after(1);
  earn(10);
  world.now = test::at("2026-11-21T22:55:00Z");
  const auto last = earn(5);
  world.pass(minutes{6});
  EXPECT_TRUE(take_back(last, as_staff)) << "nobody did that";
  EXPECT_EQ(rows()[1].type, points_expired);
  EXPECT_EQ(balance(), 0);
}

TEST_P(VoidPoints, OfAnAdjustmentIsForManagers) {
  const auto id = id_of(try_adjust(10, {.user_id = UserId{61}}));
  EXPECT_EQ(refusal_of(take_back(id, as_staff)), not_voidable);
  EXPECT_TRUE(take_back(id));
}

TEST_P(VoidPoints, IsForManagersWithinNinetyDays) {
  const auto first = earn(10);
  world.pass(milliseconds{1});
  const auto second = earn(10);
  world.pass(days{90});
  EXPECT_EQ(refusal_of(take_back(first)), not_voidable);
  EXPECT_EQ(refusal_of(take_back(second)), std::nullopt);
}

TEST_P(VoidPoints, LeavesWhatNobodyDidAlone) {
  change([](Program& program) { program.welcome_bonus_points = 10; });
  expire_after(1);
  card = world.enrol(world.bakery, "Marie", "marie@example.org").card;
  world.pass(days{2});
  EXPECT_EQ(refusal_of(try_burn(croissant)), not_enough_points);
  const auto history = rows();
  ASSERT_EQ(history.size(), 2u);
  for (const auto& row : history) {
    EXPECT_EQ(refusal_of(take_back(row.id)), not_voidable) << name_of(row.type);
  }
}

TEST_P(VoidPoints, PutsRightWhatWentWrongWhateverCameAfter) {
  const auto id = earn(10);
  test::set_status(world, card, CardStatus::blocked);
  change([](Program& program) {
    program.is_active = false;
    program.loyalty_type = LoyaltyType::stamps;
  });
  EXPECT_TRUE(take_back(id));
  EXPECT_EQ(balance(), 0);
}

TEST_P(VoidPoints, FindsNothingOfOtherVendors) {
  const auto id = earn(10);
  expect_untouched([&] {
    EXPECT_EQ(refusal_of(world.take_back(world.city, id, as_manager)), transaction_not_found);
    EXPECT_EQ(refusal_of(take_back(id, {.pin = PinProof{}})), pin_required);
  });
}

TEST_P(VoidPoints, StaysWithinTheLimitOfACard) {
  constexpr std::int64_t max = 1'000'000'000'000;
  const auto taken = adjust(-max);
  adjust(max);
  adjust(1);
  const auto refused = take_back(taken);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = points_limit_reached, .limit = max}));
}

INSTANTIATE_TEST_SUITE_P(, VoidPoints, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
