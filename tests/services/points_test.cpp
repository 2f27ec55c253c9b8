#include "services/points.hpp"

#include "rules/accrual.hpp"
#include "support/counter.hpp"
#include "support/points.hpp"

namespace loyalty {
namespace {

using test::at;
using test::refusal_of;
using enum RefusalCode;
using std::chrono::days;
using std::chrono::minutes;

// The program that the card of another company belongs to; its own refusals are those of points.
void make_hybrid(test::World& world) {
  world.change(world.city, [](Program& program) {
    program.loyalty_type = LoyaltyType::hybrid;
    program.points_per_euro = {1000};
    program.points_rewards = {{.id = RewardId{81}, .name = "Tea", .points = 10}};
  });
}

class EarnPointsAtCounter : public test::PointsFixture {};

TEST_P(EarnPointsAtCounter, RefusesInTheOrderOfTheContract) {
  make_hybrid(world);
  const auto& elise = world.elise.card;
  for (const auto wrong : {LoyaltyType::stamps, LoyaltyType::points}) {
    // Stamps along with the points want a program that has both.
    const test::Purchase purchase{.cents = 100, .stamps = wrong == LoyaltyType::points ? 1 : 0};
    const auto wanted = wrong == LoyaltyType::points ? LoyaltyType::hybrid : LoyaltyType::points;
    test::expect_refusals_in_order(world, wrong, wanted, [&](const test::AtCounter& how) {
      return world.earn(world.city, elise, purchase, how);
    });
    world.pass(minutes{31});
  }
  const auto receipt = [&](const char* reference) {
    return world.earn(world.city, elise, {.cents = 400, .reference = reference, .stamps = 5});
  };
  const auto refuse = [&](const Refusal& expected) {
    const auto outcome = receipt("R-1");
    ASSERT_FALSE(outcome) << name_of(expected.code);
    EXPECT_EQ(outcome.error(), expected);
  };
  const auto first = receipt("R-1");
  ASSERT_TRUE(first);
  ASSERT_TRUE(world.adjust(world.city, elise, points_balance_max - 4));
  world.change(world.city, [](Program& program) { program.minimum_purchase_cents = 401; });
  refuse({.code = daily_limit_reached, .retry_at = at("2026-11-20T23:00:00Z"), .limit = 5});
  world.change(world.city, [](Program& program) { program.max_daily_stamps = 10; });
  refuse({.code = cooldown_active, .retry_at = world.now + minutes{15}});
  world.pass(minutes{15});
  refuse({.code = purchase_below_minimum, .limit = 401});
  world.change(world.city, [](Program& program) { program.minimum_purchase_cents = 400; });
  refuse({.code = points_limit_reached, .limit = points_balance_max});
  ASSERT_TRUE(world.adjust(world.city, elise, -4));
  refuse({.code = purchase_already_recorded, .transaction_id = id_of(first)});
  EXPECT_TRUE(receipt("R-2"));
  EXPECT_EQ(world.ledger_fault(elise), "");
}

TEST_P(EarnPointsAtCounter, LeavesARowALotAndTheBalancesTheySay) {
  expire_after(30);
  auto command = world.earn_command(world.bakery, card, {.cents = 1299, .reference = "R-1"});
  command.notes = "bread";
  const auto outcome = database.write([&](storage::Transaction& tx) { return earn_points(tx, command); });
  ASSERT_TRUE(outcome);
  auto expected = card;
  expected.points_balance = 12;
  expected.total_points_earned = 12;
  expected.total_spent_cents = 1299;
  expected.next_expiry_at = at("2026-12-20T23:00:00Z");
  expected.last_points_at = world.now;
  expected.version = 2;
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(outcome->holder.card, expected);
  EXPECT_EQ(outcome->holder.expiring, (ExpiringPoints{12, *expected.next_expiry_at}));
  EXPECT_FALSE(outcome->linked);

  const LoyaltyTransaction row{.company_id = card.company_id,
                               .card_id = card.id,
                               .id = command.transaction_id,
                               .vendor_id = card.joined_vendor_id,
                               .type = TransactionType::points_earned,
                               .staff_pin_id = world.chloe.id,
                               .user_id = world.bakery.user_id,
                               .points_delta = 12,
                               .points_after = 12,
                               .purchase_amount_cents = 1299,
                               .purchase_reference = "R-1",
                               .notes = "bread",
                               .ip_address = "192.0.2.7",
                               .user_agent = "till",
                               .created_at = world.now};
  EXPECT_EQ(rows(), std::vector{row});
  EXPECT_EQ(outcome->transaction.transaction, row);
  EXPECT_EQ(outcome->transaction.staff_name, "Chloé");
  EXPECT_EQ(outcome->transaction.card_number, card.card_number);
  EXPECT_EQ(lot(row.id), (Lot{.company_id = card.company_id,
                              .card_id = card.id,
                              .id = row.id,
                              .points_earned = 12,
                              .points_remaining = 12,
                              .earned_at = world.now,
                              .expires_at = expected.next_expiry_at,
                              .points_per_euro = {1000},
                              .expire_after_days = 30}));
}

TEST_P(EarnPointsAtCounter, RecordsAPurchaseThatIsTooSmallForAPoint) {
  expire_after(30);
  const auto outcome = try_earn({.cents = 99, .reference = "R-1"});
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(row.points_delta, 0);
  EXPECT_EQ(row.purchase_amount_cents, 99);
  EXPECT_EQ(lot(row.id), std::nullopt);
  auto expected = card;
  expected.total_spent_cents = 99;
  expected.last_points_at = world.now;
  expected.version = 2;
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(refusal_of(try_earn({.cents = 500, .reference = "R-1"})), purchase_already_recorded);
}

TEST_P(EarnPointsAtCounter, TakesAReceiptOnceWhateverTheCard) {
  const auto first = id_of(try_earn({.cents = 500, .reference = "R-1"}));
  const Refusal expected{.code = purchase_already_recorded, .transaction_id = first};
  expect_untouched([&] {
    const auto again = try_earn({.cents = 700, .reference = "R-1"});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), expected);
  });
  const auto on_another = world.earn(world.bakery, world.zoe.card, {.cents = 500, .reference = "R-1"});
  ASSERT_FALSE(on_another);
  EXPECT_EQ(on_another.error(), expected);
  EXPECT_EQ(world.card(world.zoe.card), world.zoe.card);
  EXPECT_TRUE(try_earn({.cents = 500, .reference = "R-2"}));
  EXPECT_TRUE(try_earn({.cents = 500})) << "without a receipt";
  EXPECT_TRUE(try_earn({.cents = 500})) << "and once more";
  make_hybrid(world);
  EXPECT_TRUE(world.earn(world.city, world.elise.card, {.cents = 500, .reference = "R-1"}))
      << "another shop's receipts are others";
}

