#include <gtest/gtest.h>

#include "services/stamps.hpp"
#include "storage/transactions.hpp"
#include "support/counter.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

class VoidStamps : public test::WorldFixture {
 protected:
  const test::AtCounter as_manager{.role = Role::manager};

  TransactionId stamp(std::int64_t count = 1) {
    const auto outcome = world.stamp(world.city, world.elise.card, {.count = count});
    EXPECT_TRUE(outcome);
    return outcome->transaction.transaction.id;
  }
  TransactionId redeem() {
    const auto outcome = world.redeem(world.city, world.elise.card);
    EXPECT_TRUE(outcome);
    return outcome->transaction.transaction.id;
  }
  TransactionView find(TransactionId id) {
    return database.read([&](storage::Transaction& tx) {
      return storage::find_transaction(tx, world.city.company_id, world.city.vendor_id, id).value();
    });
  }
  std::optional<RefusalCode> refusal(TransactionId id, const test::AtCounter& how = {}) {
    return refusal_of(world.take_back(world.city, id, how));
  }
  void TearDown() override { EXPECT_EQ(world.ledger_fault(world.elise.card), ""); }
};

TEST_P(VoidStamps, TakesBackAStampByANewRow) {
  const auto first = stamp(2);
  const auto before = find(first).transaction;
  const auto outcome = world.take_back(world.city, first);
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(row.type, TransactionType::stamp_earned_voided);
  EXPECT_EQ(row.stamps_delta, -2);
  EXPECT_EQ(row.stamps_after, 0);
  EXPECT_EQ(row.reverses_id, first);
  EXPECT_EQ(row.notes, "a mistake");
  EXPECT_EQ(row.staff_pin_id, world.anna.id);
  EXPECT_EQ(outcome->transaction.staff_name, "Anna");
  auto expected = world.elise.card;
  expected.version = 3;
  EXPECT_EQ(world.card(world.elise.card), expected) << "as if there had been none";
  EXPECT_EQ(outcome->holder.card, expected);
  EXPECT_EQ(find(first).transaction, before) << "the row that is taken back stays as it was";
  EXPECT_EQ(find(first).voided_by_id, row.id);
  EXPECT_EQ(find(row.id).transaction, row);
}

TEST_P(VoidStamps, GivesBackTheStampsOfARewardWhateverTheTargetIsNow) {
  world.give(world.city, world.elise.card, 6);
  const auto reward = redeem();
  world.change(world.city, [](Program& program) { program.stamps_target = 8; });
  const auto outcome = world.take_back(world.city, reward);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->transaction.transaction.type, TransactionType::stamp_redeemed_voided);
  EXPECT_EQ(outcome->transaction.transaction.stamps_delta, 5);
  const auto card = world.card(world.elise.card);
  EXPECT_EQ(card.stamp_count, 6);
  EXPECT_EQ(card.stamps_redeemed, 0);
  EXPECT_EQ(card.total_stamps_earned, 6);
}

TEST_P(VoidStamps, IsForStaffWithinTenMinutes) {
  const auto first = stamp();
  world.pass(minutes{10} + milliseconds{1});
  EXPECT_EQ(refusal(first), not_voidable);
  EXPECT_EQ(refusal(first, as_manager), std::nullopt);
  world.pass(minutes{15});
  const auto second = stamp();
  world.pass(minutes{10});
  EXPECT_EQ(refusal(second), std::nullopt);
}

TEST_P(VoidStamps, IsForManagersWithinNinetyDays) {
  const auto first = stamp();
  world.pass(hours{24});
  const auto second = stamp();
  world.pass(days{90});
  EXPECT_EQ(refusal(second, as_manager), std::nullopt);
  world.pass(milliseconds{1});
  EXPECT_EQ(refusal(first, as_manager), not_voidable);
  EXPECT_EQ(refusal(first, {.role = Role::owner}), not_voidable);
}

TEST_P(VoidStamps, IsForStaffOfTheirOwn) {
  const auto annas = stamp();
  EXPECT_EQ(refusal(annas, {.pin = world.right_pin(world.bruno)}), not_voidable);
  EXPECT_EQ(refusal(annas, {.pin = world.right_pin(world.bruno), .role = Role::manager}), std::nullopt);
}

TEST_P(VoidStamps, KnowsStaffByTheirSignInWhereThereAreNoPins) {
  world.change(world.city, [](Program& program) { program.require_staff_pin = false; });
  const auto outcome = world.stamp(world.city, world.elise.card, {.pin = PinProof{}});
  ASSERT_TRUE(outcome);
  const auto id = outcome->transaction.transaction.id;
  EXPECT_EQ(refusal(id, {.pin = PinProof{}, .user_id = UserId{77}}), not_voidable);
  EXPECT_EQ(refusal(id, {.pin = PinProof{}}), std::nullopt);
}

TEST_P(VoidStamps, IsForStaffOfTheLastOnTheCardAlone) {
  const auto first = stamp();
  ASSERT_TRUE(world.stamp(world.city, world.jean.card)) << "another card's rows do not matter";
  world.change(world.city, [](Program& program) { program.cooldown_minutes = 0; });
  const auto second = stamp();
  EXPECT_EQ(refusal(first), not_voidable);
  EXPECT_EQ(refusal(second), std::nullopt);
  EXPECT_EQ(refusal(first), not_voidable) << "the void is the last now";
  EXPECT_EQ(refusal(first, as_manager), std::nullopt);
}

