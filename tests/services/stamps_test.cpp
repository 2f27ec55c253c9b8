#include "services/stamps.hpp"

#include <gtest/gtest.h>

#include "support/counter.hpp"

namespace loyalty {
namespace {

using test::at;
using test::refusal_of;
using enum RefusalCode;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

class AddStampAtCounter : public test::WorldFixture {};

TEST_P(AddStampAtCounter, RefusesInTheOrderOfTheContract) {
  world.change(world.city, [](Program& program) { program.cooldown_minutes = 0; });
  ASSERT_TRUE(world.stamp(world.city, world.elise.card, {.count = 5}));
  world.change(world.city, [](Program& program) { program.cooldown_minutes = 15; });
  test::expect_refusals_in_order(
      world, LoyaltyType::points, LoyaltyType::stamps,
      [&](const test::AtCounter& how) { return world.stamp(world.city, world.elise.card, how); });

  auto refused = world.stamp(world.city, world.elise.card);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(),
            (Refusal{.code = daily_limit_reached, .retry_at = at("2026-11-20T23:00:00Z"), .limit = 5}));
  world.change(world.city, [](Program& program) { program.max_daily_stamps = 6; });
  refused = world.stamp(world.city, world.elise.card);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = cooldown_active, .retry_at = world.now + minutes{15}}));
  world.pass(minutes{15});
  EXPECT_TRUE(world.stamp(world.city, world.elise.card));
  EXPECT_EQ(world.ledger_fault(world.elise.card), "");
}

TEST_P(AddStampAtCounter, LeavesARowAndTheBalancesItSays) {
  const auto command = [&] {
    auto made = world.stamp_command(world.city, world.elise.card, {.count = 2});
    made.notes = "two coffees";
    return made;
  }();
  const auto outcome = database.write([&](storage::Transaction& tx) { return add_stamp(tx, command); });
  ASSERT_TRUE(outcome);
  auto expected = world.elise.card;
  expected.stamp_count = 2;
  expected.total_stamps_earned = 2;
  expected.last_stamp_at = world.now;
  expected.version = 2;
  EXPECT_EQ(outcome->holder.card, expected);
  EXPECT_EQ(world.card(world.elise.card), expected);
  EXPECT_EQ(outcome->holder.customer, world.elise.customer);
  EXPECT_EQ(outcome->rewards_available, 0);
  EXPECT_EQ(outcome->stamps_remaining_today, 3);
  EXPECT_EQ(outcome->next_stamp_at, world.now + minutes{15});
  EXPECT_EQ(outcome->program.id, world.city.program_id);

  LoyaltyTransaction row;
  row.company_id = world.city.company_id;
  row.card_id = expected.id;
  row.id = command.transaction_id;
  row.vendor_id = world.city.vendor_id;
  row.type = TransactionType::stamp_earned;
  row.staff_pin_id = world.anna.id;
  row.user_id = world.city.user_id;
  row.stamps_delta = 2;
  row.stamps_after = 2;
  row.notes = "two coffees";
  row.ip_address = "192.0.2.7";
  row.user_agent = "till";
  row.created_at = world.now;
  EXPECT_EQ(outcome->transaction.transaction, row);
  EXPECT_EQ(outcome->transaction.card_number, expected.card_number);
  EXPECT_EQ(outcome->transaction.staff_name, "Anna");
  EXPECT_EQ(world.count_rows(expected), 1);
  EXPECT_EQ(world.ledger_fault(expected), "");
}

TEST_P(AddStampAtCounter, EndsTheCooldownToTheMillisecond) {
  ASSERT_TRUE(world.stamp(world.city, world.elise.card));
  const auto free_at = world.now + minutes{15};
  world.now = free_at - milliseconds{1};
  const auto refused = world.stamp(world.city, world.elise.card);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = cooldown_active, .retry_at = free_at}));
  EXPECT_TRUE(world.stamp(world.city, world.jean.card)) << "a cooldown is of one card";
  world.now = free_at;
  EXPECT_TRUE(world.stamp(world.city, world.elise.card));
}

TEST_P(AddStampAtCounter, GivesTheLastStampOfTheDayAndNotOneMore) {
  world.change(world.city, [](Program& program) { program.cooldown_minutes = 0; });
  ASSERT_TRUE(world.stamp(world.city, world.elise.card, {.count = 3}));
  EXPECT_EQ(refusal_of(world.stamp(world.city, world.elise.card, {.count = 3})), daily_limit_reached);
  const auto fifth = world.stamp(world.city, world.elise.card, {.count = 2});
  ASSERT_TRUE(fifth);
  EXPECT_EQ(fifth->stamps_remaining_today, 0);
  EXPECT_EQ(fifth->next_stamp_at, at("2026-11-20T23:00:00Z"));
  EXPECT_EQ(refusal_of(world.stamp(world.city, world.elise.card)), daily_limit_reached);
  EXPECT_TRUE(world.stamp(world.city, world.jean.card, {.count = 5})) << "a limit is of one card";
}