TEST_P(EarnPointsAtCounter, KeepsNoReceiptOfWhatItRefused) {
  change([](Program& program) {
    program.minimum_purchase_cents = 500;
    program.max_daily_stamps = 1;
  });
  expect_untouched([&] {
    EXPECT_EQ(refusal_of(try_earn({.cents = 499, .reference = "R-1"})), purchase_below_minimum);
    EXPECT_EQ(refusal_of(try_earn({.cents = 500, .reference = "R-1", .stamps = 2})), daily_limit_reached);
  });
  EXPECT_TRUE(try_earn({.cents = 500, .reference = "R-1"}));
}

TEST_P(EarnPointsAtCounter, GivesStampsAndPointsTogether) {
  change([](Program& program) { program.max_daily_stamps = 5; });
  const auto outcome = try_earn({.cents = 800, .reference = "R-1", .stamps = 2});
  ASSERT_TRUE(outcome);
  ASSERT_TRUE(outcome->linked);
  const auto& points = outcome->transaction.transaction;
  const auto& stamps = outcome->linked->transaction;
  EXPECT_EQ(rows(), (std::vector{points, stamps})) << "the stamps' row is the first";
  EXPECT_EQ(stamps.type, TransactionType::stamp_earned);
  EXPECT_EQ(stamps.linked_id, points.id);
  EXPECT_EQ(points.linked_id, stamps.id);
  EXPECT_EQ(stamps.stamps_delta, 2);
  EXPECT_EQ(stamps.points_delta, 0);
  EXPECT_EQ(stamps.stamps_after, 2);
  EXPECT_EQ(stamps.points_after, 0);
  EXPECT_EQ(stamps.purchase_amount_cents, std::nullopt) << "the purchase counts once";
  EXPECT_EQ(points.points_delta, 8);
  EXPECT_EQ(points.stamps_delta, 0);
  EXPECT_EQ(points.stamps_after, 2);
  EXPECT_EQ(points.points_after, 8);
  EXPECT_EQ(outcome->linked->staff_name, "Chloé");
  EXPECT_EQ(outcome->linked->card_number, card.card_number);
  EXPECT_EQ(outcome->stamps_remaining_today, 3);
  auto expected = card;
  expected.stamp_count = 2;
  expected.total_stamps_earned = 2;
  expected.points_balance = 8;
  expected.total_points_earned = 8;
  expected.total_spent_cents = 800;
  expected.last_stamp_at = world.now;
  expected.last_points_at = world.now;
  expected.version = 2;
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(outcome->holder.card, expected);
}

