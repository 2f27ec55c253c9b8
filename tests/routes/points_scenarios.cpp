// What each route of points does when all is well, and what the tests of points share.
#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

// One row of history, the card, and more.
RowChanges counted_with(RowChanges more) {
  more.insert({{"loyalty_transactions", 1}, {"loyalty_cards", 0}});
  return more;
}

void earn_thirty(AppWorld& app) {
  open_points(app);
  earn(app, R"("purchase_amount_cents": 2000)");
}

}  // namespace

void open_points(AppWorld& app) {
  const auto tea = app.world.next_id<RewardId>();
  const auto cake = app.world.next_id<RewardId>();
  app.world.change(app.world.city, [&](Program& program) {
    program.loyalty_type = LoyaltyType::hybrid;
    program.points_per_euro = {1500};
    program.points_expire_after_days = 10;
    program.points_rewards = {
        {.id = tea, .name = "Tea", .points = 15, .cost_cents = 80},
        {.id = cake, .name = "Cake", .points = 15, .cost_cents = 200, .is_active = false}};
  });
  app.call("tea", std::to_string(to_integer(tea)));
  app.call("cake", std::to_string(to_integer(cake)));
}

Ask ask_points(const std::string& members, const std::string& path) {
  return {.method = "POST",
          .path = path,
          .who = Who::staff,
          .body = R"({"card": "{elise}", "pin": "4711", )" + members + "}"};
}

Answer earn(AppWorld& app, const std::string& members) {
  auto answer = app.ask(ask_points(members));
  EXPECT_EQ(answer.status, 200) << answer.body;
  app.call("earned", answer.text("transaction.id"));
  app.call("stamped", answer.text("stamp_transaction.id"));
  return answer;
}

Scenarios earning_scenarios() {
  return {
      {.name = "earn_points",
       .ask = ask_points(R"("purchase_amount_cents": 1250, "purchase_reference": "R-17", "notes": "lunch")"),
       .fields = {{"transaction.id", something},
                  {"transaction.type", "points_earned"},
                  {"transaction.card_id", "{elise}"},
                  {"transaction.card_number", "{elise.number}"},
                  {"transaction.vendor_code", "CITY"},
                  {"transaction.staff_pin_id", "{anna}"},
                  {"transaction.staff_name", "Anna"},
                  {"transaction.stamps_delta", 0},
                  {"transaction.points_delta", 18},
                  {"transaction.points_after", 18},
                  {"transaction.purchase_amount_cents", 1250},
                  {"transaction.purchase_reference", "R-17"},
                  {"transaction.linked_id", nullptr},
                  {"transaction.reward_id", nullptr},
                  {"transaction.notes", "lunch"},
                  {"card.points_balance", 18},
                  {"card.points_expiring.points", 18},
                  {"card.points_expiring.expires_at", "2026-11-30T23:00:00.000Z"},
                  {"card.total_points_earned", 18},
                  {"card.total_spent_cents", 1250},
                  {"card.last_points_at", "2026-11-20T10:00:00.000Z"},
                  {"points_earned", 18}},
       .rows = counted_with({{"staff_pins", 0}, {"point_lots", 1}, {"purchase_references", 1}}),
       .prepare = open_points,
       .may = "owner manager staff"},
  };
}

Scenarios spending_scenarios() {
  return {
      {.name = "redeem_points",
       .ask = ask_points(R"("reward_id": "{tea}", "notes": "green")", points_redeem_path),
       .fields = {{"transaction.type", "points_redeemed"},
                  {"transaction.points_delta", -15},
                  {"transaction.points_after", 15},
                  {"transaction.purchase_amount_cents", nullptr},
                  {"transaction.reward_id", "{tea}"},
                  {"transaction.reward", "Tea"},
                  {"card.points_balance", 15},
                  {"card.points_expiring.points", 15},
                  {"card.points_redeemed", 15},
                  {"card.total_points_earned", 30},
                  {"reward.id", "{tea}"},
                  {"reward.name", "Tea"},
                  {"reward.points", 15}},
       .rows = counted_with({{"point_lots", 0}, {"point_allocations", 1}}),
       .prepare = earn_thirty,
       .may = "owner manager staff"},
      {.name = "adjust_points",
       .ask = {.method = "POST",
               .path = points_adjust_path,
               .who = Who::manager,
               .body = R"({"card": "{elise.qr}", "points_delta": -5, "reason": "typed twice"})"},
       .fields = {{"transaction.type", "points_adjusted"},
                  {"transaction.points_delta", -5},
                  {"transaction.points_after", 25},
                  {"transaction.staff_pin_id", nullptr},
                  {"transaction.notes", "typed twice"},
                  {"card.points_balance", 25},
                  {"card.total_points_earned", 30},
                  {"card.points_redeemed", 0}},
       .rows = counted_with({{"point_lots", 0}, {"point_allocations", 1}}),
       .prepare = earn_thirty,
       .may = "owner manager"},
  };
}

}  // namespace loyalty::test