TEST_P(AddStampAtCounter, GoesOnPastTheTarget) {
  world.give(world.city, world.elise.card, 4);
  world.pass(hours{24});
  const auto fifth = world.stamp(world.city, world.elise.card);
  ASSERT_TRUE(fifth);
  EXPECT_EQ(fifth->rewards_available, 1);
  world.give(world.city, world.elise.card, 4);
  world.pass(hours{24});
  const auto tenth = world.stamp(world.city, world.elise.card);
  ASSERT_TRUE(tenth);
  EXPECT_EQ(tenth->holder.card.stamp_count, 10);
  EXPECT_EQ(tenth->rewards_available, 2);
}

TEST_P(AddStampAtCounter, TakesEveryCodeOfTheCard) {
  const auto& card = world.elise.card;
  for (const auto& code : {CardCode{CardCode::Kind::number, card.card_number},
                           CardCode{CardCode::Kind::qr, card.qr_code}, test::code_of(card)}) {
    EXPECT_TRUE(world.stamp(world.city, card, {.code = code})) << code.value;
    world.pass(minutes{15});
  }
}

TEST_P(AddStampAtCounter, KnowsNothingOfCardsElsewhere) {
  world.open_program(world.park);
  const auto neighbour = world.enrol(world.park, "Paul", "paul@example.org").card;
  for (const auto& stranger : {neighbour, world.zoe.card}) {
    for (const auto& code : {CardCode{CardCode::Kind::number, stranger.card_number},
                             CardCode{CardCode::Kind::qr, stranger.qr_code}, test::code_of(stranger)}) {
      EXPECT_EQ(refusal_of(world.stamp(world.city, stranger, {.code = code})), card_not_found) << code.value;
      EXPECT_EQ(refusal_of(world.redeem(world.city, stranger, {.code = code})), card_not_found) << code.value;
    }
  }
  EXPECT_EQ(world.card(world.zoe.card), world.zoe.card);
}

TEST_P(AddStampAtCounter, NeedsNoPinWhereTheProgramAsksForNone) {
  world.change(world.city, [](Program& program) { program.require_staff_pin = false; });
  const auto nobody = world.stamp(world.city, world.elise.card, {.pin = PinProof{}});
  ASSERT_TRUE(nobody);
  EXPECT_EQ(nobody->transaction.transaction.staff_pin_id, std::nullopt);
  EXPECT_EQ(nobody->transaction.staff_name, "");
  world.pass(minutes{15});
  EXPECT_EQ(refusal_of(world.stamp(world.city, world.elise.card, {.pin = world.wrong_pin()})), pin_invalid);
  const auto bruno = world.stamp(world.city, world.elise.card, {.pin = world.right_pin(world.bruno)});
  ASSERT_TRUE(bruno);
  EXPECT_EQ(bruno->transaction.staff_name, "Bruno");
}

TEST_P(AddStampAtCounter, StampsAHybridCardAndLeavesItsPoints) {
  const auto outcome = world.stamp(world.bakery, world.zoe.card);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->holder.card.stamp_count, 2);
  EXPECT_EQ(outcome->holder.card.points_balance, 10);
  EXPECT_EQ(outcome->transaction.transaction.points_after, 10);
  EXPECT_EQ(world.ledger_fault(world.zoe.card), "");
}

INSTANTIATE_TEST_SUITE_P(, AddStampAtCounter, test::each_engine(), test::engine_name);

class RedeemStamps : public test::WorldFixture {};

TEST_P(RedeemStamps, RefusesInTheOrderOfTheContract) {
  world.give(world.city, world.elise.card, 4);
  test::expect_refusals_in_order(
      world, LoyaltyType::points, LoyaltyType::stamps,
      [&](const test::AtCounter& how) { return world.redeem(world.city, world.elise.card, how); });
  const auto refused = world.redeem(world.city, world.elise.card);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_stamps, .missing = 1}));
  world.give(world.city, world.elise.card, 1);
  EXPECT_TRUE(world.redeem(world.city, world.elise.card)) << "neither cooldown nor daily limit holds it up";
}