TEST_P(EarnPointsAtCounter, GivesNeitherWhereTheStampsAreRefused) {
  change([](Program& program) {
    program.max_daily_stamps = 3;
    program.cooldown_minutes = 15;
  });
  expect_untouched(
      [&] { EXPECT_EQ(refusal_of(try_earn({.cents = 500, .stamps = 4})), daily_limit_reached); });
  ASSERT_TRUE(try_earn({.cents = 500, .stamps = 1}));
  expect_untouched([&] { EXPECT_EQ(refusal_of(try_earn({.cents = 500, .stamps = 1})), cooldown_active); });
  EXPECT_TRUE(try_earn({.cents = 500})) << "points alone know no cooldown";
}

TEST_P(EarnPointsAtCounter, GivesPointsInEveryProgramThatHasThem) {
  change([](Program& program) { program.loyalty_type = LoyaltyType::points; });
  const auto outcome = try_earn({.cents = 500});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(refusal_of(try_earn({.cents = 500, .stamps = 1})), wrong_program_type);
  change([](Program& program) { program.loyalty_type = LoyaltyType::stamps; });
  EXPECT_EQ(refusal_of(try_earn({.cents = 500})), wrong_program_type);
}

TEST_P(EarnPointsAtCounter, SettlesWhatIsOwedFirst) {
  expire_after(30);
  adjust(-30);
  const auto ten = earn(10);
  EXPECT_EQ(balance(), -20);
  EXPECT_EQ(left(ten), 0);
  EXPECT_EQ(stored().next_expiry_at, std::nullopt) << "nothing is there that could expire";
  const auto fifty = earn(50);
  EXPECT_EQ(balance(), 30);
  EXPECT_EQ(left(fifty), 30);
  EXPECT_EQ(stored().next_expiry_at, lot(fifty)->expires_at);
  EXPECT_EQ(stored().total_points_earned, 60);
}

TEST_P(EarnPointsAtCounter, KeepsTheEarliestExpiryAsTheNext) {
  expire_after(30);
  earn(10);
  const auto later = stored().next_expiry_at;
  expire_after(10);
  earn(10);
  const auto sooner = stored().next_expiry_at;
  EXPECT_LT(sooner, later);
  expire_after(20);
  earn(10);
  expire_after(std::nullopt);
  earn(10);
  EXPECT_EQ(stored().next_expiry_at, sooner);
}

INSTANTIATE_TEST_SUITE_P(, EarnPointsAtCounter, test::each_engine(), test::engine_name);

class RedeemPointsAtCounter : public test::PointsFixture {};

TEST_P(RedeemPointsAtCounter, RefusesInTheOrderOfTheContract) {
  make_hybrid(world);
  const auto burn_at_city = [&](const test::AtCounter& how) {
    return world.burn(world.city, world.elise.card, RewardId{81}, how);
  };
  test::expect_refusals_in_order(world, LoyaltyType::stamps, LoyaltyType::points, burn_at_city);
  const auto refused = burn_at_city({});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 10}));
  ASSERT_TRUE(world.adjust(world.city, world.elise.card, 10));
  EXPECT_TRUE(burn_at_city({}));
  EXPECT_EQ(world.ledger_fault(world.elise.card), "");
}

TEST_P(RedeemPointsAtCounter, HandsOutWhatIsOnOfferHere) {
  earn(100);
  make_hybrid(world);
  expect_untouched([&] {
    EXPECT_EQ(refusal_of(try_burn(RewardId{12345})), reward_not_found);
    EXPECT_EQ(refusal_of(try_burn(stale_bread)), reward_not_found) << "switched off";
    EXPECT_EQ(refusal_of(try_burn(RewardId{81})), reward_not_found) << "of another program";
  });
  ASSERT_TRUE(world.adjust(world.city, world.elise.card, 100));
  EXPECT_EQ(refusal_of(world.burn(world.city, world.elise.card, cake)), reward_not_found);
  change([](Program& program) { program.points_rewards.back().is_active = true; });
  EXPECT_TRUE(try_burn(stale_bread));
}

