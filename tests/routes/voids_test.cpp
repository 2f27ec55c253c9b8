// Taking operations back: who may, when, and what comes back with it.
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Ask void_stamp(Who who, const std::string& pin) {
  return {.method = "POST",
          .path = transactions_path + "/{stamp}/void",
          .who = who,
          .body = R"({"reason": "wrong card", "pin": ")" + pin + "\"}"};
}

TEST(VoidTransaction, IsDoneOnce) {
  AppWorld app;
  stamp_elise(app);
  const auto first = app.ask(void_stamp(Who::staff, "4711"));
  EXPECT_EQ(first.status, 200);
  expect_refusal(app, void_stamp(Who::owner, "4711"), 409, "already_voided");
  app.call("void", first.text("transaction.id"));
  expect_fields(app, app.ask({.path = transactions_path, .who = Who::staff}),
                {{"items.1.voided_by_id", "{void}"}, {"items.1.reverses_id", nullptr}});
  app.call("stamp", first.text("transaction.id"));
  expect_refusal(app, void_stamp(Who::owner, "4711"), 409, "not_voidable");
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(VoidTransaction, IsLimitedForStaffAndLessForManagers) {
  AppWorld app;
  stamp_elise(app);
  expect_refusal(app, void_stamp(Who::staff, "8246"), 409, "not_voidable");
  app.world.pass(minutes(10) + std::chrono::milliseconds(1));
  expect_refusal(app, void_stamp(Who::staff, "4711"), 409, "not_voidable");
  const auto without_pin = Ask{.method = "POST",
                               .path = transactions_path + "/{stamp}/void",
                               .who = Who::manager,
                               .body = R"({"reason": "x"})"};
  expect_refusal(app, without_pin, 403, "pin_required");
  EXPECT_EQ(app.ask(void_stamp(Who::manager, "9999")).code, "pin_invalid");
  EXPECT_EQ(app.ask(void_stamp(Who::manager, "8246")).status, 200);
}

TEST(VoidTransaction, GivesTheStampsOfARewardBack) {
  AppWorld app;
  app.world.give(app.world.city, app.world.elise.card, 5);
  const auto redeemed = app.ask({.method = "POST",
                                 .path = redeem_path,
                                 .who = Who::staff,
                                 .body = R"({"card": "{elise}", "pin": "4711"})"});
  app.call("stamp", redeemed.text("transaction.id"));
  expect_fields(
      app, app.ask(void_stamp(Who::staff, "4711")),
      {{"transaction.type", "stamp_redeemed_voided"}, {"card.stamp_count", 5}, {"card.stamps_redeemed", 0}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

Ask take_back(const std::string& transaction, Who who = Who::staff) {
  return {.method = "POST",
          .path = transactions_path + "/" + transaction + "/void",
          .who = who,
          .body = R"({"reason": "wrong card", "pin": "4711"})"};
}

TEST(VoidTransaction, TakesPointsAndTheReceiptBack) {
  AppWorld app;
  open_points(app);
  const std::string purchase = R"("purchase_amount_cents": 1250, "purchase_reference": "R-17")";
  earn(app, purchase);
  const auto before = app.contents();
  const auto voided = app.ask(take_back("{earned}"));
  EXPECT_EQ(voided.status, 200) << voided.body;
  expect_fields(app, voided,
                {{"transaction.type", "points_earned_voided"},
                 {"transaction.reverses_id", "{earned}"},
                 {"transaction.points_delta", -18},
                 {"transaction.purchase_amount_cents", -1250},
                 {"transaction.linked_id", nullptr},
                 {"card.points_balance", 0},
                 {"card.points_expiring", nullptr},
                 {"card.total_points_earned", 0},
                 {"card.total_spent_cents", 0}});
  EXPECT_EQ(voided.find("linked_transaction"), nullptr);
  expect_rows(before, app.contents(),
              {{"loyalty_transactions", 1},
               {"loyalty_cards", 0},
               {"point_lots", 0},
               {"point_allocations", 1},
               {"purchase_references", -1}});
  expect_refusal(app, take_back("{earned}"), 409, "already_voided");
  EXPECT_EQ(app.ask(ask_points(purchase)).status, 200);
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(VoidTransaction, TakesStampsAndPointsOfOneOperationBackTogether) {
  for (const char* const asked : {"{earned}", "{stamped}"}) {
    AppWorld app;
    open_points(app);
    earn(app, R"("purchase_amount_cents": 1000, "stamps": 2)");
    const bool is_earned = std::string_view(asked) == "{earned}";
    const auto voided = app.ask(take_back(asked));
    EXPECT_EQ(voided.status, 200) << voided.body;
    app.call("new", voided.text("transaction.id"));
    app.call("new.linked", voided.text("linked_transaction.id"));
    const std::string points = is_earned ? "transaction." : "linked_transaction.";
    const std::string stamps = is_earned ? "linked_transaction." : "transaction.";
    expect_fields(app, voided,
                  {{points + "type", "points_earned_voided"},
                   {points + "reverses_id", "{earned}"},
                   {points + "points_delta", -15},
                   {points + "stamps_delta", 0},
                   {stamps + "type", "stamp_earned_voided"},
                   {stamps + "reverses_id", "{stamped}"},
                   {stamps + "stamps_delta", -2},
                   {stamps + "points_delta", 0},
                   {"transaction.linked_id", "{new.linked}"},
                   {"linked_transaction.linked_id", "{new}"},
                   {"card.points_balance", 0},
                   {"card.stamp_count", 0}});
    for (const char* const half : {"{earned}", "{stamped}"}) {
      EXPECT_EQ(app.ask(take_back(half)).code, "already_voided");
    }
    EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
  }
}

TEST(VoidTransaction, GivesThePointsOfARewardBackAtTheirOldDate) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 1000)");
  app.world.pass(hours(48));
  const auto redeemed = app.ask(ask_points(R"("reward_id": "{tea}")", points_redeem_path));
  expect_fields(app, redeemed, {{"card.points_balance", 0}, {"card.points_expiring", nullptr}});
  app.call("redeemed", redeemed.text("transaction.id"));
  expect_fields(app, app.ask(take_back("{redeemed}")),
                {{"transaction.type", "points_redeemed_voided"},
                 {"transaction.points_delta", 15},
                 {"transaction.reward_id", "{tea}"},
                 {"transaction.reward", "Tea"},
                 {"card.points_balance", 15},
                 {"card.points_redeemed", 0},
                 {"card.points_expiring.points", 15},
                 {"card.points_expiring.expires_at", "2026-11-30T23:00:00.000Z"}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(VoidTransaction, LeavesADebtOrIsRefusedWhenThePointsAreSpent) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 1000)");
  EXPECT_EQ(app.ask(ask_points(R"("reward_id": "{tea}")", points_redeem_path)).status, 200);
  const auto forbid = [&](bool is_allowed) {
    app.world.change(app.world.city, [&](Program& program) { program.allow_negative_points = is_allowed; });
  };
  forbid(false);
  expect_refusal(app, take_back("{earned}", Who::manager), 409, "not_enough_points",
                 {{"points_missing", 15}});
  forbid(true);
  expect_fields(app, app.ask(take_back("{earned}", Who::manager)), {{"card.points_balance", -15}});
  const auto redeem = ask_points(R"("reward_id": "{tea}")", points_redeem_path);
  expect_refusal(app, redeem, 409, "not_enough_points", {{"points_missing", 30}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(VoidTransaction, TakesAnAdjustmentBackForManagersOnly) {
  AppWorld app;
  open_points(app);
  const auto adjusted = app.ask({.method = "POST",
                                 .path = points_adjust_path,
                                 .who = Who::manager,
                                 .body = R"({"card": "{elise}", "points_delta": 40, "reason": "sorry"})"});
  app.call("adjusted", adjusted.text("transaction.id"));
  expect_refusal(app, take_back("{adjusted}"), 409, "not_voidable");
  expect_fields(app, app.ask(take_back("{adjusted}", Who::manager)),
                {{"transaction.type", "points_adjusted_voided"}, {"card.points_balance", 0}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

}  // namespace
}  // namespace loyalty::test
