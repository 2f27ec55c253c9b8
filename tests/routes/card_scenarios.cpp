// What each route of enrolment, cards and the counter does when all is well.
#include "routes/route_scenarios.hpp"

namespace loyalty::test {

void type_wrong_pins(AppWorld& app, int times, const std::string& staff_pin_id) {
  const auto chosen = staff_pin_id.empty() ? std::string() : R"(, "staff_pin_id": ")" + staff_pin_id + "\"";
  for (int i = 0; i < times; ++i) {
    app.ask({.method = "POST",
             .path = check_path,
             .who = Who::staff,
             .body = R"({"pin": "9999")" + chosen + "}"});
  }
}

void stamp_elise(AppWorld& app) {
  const auto answer = app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  app.call("stamp", answer.text("transaction.id"));
}

Scenarios holder_scenarios() {
  const std::string card_path = "/api/v1/loyalty/cards/{elise.token}";
  return {
      {.name = "view_join_page",
       .ask = {.path = "/api/v1/loyalty/programs/bakery"},
       .fields = {{"vendor.code", "BAKERY"},
                  {"vendor.timezone", "Europe/Paris"},
                  {"program.card_name", "Bread card"},
                  {"program.points_per_euro", 1.5},
                  {"program.points_rewards.0.name", "Croissant"},
                  {"program.welcome_bonus_stamps", 1},
                  {"program.terms_text", "One card each."},
                  {"program.is_active", true}},
       .may = "all"},
      {.name = "enrol_customer",
       .ask = {.method = "POST",
               .path = "/api/v1/loyalty/enroll/Bakery",
               .body = R"({"first_name": "Nora", "last_name": "Klein", "email": "Nora@Example.org",)"
                       R"( "phone": "06 12 34 56 79", "birth_date": "1990-05-31", "locale": "de-DE",)"
                       R"( "marketing_consent": true, "terms_accepted": true})"},
       .status = 201,
       .fields = {{"already_enrolled", false},
                  {"card_url", something},
                  {"qr_code_data", something},
                  {"apple_pass_url", nullptr},
                  {"google_save_url", nullptr},
                  {"card.card_number", something},
                  {"card.card_name", "Bread card"},
                  {"card.loyalty_type", "hybrid"},
                  {"card.stamp_count", 1},
                  {"card.stamps_target", 8},
                  {"card.points_balance", 10},
                  {"card.points_expiring", nullptr},
                  {"card.status", "active"}},
       .rows = {{"customers", 1},
                {"loyalty_cards", 1},
                {"card_search_terms", 6},
                {"loyalty_transactions", 1},
                {"point_lots", 1}},
       .may = "all"},
      {.name = "view_own_card",
       .ask = {.path = card_path},
       .fields = {{"card_number", "{elise.number}"},
                  {"first_name", "Élise"},
                  {"qr_code_data", "{elise.qr}"},
                  {"stamp_count", 1},
                  {"vendor.name", "Shop CITY"},
                  {"program.card_name", "Coffee card"},
                  {"transactions.0.id", "{stamp}"},
                  {"transactions.0.stamps_delta", 1}},
       .prepare = stamp_elise,
       .may = "all"},
      {.name = "draw_own_code_svg", .ask = {.path = card_path + "/qr.svg"}, .may = "all"},
      {.name = "draw_own_code_png", .ask = {.path = card_path + "/qr.png"}, .may = "all"},
  };
}

Scenarios card_scenarios() {
  return {
      {.name = "list_cards",
       .ask = {.path = cards_path, .who = Who::staff},
       .fields = {{"items.0.id", "{jean}"},
                  {"items.1.customer.last_name", "Müller"},
                  {"next_cursor", nullptr}},
       .may = "owner manager staff"},
      {.name = "enrol_at_counter",
       .ask = {.method = "POST",
               .path = cards_path,
               .who = Who::staff,
               .body = R"({"first_name": "Nora", "phone": "621 999 888", "birth_date": "1990-05-31",)"
                       R"( "terms_accepted": true})"},
       .status = 201,
       .fields = {{"already_enrolled", false},
                  {"card.id", something},
                  {"card.customer.first_name", "Nora"},
                  {"card.customer.last_name", nullptr},
                  {"card.customer.phone", "+352621999888"},
                  {"card.customer.birth_date", "1990-05-31"},
                  {"card.customer.marketing_consent", false},
                  {"card.stamp_count", 0}},
       .rows = {{"customers", 1}, {"loyalty_cards", 1}, {"card_search_terms", 4}},
       .may = "owner manager staff"},
      {.name = "look_up_card",
       .ask = {.path = cards_path + "/lookup?code={elise.qr}", .who = Who::staff},
       .fields = {{"id", "{elise}"}, {"card_number", "{elise.number}"}},
       .may = "owner manager staff"},
      {.name = "view_card",
       .ask = {.path = cards_path + "/{elise}", .who = Who::staff},
       .fields = {{"id", "{elise}"},
                  {"card_number", "{elise.number}"},
                  {"qr_code_data", "{elise.qr}"},
                  {"status", "active"},
                  {"customer.email", "elise@example.org"},
                  {"customer.phone", "+352621123456"},
                  {"customer.birth_date", nullptr},
                  {"loyalty_type", "stamps"},
                  {"stamps_target", 5},
                  {"rewards_available", 0},
                  {"points_balance", 0},
                  {"points_expiring", nullptr},
                  {"total_spent_cents", 0},
                  {"last_stamp_at", nullptr},
                  {"enrolled_at", "2026-11-20T10:00:00.000Z"},
                  {"wallets.apple", nullptr},
                  {"wallets.google", nullptr}},
       .may = "owner manager staff"},
      {.name = "change_card",
       .ask = {.method = "PATCH",
               .path = cards_path + "/{elise}",
               .who = Who::manager,
               .body = R"({"status": "blocked"})"},
       .fields = {{"id", "{elise}"}, {"status", "blocked"}},
       .rows = {{"loyalty_cards", 0}},
       .may = "owner manager"},
      {.name = "list_card_transactions",
       .ask = {.path = cards_path + "/{elise}/transactions", .who = Who::staff},
       .fields = {{"items.0.id", "{stamp}"}, {"items.0.card_id", "{elise}"}, {"next_cursor", nullptr}},
       .prepare = stamp_elise,
       .may = "owner manager staff"},
  };
}