TEST_P(RedeemPointsAtCounter, NeedsTheCostToThePoint) {
  earn(19);
  const auto refused = try_burn(croissant);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 1}));
  earn(1);
  EXPECT_TRUE(try_burn(croissant));
  EXPECT_EQ(balance(), 0);
  adjust(-5);
  const auto owing = try_burn(croissant);
  ASSERT_FALSE(owing);
  EXPECT_EQ(owing.error(), (Refusal{.code = not_enough_points, .missing = 25}));
}

TEST_P(RedeemPointsAtCounter, LeavesARowAndTheBalancesItSays) {
  earn(30);
  world.pass(minutes{5});
  const auto outcome = try_burn(croissant);
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(rows().front(), row);
  EXPECT_EQ(row.type, TransactionType::points_redeemed);
  EXPECT_EQ(row.points_delta, -20);
  EXPECT_EQ(row.points_after, 10);
  EXPECT_EQ(row.reward_id, croissant);
  EXPECT_EQ(row.reward, "Croissant");
  EXPECT_EQ(row.staff_pin_id, world.chloe.id);
  EXPECT_EQ(row.purchase_amount_cents, std::nullopt);
  auto expected = card;
  expected.points_balance = 10;
  expected.total_points_earned = 30;
  expected.points_redeemed = 20;
  expected.total_spent_cents = 3000;
  expected.last_points_at = world.now;
  expected.version = 3;
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(outcome->holder.card, expected);
  change([](Program& program) { program.points_rewards.front().name = "Brioche"; });
  EXPECT_EQ(rows().front(), row) << "the row keeps what it was called then";
}

TEST_P(RedeemPointsAtCounter, SpendsWhatExpiresFirst) {
  const auto never = earn(30);
  expire_after(30);
  const auto later = earn(30);
  expire_after(10);
  const auto sooner = earn(30);
  expire_after(30);
  const auto as_late = earn(30);
  burn(cake);
  EXPECT_EQ(left(sooner), 0);
  EXPECT_EQ(left(later), 10);
  EXPECT_EQ(left(as_late), 30);
  EXPECT_EQ(stored().next_expiry_at, lot(later)->expires_at);
  burn(cake);
  EXPECT_EQ(left(as_late), 0);
  EXPECT_EQ(left(never), 20);
  EXPECT_EQ(stored().next_expiry_at, std::nullopt);
  burn(croissant);
  EXPECT_EQ(balance(), 0);
}

TEST_P(RedeemPointsAtCounter, SpendsOutOfAnyNumberOfLots) {
  constexpr int lots = 200;
  change([](Program& program) { program.points_rewards.front().points = lots - 1; });
  std::vector<EarnPoints> commands;
  for (int i = 0; i < lots; ++i) commands.push_back(world.earn_command(world.bakery, card, {.cents = 100}));
  database.write([&](storage::Transaction& tx) {
    for (const auto& command : commands) ASSERT_TRUE(earn_points(tx, command));
  });
  burn(croissant);
  EXPECT_EQ(balance(), 1);
  EXPECT_EQ(left(commands.front().transaction_id), 0);
  EXPECT_EQ(left(commands.back().transaction_id), 1);
}

INSTANTIATE_TEST_SUITE_P(, RedeemPointsAtCounter, test::each_engine(), test::engine_name);

class AdjustPointsAtOffice : public test::PointsFixture {};

TEST_P(AdjustPointsAtOffice, RefusesInTheOrderOfTheContractWithoutAPin) {
  make_hybrid(world);
  const auto adjust_at_city = [&](const test::AtCounter& how) {
    return world.adjust(world.city, world.elise.card, -5, how);
  };
  world.change(world.city, [](Program& program) { program.allow_negative_points = false; });
  test::expect_refusals_in_order(world, LoyaltyType::stamps, LoyaltyType::points, adjust_at_city, false);
  const auto refused = adjust_at_city({.pin = world.wrong_pin(world.anna.id)});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = 5}));
}

TEST_P(AdjustPointsAtOffice, GivesPointsUnderTheRuleOfToday) {
  expire_after(30);
  const auto outcome = try_adjust(25, {.user_id = UserId{61}});
  ASSERT_TRUE(outcome);
  const auto& row = outcome->transaction.transaction;
  EXPECT_EQ(rows(), std::vector{row});
  EXPECT_EQ(row.type, TransactionType::points_adjusted);
  EXPECT_EQ(row.points_delta, 25);
  EXPECT_EQ(row.points_after, 25);
  EXPECT_EQ(row.user_id, UserId{61});
  EXPECT_EQ(row.staff_pin_id, std::nullopt);
  EXPECT_EQ(row.notes, "a correction");
  auto expected = card;
  expected.points_balance = 25;
  expected.next_expiry_at = at("2026-12-20T23:00:00Z");
  expected.version = 2;
  EXPECT_EQ(stored(), expected) << "what is given so was not earned";
  const auto made = lot(row.id).value();
  EXPECT_EQ(made.points_remaining, 25);
  EXPECT_EQ(made.points_per_euro, Thousandths{0});
  EXPECT_EQ(made.expires_at, expected.next_expiry_at);
}

