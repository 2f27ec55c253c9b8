// Points at the counter: what is given, what is refused and with which words, and what is left behind.
#include <set>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

using std::chrono::hours;

Ask purchase_of(std::int64_t cents, const std::string& more = "") {
  return ask_points(R"("purchase_amount_cents": )" + std::to_string(cents) + more);
}

Ask redeem_reward(const std::string& reward) {
  return ask_points(R"("reward_id": ")" + reward + "\"", points_redeem_path);
}

Ask adjust_by(std::int64_t delta) {
  return {.method = "POST",
          .path = points_adjust_path,
          .who = Who::manager,
          .body = R"({"card": "{elise}", "points_delta": )" + std::to_string(delta) + R"(, "reason": "x"})"};
}

void change_city(AppWorld& app, const std::function<void(Program&)>& change) {
  app.world.change(app.world.city, change);
}

TEST(EarnPoints, RoundsDownToWholePoints) {
  AppWorld app;
  open_points(app);
  std::int64_t balance = 0;
  for (const auto& [cents, points] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {1, 0}, {66, 0}, {67, 1}, {100, 1}, {133, 1}, {134, 2}, {100'000'000, 1'500'000}}) {
    balance += points;
    const auto answer = app.ask(purchase_of(cents));
    EXPECT_EQ(answer.status, 200) << answer.body;
    expect_fields(app, answer, {{"points_earned", points}, {"card.points_balance", balance}});
    EXPECT_EQ(answer.find("stamp_transaction"), nullptr);
  }
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(EarnPoints, GivesStampsAlong) {
  AppWorld app;
  open_points(app);
  const auto before = app.contents();
  const auto answer = earn(app, R"("purchase_amount_cents": 1000, "stamps": 2)");
  expect_fields(app, answer,
                {{"transaction.type", "points_earned"},
                 {"transaction.points_delta", 15},
                 {"transaction.stamps_delta", 0},
                 {"transaction.stamps_after", 2},
                 {"transaction.linked_id", "{stamped}"},
                 {"stamp_transaction.type", "stamp_earned"},
                 {"stamp_transaction.stamps_delta", 2},
                 {"stamp_transaction.staff_name", "Anna"},
                 {"stamp_transaction.linked_id", "{earned}"},
                 {"card.stamp_count", 2},
                 {"card.points_balance", 15},
                 {"points_earned", 15}});
  expect_rows(before, app.contents(),
              {{"loyalty_transactions", 2}, {"loyalty_cards", 0}, {"staff_pins", 0}, {"point_lots", 1}});
  expect_fields(app, app.ask({.path = transactions_path, .who = Who::staff}),
                {{"items.0.id", "{earned}"}, {"items.1.id", "{stamped}"}, {"items.1.linked_id", "{earned}"}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(EarnPoints, GivesNothingWhenTheStampsAreRefused) {
  AppWorld app;
  open_points(app);
  const std::string receipt = R"(, "purchase_reference": "R-17")";
  const auto before = app.contents();
  expect_refusal(app, purchase_of(1000, R"(, "stamps": 6)" + receipt), 409, "daily_limit_reached",
                 {{"limit", 5}});
  expect_rows(before, app.contents(), {{"staff_pins", 0}});
  earn(app, R"("purchase_amount_cents": 1000, "stamps": 1)");
  const auto after = app.contents();
  expect_refusal(app, purchase_of(1000, R"(, "stamps": 1)" + receipt), 409, "cooldown_active",
                 {{"retry_at", "2026-11-20T10:15:00.000Z"}});
  expect_rows(after, app.contents(), {});
  // Points alone know neither a waiting time nor a daily limit.
  EXPECT_EQ(app.ask(purchase_of(1000, receipt)).status, 200);
}

TEST(EarnPoints, SaysWhatTheCardDoesNotHave) {
  AppWorld app;
  open_points(app);
  change_city(app, [](Program& program) { program.loyalty_type = LoyaltyType::stamps; });
  EXPECT_EQ(app.ask(purchase_of(100)).text("detail"), "This card has no points.");
  EXPECT_EQ(app.ask(redeem_reward("{tea}")).text("detail"), "This card has no points.");
  EXPECT_EQ(app.ask(adjust_by(5)).text("detail"), "This card has no points.");
  change_city(app, [](Program& program) { program.loyalty_type = LoyaltyType::points; });
  EXPECT_EQ(app.ask(purchase_of(100, R"(, "stamps": 1)")).text("detail"),
            "This card has no stamps and points.");
}

TEST(EarnPoints, RefusesAPurchaseBelowTheMinimum) {
  AppWorld app;
  open_points(app);
  change_city(app, [](Program& program) { program.minimum_purchase_cents = 500; });
  const auto english = expect_refusal(app, purchase_of(499), 409, "purchase_below_minimum", {{"limit", 500}});
  EXPECT_EQ(english.text("detail"), "Points start at €5.00.");
  EXPECT_EQ(app.ask(purchase_of(500)).status, 200);
}

TEST(EarnPoints, RefusesAReceiptASecondTime) {
  AppWorld app;
  open_points(app);
  const std::string receipt = R"(, "purchase_reference": "R-17")";
  earn(app, R"("purchase_amount_cents": 1000)" + receipt);
  const auto before = app.contents();
  expect_refusal(app, purchase_of(2000, receipt), 409, "purchase_already_recorded",
                 {{"transaction_id", "{earned}"}});
  auto for_jean = purchase_of(1000, receipt);
  for_jean.body.replace(for_jean.body.find("{elise}"), 7, "{jean}");
  expect_refusal(app, for_jean, 409, "purchase_already_recorded", {{"transaction_id", "{earned}"}});
  expect_rows(before, app.contents(), {});
  // Another vendor's receipts are its own.
  const auto elsewhere =
      app.ask({.method = "POST",
               .path = points_path,
               .who = Who::stranger,
               .body = R"({"card": "{zoe}", "pin": "5937", "purchase_amount_cents": 1000)" + receipt + "}"});
  EXPECT_EQ(elsewhere.status, 200) << elsewhere.body;
}

TEST(EarnPoints, RefusesMoreThanACardHolds) {
  AppWorld app;
  open_points(app);
  change_city(app, [](Program& program) { program.points_per_euro = {10'000'000}; });
  for (int i = 0; i < 100; ++i) EXPECT_EQ(app.ask(purchase_of(100'000'000)).status, 200);
  const Fields limit{{"limit", 1'000'000'000'000}};
  expect_refusal(app, purchase_of(100), 409, "points_limit_reached", limit);
  expect_refusal(app, adjust_by(1), 409, "points_limit_reached", limit);
  EXPECT_EQ(app.ask(adjust_by(-1)).status, 200);
  EXPECT_EQ(app.ask(adjust_by(1)).status, 200);
}

TEST(RedeemPoints, RefusesWhatIsNotOnOffer) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 10000)");
  const auto theirs = app.ask({.path = program_path, .who = Who::stranger});
  app.call("croissant", theirs.text("points_rewards.0.id"));
  const auto before = app.contents();
  for (const char* const reward : {"1", "9223372036854775807", "{cake}", "{croissant}"}) {
    expect_refusal(app, redeem_reward(reward), 404, "reward_not_found");
  }
  expect_rows(before, app.contents(), {});
}

TEST(RedeemPoints, RefusesWhatTheCardCannotPay) {
  AppWorld app;
  open_points(app);
  const auto english =
      expect_refusal(app, redeem_reward("{tea}"), 409, "not_enough_points", {{"points_missing", 15}});
  EXPECT_EQ(english.text("detail"), "Not yet. 15 points missing.");
  earn(app, R"("purchase_amount_cents": 934)");
  expect_refusal(app, redeem_reward("{tea}"), 409, "not_enough_points", {{"points_missing", 1}});
  EXPECT_EQ(app.ask(adjust_by(1)).status, 200);
  expect_fields(app, app.ask(redeem_reward("{tea}")), {{"card.points_balance", 0}});
  expect_refusal(app, redeem_reward("{tea}"), 409, "not_enough_points", {{"points_missing", 15}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(RedeemPoints, SpendsNothingThatHasExpired) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 2000)");
  app.world.pass(hours(24 * 10 + 13));
  const auto before = app.contents();
  EXPECT_EQ(app.ask(redeem_reward("{tea}")).code, "not_enough_points");
  // The refusal stays, and so does what it found out.
  expect_rows(before, app.contents(),
              {{"loyalty_transactions", 1},
               {"loyalty_cards", 0},
               {"staff_pins", 0},
               {"point_lots", 0},
               {"point_allocations", 1}});
  expect_fields(app, app.ask({.path = transactions_path, .who = Who::staff}),
                {{"items.0.type", "points_expired"}, {"items.0.points_delta", -30}});
}

TEST(AdjustPoints, RefusesInTheCountersOrder) {
  AppWorld app;
  open_points(app);
  change_city(app, [](Program& program) {
    program.is_active = false;
    program.loyalty_type = LoyaltyType::stamps;
    program.allow_negative_points = false;
  });
  const auto set_status = [&](const std::string& status) {
    const auto answer = app.ask({.method = "PATCH",
                                 .path = cards_path + "/{elise}",
                                 .who = Who::manager,
                                 .body = R"({"status": ")" + status + "\"}"});
    EXPECT_EQ(answer.status, 200);
  };
  set_status("blocked");
  const auto adjust = adjust_by(-1);
  for (const char* const code : {"no such card", "{zoe}"}) {
    auto elsewhere = adjust;
    elsewhere.body.replace(elsewhere.body.find("{elise}"), 7, code);
    expect_refusal(app, elsewhere, 404, "card_not_found");
  }
  expect_refusal(app, adjust, 409, "card_inactive");
  set_status("active");
  expect_refusal(app, adjust, 409, "program_inactive");
  change_city(app, [](Program& program) { program.is_active = true; });
  expect_refusal(app, adjust, 409, "wrong_program_type");
  change_city(app, [](Program& program) { program.loyalty_type = LoyaltyType::points; });
  expect_refusal(app, adjust, 409, "not_enough_points", {{"points_missing", 1}});
  change_city(app, [](Program& program) { program.allow_negative_points = true; });
  expect_fields(app, app.ask(adjust), {{"card.points_balance", -1}, {"card.points_expiring", nullptr}});
  expect_fields(app, app.ask(adjust_by(20)),
                {{"card.points_balance", 19}, {"card.points_expiring.points", 19}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

// Everything that is no amount names its field and says what would be one.
TEST(PointsRequests, NameTheNumberThatIsWrong) {
  struct Number {
    const char* field;
    std::string path;
    Who who;
    std::string body;  // around the number
  };
  const std::string card = R"({"card": "{elise}", )";
  const Number numbers[] = {
      {"purchase_amount_cents", points_path, Who::staff, card + R"("purchase_amount_cents": )"},
      {"stamps", points_path, Who::staff, card + R"("purchase_amount_cents": 100, "stamps": )"},
      {"points_delta", points_adjust_path, Who::manager, card + R"("reason": "x", "points_delta": )"},
  };
  AppWorld app;
  open_points(app);
  const auto before = app.contents();
  for (const auto& [field, path, who, body] : numbers) {
    for (const std::string text : {"0", "-1", "1.5", "100000001", "-100000001", "9223372036854775807",
                                   "99999999999999999999", "-99999999999999999999", "1e300", "\"100\""}) {
      const bool is_fine = (text == "0" && std::string_view(field) == "stamps") ||
                           (text == "-1" && std::string_view(field) == "points_delta");
      if (is_fine) continue;
      SCOPED_TRACE(std::string(field) + ": " + text);
      std::set<std::string> messages;
      for (const char* const language : {"en", "fr", "de", "lb"}) {
        const auto answer = app.ask({.method = "POST",
                                     .path = path,
                                     .who = who,
                                     .body = body + text + "}",
                                     .headers = {{"accept-language", language}}});
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_EQ(answer.texts("errors", "field"), std::vector<std::string>{field});
        messages.insert(answer.text("errors.0.message"));
      }
      EXPECT_EQ(messages.size(), 4U);
    }
  }
  expect_rows(before, app.contents(), {});
  const auto zero = app.ask(adjust_by(0));
  expect_fields(app, zero,
                {{"errors.0.code", "zero"},
                 {"errors.0.message",
                  "0 changes nothing. Say how many points to add, or with a minus how many to take away."}});
}

// Wherever a card is shown: what has expired is not in its balance, swept or not.
TEST(ExpiringPoints, AreShownWithEveryCard) {
  struct Reader {
    std::string place;  // of the card in the answer
    Ask ask;
  };
  const Reader readers[] = {
      {"", {.path = cards_path + "/lookup?code={elise.qr}", .who = Who::staff}},
      {"", {.path = cards_path + "/{elise}", .who = Who::staff}},
      {"items.1.", {.path = cards_path, .who = Who::staff}},
      {"items.0.", {.path = cards_path + "?search=elise", .who = Who::staff}},
      {"",
       {.method = "PATCH",
        .path = cards_path + "/{elise}",
        .who = Who::manager,
        .body = R"({"status": "active"})"}},
      {"card.",
       {.method = "POST",
        .path = cards_path,
        .who = Who::staff,
        .body = R"({"first_name": "Élise", "email": "elise@example.org", "terms_accepted": true})"}},
      {"card.", {.method = "POST", .path = stamp_path, .who = Who::staff, .body = R"({"card": "{elise}"})"}},
      {"", {.path = "/api/v1/loyalty/cards/{elise.token}"}},
  };
  AppWorld app;
  open_points(app);
  change_city(app, [](Program& program) {
    program.require_staff_pin = false;
    program.cooldown_minutes = 0;
  });
  const auto expect_shown = [&](int balance, int points, const char* expires_at) {
    for (const auto& [place, ask] : readers) {
      const auto answer = app.ask(ask);
      EXPECT_EQ(answer.status, 200) << answer.body;
      expect_fields(app, answer, {{place + "points_balance", balance}});
      if (points == 0) {
        expect_fields(app, answer, {{place + "points_expiring", nullptr}});
      } else {
        expect_fields(
            app, answer,
            {{place + "points_expiring.points", points}, {place + "points_expiring.expires_at", expires_at}});
      }
    }
  };
  earn(app, R"("purchase_amount_cents": 2000)");
  app.world.pass(hours(48));
  earn(app, R"("purchase_amount_cents": 1000)");
  constexpr const char* first = "2026-11-30T23:00:00.000Z";
  constexpr const char* second = "2026-12-02T23:00:00.000Z";
  expect_shown(45, 30, first);
  app.world.now = *parse_rfc3339(first) - std::chrono::milliseconds(1);
  expect_shown(45, 30, first);
  app.world.now = *parse_rfc3339(first);
  expect_shown(15, 15, second);
  app.world.now = *parse_rfc3339(second);
  expect_shown(0, 0, "");
}

}  // namespace
}  // namespace loyalty::test