TEST_P(VoidStamps, HappensOnce) {
  const auto first = stamp();
  ASSERT_EQ(refusal(first), std::nullopt);
  EXPECT_EQ(refusal(first), already_voided);
  EXPECT_EQ(refusal(first, as_manager), already_voided);
  world.pass(days{91});
  EXPECT_EQ(refusal(first, as_manager), already_voided);
}

TEST_P(VoidStamps, IsNeverTakenBackItself) {
  const auto first = stamp();
  const auto outcome = world.take_back(world.city, first);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(refusal(outcome->transaction.transaction.id), not_voidable);
  EXPECT_EQ(refusal(outcome->transaction.transaction.id, as_manager), not_voidable);
}

TEST_P(VoidStamps, NeverLeavesFewerThanNoStamps) {
  world.change(world.city, [](Program& program) { program.cooldown_minutes = 0; });
  const auto one = stamp(1);
  const auto four = stamp(4);
  const auto reward = redeem();
  EXPECT_EQ(refusal(one, as_manager), not_voidable);
  EXPECT_EQ(refusal(four, as_manager), not_voidable);
  EXPECT_EQ(refusal(reward, as_manager), std::nullopt);
  EXPECT_EQ(refusal(four, as_manager), std::nullopt);
  EXPECT_EQ(refusal(one, as_manager), std::nullopt);
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 0);
}

TEST_P(VoidStamps, MayTakeExactlyWhatIsLeft) {
  world.give(world.city, world.elise.card, 4);
  world.pass(hours{24});
  const auto one = stamp(1);
  redeem();
  world.pass(hours{24});
  const auto again = stamp(1);
  EXPECT_EQ(refusal(one, as_manager), std::nullopt) << "one stamp is left, whichever";
  EXPECT_EQ(refusal(again, as_manager), not_voidable);
}

TEST_P(VoidStamps, LeavesTheWelcomeBonusAlone) {
  const auto rows = database.read([&](storage::Transaction& tx) {
    return storage::list_transactions(tx, world.bakery.company_id, world.bakery.vendor_id, {});
  });
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(refusal_of(world.take_back(world.bakery, rows[0].transaction.id, as_manager)), not_voidable);
}

TEST_P(VoidStamps, SetsTheCooldownBackToTheStampBefore) {
  stamp();
  const auto first_at = world.now;
  world.pass(minutes{20});
  const auto second = stamp();
  ASSERT_EQ(refusal(second), std::nullopt);
  EXPECT_EQ(world.card(world.elise.card).last_stamp_at, first_at);
  EXPECT_TRUE(world.stamp(world.city, world.elise.card)) << "the right stamp after the wrong one";
}

TEST_P(VoidStamps, FreesItsPlaceInTheDay) {
  world.change(world.city, [](Program& program) {
    program.cooldown_minutes = 0;
    program.max_daily_stamps = 2;
  });
  stamp();
  const auto second = stamp();
  ASSERT_EQ(refusal_of(world.stamp(world.city, world.elise.card)), daily_limit_reached);
  ASSERT_TRUE(world.take_back(world.city, second));
  stamp();
  EXPECT_EQ(refusal_of(world.stamp(world.city, world.elise.card)), daily_limit_reached);
}

TEST_P(VoidStamps, FreesNoPlaceTodayForAStampOfYesterday) {
  world.change(world.city, [](Program& program) {
    program.cooldown_minutes = 0;
    program.max_daily_stamps = 2;
  });
  const auto yesterdays = stamp();
  world.pass(hours{24});
  stamp(2);
  ASSERT_EQ(refusal(yesterdays, as_manager), std::nullopt);
  EXPECT_EQ(refusal_of(world.stamp(world.city, world.elise.card)), daily_limit_reached);
}

TEST_P(VoidStamps, FindsNothingOfOtherVendors) {
  const auto first = stamp();
  EXPECT_EQ(refusal_of(world.take_back(world.park, first, as_manager)), transaction_not_found);
  EXPECT_EQ(refusal_of(world.take_back(world.bakery, first, as_manager)), transaction_not_found);
  EXPECT_EQ(refusal(TransactionId{12345}), transaction_not_found);
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 1);
}

TEST_P(VoidStamps, AsksForThePinFirst) {
  const auto first = stamp();
  EXPECT_EQ(refusal(first, {.pin = PinProof{}}), pin_required);
  const auto wrong = world.take_back(world.city, first, {.pin = world.wrong_pin(world.anna.id)});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error(), (Refusal{.code = pin_invalid, .attempts_left = 4}));
  EXPECT_EQ(find(first).voided_by_id, std::nullopt);
  world.pass(days{1});
  EXPECT_EQ(refusal(first, {.pin = world.wrong_pin(world.anna.id)}), pin_invalid)
      << "whether it could be taken back is not told to a stranger";
}

TEST_P(VoidStamps, PutsRightWhatWentWrongOnACardThatIsBlockedNow) {
  const auto first = stamp();
  test::set_status(world, world.elise.card, CardStatus::blocked);
  EXPECT_EQ(refusal(first, as_manager), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(, VoidStamps, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