TEST_P(AdjustPointsAtOffice, TakesWhatExpiresFirstAndOwesTheRest) {
  const auto never = earn(10);
  expire_after(30);
  const auto later = earn(10);
  adjust(-15);
  EXPECT_EQ(left(later), 0);
  EXPECT_EQ(left(never), 5);
  EXPECT_EQ(balance(), 5);
  adjust(-30);
  EXPECT_EQ(left(never), 0);
  EXPECT_EQ(balance(), -25);
  adjust(-1);
  EXPECT_EQ(balance(), -26);
  const auto back = adjust(30);
  EXPECT_EQ(balance(), 4);
  EXPECT_EQ(left(back), 4);
  EXPECT_EQ(stored().total_points_earned, 20);
  EXPECT_EQ(stored().points_redeemed, 0);
}

TEST_P(AdjustPointsAtOffice, LeavesNoDebtWhereTheProgramWantsNone) {
  earn(10);
  adjust(-14);
  allow_debts(false);
  const auto missing = [&](std::int64_t points, std::int64_t expected) {
    expect_untouched([&] {
      const auto refused = try_adjust(points);
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error(), (Refusal{.code = not_enough_points, .missing = expected}));
    });
  };
  missing(-3, 7);
  adjust(3);
  EXPECT_EQ(balance(), -1) << "towards none is fine";
  adjust(11);
  missing(-11, 1);
  adjust(-10);
  EXPECT_EQ(balance(), 0);
}

TEST_P(AdjustPointsAtOffice, KeepsBalancesWithinTheirLimits) {
  const Refusal limit{.code = points_limit_reached, .limit = points_balance_max};
  adjust(points_balance_max);
  expect_untouched([&] {
    const auto refused = try_adjust(1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), limit);
  });
  adjust(-points_balance_max);
  adjust(-points_balance_max);
  expect_untouched([&] {
    const auto refused = try_adjust(-1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), limit);
  });
}

INSTANTIATE_TEST_SUITE_P(, AdjustPointsAtOffice, test::each_engine(), test::engine_name);

class WelcomePoints : public test::PointsFixture {};

TEST_P(WelcomePoints, AreALotThatExpires) {
  change([](Program& program) {
    program.welcome_bonus_points = 20;
    program.points_expire_after_days = 10;
  });
  const auto command = world.enrolment(world.bakery, "Marie", "marie@example.org");
  const auto enrolled = world.enrol(command);
  ASSERT_TRUE(enrolled);
  card = enrolled->holder.card;
  EXPECT_EQ(card.points_balance, 20);
  EXPECT_EQ(card.total_points_earned, 20);
  EXPECT_EQ(card.next_expiry_at, at("2026-11-30T23:00:00Z"));
  EXPECT_EQ(stored(), card);
  EXPECT_EQ(left(command.welcome_id), 20);
  ASSERT_EQ(rows().size(), 1u);
  EXPECT_EQ(rows()[0].type, TransactionType::welcome_bonus);
  EXPECT_EQ(rows()[0].points_delta, 20);
  EXPECT_EQ(rows()[0].points_after, 20);
  const auto again = world.enrol(world.enrolment(world.bakery, "Marie", "marie@example.org"));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->already_enrolled);
  EXPECT_EQ(rows().size(), 1u) << "once";
  burn(croissant);
  EXPECT_EQ(left(command.welcome_id), 0);
  EXPECT_EQ(stored().next_expiry_at, std::nullopt);
}

TEST_P(WelcomePoints, AreOfProgramsWithPoints) {
  change([](Program& program) {
    program.loyalty_type = LoyaltyType::stamps;
    program.welcome_bonus_points = 20;
  });
  card = world.enrol(world.bakery, "Marie", "marie@example.org").card;
  EXPECT_EQ(balance(), 0);
  EXPECT_TRUE(rows().empty());
}

INSTANTIATE_TEST_SUITE_P(, WelcomePoints, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