TEST_P(RedeemStamps, TakesTheTargetAndNamesTheReward) {
  world.give(world.city, world.elise.card, 7);
  const auto outcome = world.redeem(world.city, world.elise.card, {.pin = world.right_pin(world.bruno)});
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(row.type, TransactionType::stamp_redeemed);
  EXPECT_EQ(row.stamps_delta, -5);
  EXPECT_EQ(row.stamps_after, 2);
  EXPECT_EQ(row.reward, "A coffee");
  EXPECT_EQ(outcome->transaction.staff_name, "Bruno");
  EXPECT_EQ(outcome->rewards_available, 0);
  const auto card = world.card(world.elise.card);
  EXPECT_EQ(outcome->holder.card, card);
  EXPECT_EQ(card.stamp_count, 2);
  EXPECT_EQ(card.stamps_redeemed, 5);
  EXPECT_EQ(card.total_stamps_earned, 7);
  EXPECT_EQ(card.last_stamp_at, world.now);
  EXPECT_EQ(world.ledger_fault(card), "");
  EXPECT_EQ(refusal_of(world.redeem(world.city, card)), not_enough_stamps);
}

TEST_P(RedeemStamps, KeepsTheRewardAsItWasCalledThen) {
  world.give(world.city, world.elise.card, 5);
  const auto outcome = world.redeem(world.city, world.elise.card);
  ASSERT_TRUE(outcome);
  world.change(world.city, [](Program& program) { program.stamps_reward_description = "A cake"; });
  const auto taken_back =
      world.take_back(world.city, outcome->transaction.transaction.id, {.role = Role::manager});
  ASSERT_TRUE(taken_back);
  EXPECT_EQ(taken_back->transaction.transaction.reward, "A coffee");
}

INSTANTIATE_TEST_SUITE_P(, RedeemStamps, test::each_engine(), test::engine_name);

// ---- The day of the shop ----

struct DayCase {
  const char* name;
  minutes starts_at;
  const char* given_at;
  const char* next_day;
};

class BusinessDayOfStamps : public test::WorldFixture {};

TEST_P(BusinessDayOfStamps, LastsFromItsStartToTheNextInTheShopsZone) {
  const minutes four{4 * 60}, half_past_two{2 * 60 + 30};
  // In the order of time: ids rise, as in the program.
  const DayCase cases[] = {
      {"an evening", minutes{0}, "2027-01-15T22:59:59.999Z", "2027-01-15T23:00:00Z"},
      {"a first moment", minutes{0}, "2027-01-15T23:00:00Z", "2027-01-16T23:00:00Z"},
      {"a bar's night", four, "2027-01-18T00:30:00Z", "2027-01-18T03:00:00Z"},
      {"a bar's morning", four, "2027-01-19T03:00:00Z", "2027-01-20T03:00:00Z"},
      {"the day of 23 hours", minutes{0}, "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"},
      {"the morning after", four, "2027-03-29T02:00:00Z", "2027-03-30T02:00:00Z"},
      {"a summer's day", minutes{0}, "2027-07-01T12:00:00Z", "2027-07-01T22:00:00Z"},
      {"the day of 25 hours", minutes{0}, "2027-10-30T22:00:00Z", "2027-10-31T23:00:00Z"},
      {"the night after", four, "2027-11-01T02:59:59.999Z", "2027-11-01T03:00:00Z"},
      {"a start inside the gap", half_past_two, "2028-03-25T12:00:00Z", "2028-03-26T01:00:00Z"},
      {"after that start", half_past_two, "2028-03-26T01:00:00Z", "2028-03-27T00:30:00Z"},
      {"a start that comes twice", half_past_two, "2028-10-28T12:00:00Z", "2028-10-29T00:30:00Z"},
      {"between the two", half_past_two, "2028-10-29T01:15:00Z", "2028-10-30T01:30:00Z"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    world.change(world.city, [&](Program& program) {
      program.cooldown_minutes = 0;
      program.max_daily_stamps = 1;
      program.business_day_starts_at = one.starts_at;
    });
    world.now = at(one.given_at);
    const auto card = world.enrol(world.city, "Guest", std::string(one.given_at) + "@example.org").card;
    const auto first = world.stamp(world.city, card);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->next_stamp_at, at(one.next_day));
    world.now = at(one.next_day) - milliseconds{1};
    const auto refused = world.stamp(world.city, card);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(),
              (Refusal{.code = daily_limit_reached, .retry_at = at(one.next_day), .limit = 1}));
    world.now = at(one.next_day);
    EXPECT_TRUE(world.stamp(world.city, card));
  }
}

INSTANTIATE_TEST_SUITE_P(, BusinessDayOfStamps, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