Scenarios counter_scenarios() {
  const RowChanges counted{{"loyalty_transactions", 1}, {"loyalty_cards", 0}, {"staff_pins", 0}};
  return {
      {.name = "add_stamp",
       .ask =
           ask_stamp(Who::staff, R"({"card": "{elise.qr}", "pin": "4711", "count": 2, "notes": "two cups"})"),
       .fields = {{"transaction.id", something},
                  {"transaction.type", "stamp_earned"},
                  {"transaction.card_id", "{elise}"},
                  {"transaction.card_number", "{elise.number}"},
                  {"transaction.vendor_code", "CITY"},
                  {"transaction.staff_pin_id", "{anna}"},
                  {"transaction.staff_name", "Anna"},
                  {"transaction.stamps_delta", 2},
                  {"transaction.points_delta", 0},
                  {"transaction.stamps_after", 2},
                  {"transaction.notes", "two cups"},
                  {"transaction.ip_address", "192.0.2.7"},
                  {"transaction.user_agent", "till"},
                  {"transaction.voided_by_id", nullptr},
                  {"transaction.linked_id", nullptr},
                  {"transaction.reward_id", nullptr},
                  {"card.stamp_count", 2},
                  {"card.total_stamps_earned", 2},
                  {"card.last_stamp_at", "2026-11-20T10:00:00.000Z"},
                  {"rewards_available", 0},
                  {"stamps_remaining_today", 3},
                  {"next_stamp_at", "2026-11-20T10:15:00.000Z"}},
       .rows = counted,
       .may = "owner manager staff"},
      {.name = "redeem_stamps",
       .ask = {.method = "POST",
               .path = redeem_path,
               .who = Who::staff,
               .body = R"({"card": "{elise}", "pin": "8246"})"},
       .fields = {{"transaction.type", "stamp_redeemed"},
                  {"transaction.stamps_delta", -5},
                  {"transaction.staff_name", "Bruno"},
                  {"card.stamp_count", 2},
                  {"card.stamps_redeemed", 5},
                  {"card.total_stamps_earned", 7},
                  {"reward.description", "A coffee"}},
       .rows = counted,
       .prepare = [](AppWorld& app) { app.world.give(app.world.city, app.world.elise.card, 7); },
       .may = "owner manager staff"},
      {.name = "void_transaction",
       .ask = {.method = "POST",
               .path = transactions_path + "/{stamp}/void",
               .who = Who::staff,
               .body = R"({"reason": "wrong card", "pin": "4711"})"},
       .fields = {{"transaction.type", "stamp_earned_voided"},
                  {"transaction.reverses_id", "{stamp}"},
                  {"transaction.stamps_delta", -1},
                  {"transaction.notes", "wrong card"},
                  {"card.stamp_count", 0},
                  {"card.total_stamps_earned", 0},
                  {"card.last_stamp_at", nullptr}},
       .rows = {{"loyalty_transactions", 1}, {"loyalty_cards", 0}},
       .prepare = stamp_elise,
       .may = "owner manager staff"},
  };
}

Scenarios history_scenarios() {
  return {
      {.name = "list_transactions",
       .ask = {.path = transactions_path, .who = Who::staff},
       .fields = {{"items.0.id", "{stamp}"}, {"items.0.staff_name", "Anna"}, {"next_cursor", nullptr}},
       .prepare = stamp_elise,
       .may = "owner manager staff"},
      {.name = "export_transactions",
       .ask = {.path = export_path, .who = Who::manager},
       .prepare = stamp_elise,
       .may = "owner manager"},
  };
}

}  // namespace loyalty::test
