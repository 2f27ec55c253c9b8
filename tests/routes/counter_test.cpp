// The counter says no for the first reason that holds, in the contract's order, in words that a cashier
// understands.
#include <regex>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

void change_elise(AppWorld& app, const std::string& status) {
  const auto answer = app.ask({.method = "PATCH",
                               .path = cards_path + "/{elise}",
                               .who = Who::manager,
                               .body = R"({"status": ")" + status + "\"}"});
  EXPECT_EQ(answer.status, 200);
}

struct Operation {
  const char* name;
  std::string path;
  std::string members;  // beside the card and the PIN
  LoyaltyType wrong_type = LoyaltyType::points;
};

class EachOperation : public ::testing::TestWithParam<Operation> {
 protected:
  Ask ask(const std::string& more) const {
    return {.method = "POST",
            .path = GetParam().path,
            .who = Who::staff,
            .body = R"({"card": )" + more + GetParam().members + "}"};
  }
};

// Everything is wrong at first; one thing after the other is put right.
TEST_P(EachOperation, NamesTheFirstReasonThatHolds) {
  AppWorld app;
  auto& world = app.world;
  open_points(app);
  type_wrong_pins(app, 5, "{bruno}");
  world.change(world.city, [](Program& program) {
    program.is_active = false;
    program.loyalty_type = GetParam().wrong_type;
  });
  change_elise(app, "closed");
  const auto before = app.contents();

  expect_refusal(app, ask(R"("no such card")"), 404, "card_not_found");
  expect_refusal(app, ask(R"("{zoe}")"), 404, "card_not_found");
  expect_refusal(app, ask(R"("{elise}")"), 409, "card_inactive");
  expect_rows(before, app.contents(), {});
  change_elise(app, "blocked");
  expect_refusal(app, ask(R"("{elise}")"), 409, "card_inactive");
  change_elise(app, "active");
  expect_refusal(app, ask(R"("{elise}")"), 409, "program_inactive");
  world.change(world.city, [](Program& program) { program.is_active = true; });
  expect_refusal(app, ask(R"("{elise}")"), 409, "wrong_program_type");
  world.change(world.city, [](Program& program) { program.loyalty_type = LoyaltyType::hybrid; });
  expect_refusal(app, ask(R"("{elise}")"), 403, "pin_required");
  expect_refusal(app, ask(R"("{elise}", "staff_pin_id": "{anna}")"), 403, "pin_required");
  expect_refusal(app, ask(R"("{elise}", "pin": "8246", "staff_pin_id": "{bruno}")"), 423, "pin_locked",
                 {{"retry_at", "2026-11-20T10:30:00.000Z"}});
  expect_refusal(app, ask(R"("{elise}", "pin": "8246")"), 423, "pin_locked");
  const auto wrong = app.ask(ask(R"("{elise}", "pin": "0000")"));
  EXPECT_EQ(wrong.status, 403);
  expect_fields(app, wrong, {{"code", "pin_invalid"}, {"attempts_left", 4}});
}

const std::string purchase = R"(, "purchase_amount_cents": 100)";
const std::string purchase_and_stamp = R"(, "purchase_amount_cents": 100, "stamps": 1)";

INSTANTIATE_TEST_SUITE_P(
    Counter, EachOperation,
    ::testing::Values(
        Operation{"AddStamp", stamp_path, ""}, Operation{"RedeemStamps", redeem_path, ""},
        Operation{"EarnPoints", points_path, purchase, LoyaltyType::stamps},
        Operation{"EarnPointsAndStampsOnAPointsCard", points_path, purchase_and_stamp, LoyaltyType::points},
        Operation{"EarnPointsAndStampsOnAStampCard", points_path, purchase_and_stamp, LoyaltyType::stamps},
        Operation{"RedeemPoints", points_redeem_path, R"(, "reward_id": "{tea}")", LoyaltyType::stamps}),
    [](const auto& line) { return std::string(line.param.name); });

Ask right_stamp(const std::string& more = "") {
  return ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711")" + more + "}");
}

TEST(AddStamp, RefusesByTheDayBeforeTheCooldown) {
  AppWorld app;
  EXPECT_EQ(app.ask(right_stamp(R"(, "count": 5)")).status, 200);
  // Midnight in Luxembourg, one hour ahead of UTC.
  expect_refusal(app, right_stamp(), 409, "daily_limit_reached",
                 {{"retry_at", "2026-11-20T23:00:00.000Z"}, {"limit", 5}});
  app.world.pass(hours(13));
  EXPECT_EQ(app.ask(right_stamp()).status, 200);
  const auto english =
      expect_refusal(app, right_stamp(), 409, "cooldown_active", {{"retry_at", "2026-11-20T23:15:00.000Z"}});
  EXPECT_EQ(english.text("detail"), "A little too soon. Next stamp possible at 00:15.");
  app.world.pass(minutes(14));
  expect_refusal(app, right_stamp(), 409, "cooldown_active");
  app.world.pass(minutes(1));
  EXPECT_EQ(app.ask(right_stamp()).status, 200);
}

TEST(AddStamp, RefusesMoreAtOnceThanTheDayHasLeft) {
  AppWorld app;
  expect_refusal(app, right_stamp(R"(, "count": 6)"), 409, "daily_limit_reached");
  EXPECT_EQ(app.ask(right_stamp(R"(, "count": 5)")).status, 200);
}

TEST(AddStamp, GoesOnPastTheTarget) {
  AppWorld app;
  app.world.give(app.world.city, app.world.elise.card, 11);
  app.world.pass(hours(24));
  const auto answer = app.ask(right_stamp());
  expect_fields(app, answer,
                {{"card.stamp_count", 12}, {"rewards_available", 2}, {"card.rewards_available", 2}});
}

TEST(AddStamp, NeedsNoPinWhereTheProgramAsksForNone) {
  AppWorld app;
  app.world.change(app.world.city, [](Program& program) { program.require_staff_pin = false; });
  const auto answer = app.ask(ask_stamp(Who::staff, R"({"card": "{elise}"})"));
  EXPECT_EQ(answer.status, 200);
  expect_fields(app, answer, {{"transaction.staff_pin_id", nullptr}, {"transaction.staff_name", nullptr}});
  EXPECT_EQ(app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "0000"})")).code, "pin_invalid");
}

TEST(AddStamp, TakesEveryCodeThatLookUpTakes) {
  AppWorld app;
  app.world.change(app.world.city, [](Program& program) { program.cooldown_minutes = 0; });
  auto spaced = app.fill("{elise.number}");
  spaced.insert(8, " ").insert(4, " ");
  auto small = app.fill("{elise.qr}");
  for (char& c : small) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  for (const auto& code :
       {std::string("{elise}"), std::string("{elise.number}"), spaced, std::string("{elise.qr}"), small}) {
    const auto escaped = std::regex_replace(code, std::regex(" "), "%20");
    const auto looked_up = app.ask({.path = cards_path + "/lookup?code=" + escaped, .who = Who::staff});
    expect_fields(app, looked_up, {{"id", "{elise}"}});
    const auto stamped = app.ask(ask_stamp(Who::staff, R"({"card": ")" + code + R"(", "pin": "4711"})"));
    EXPECT_EQ(stamped.status, 200) << code << stamped.body;
  }
}

TEST(RedeemStamps, SaysHowManyAreMissing) {
  AppWorld app;
  const Ask redeem{.method = "POST",
                   .path = redeem_path,
                   .who = Who::staff,
                   .body = R"({"card": "{elise}", "pin": "4711"})"};
  expect_refusal(app, redeem, 409, "not_enough_stamps", {{"stamps_missing", 5}});
  app.world.give(app.world.city, app.world.elise.card, 4);
  expect_refusal(app, redeem, 409, "not_enough_stamps", {{"stamps_missing", 1}});
  app.world.give(app.world.city, app.world.elise.card, 1);
  EXPECT_EQ(app.ask(redeem).status, 200);
  expect_refusal(app, redeem, 409, "not_enough_stamps", {{"stamps_missing", 5}});
  EXPECT_EQ(app.world.ledger_fault(app.world.elise.card), "");
}

TEST(CheckPin, LocksTheTerminalAfterFiveWrongOnes) {
  AppWorld app;
  const Ask right{.method = "POST", .path = check_path, .who = Who::staff, .body = R"({"pin": "4711"})"};
  auto wrong = right;
  wrong.body = R"({"pin": "9999"})";
  for (int left = 4; left > 0; --left) {
    expect_fields(app, app.ask(wrong), {{"code", "pin_invalid"}, {"attempts_left", left}});
  }
  expect_fields(app, app.ask(wrong), {{"code", "pin_locked"}, {"retry_at", "2026-11-20T10:30:00.000Z"}});
  expect_refusal(app, right, 423, "pin_locked", {{"retry_at", "2026-11-20T10:30:00.000Z"}});
  // Another terminal, and a person who is chosen first, are not concerned.
  auto of_manager = right;
  of_manager.who = Who::manager;
  EXPECT_EQ(app.ask(of_manager).status, 200);
  auto chosen = right;
  chosen.body = R"({"pin": "4711", "staff_pin_id": "{anna}"})";
  EXPECT_EQ(app.ask(chosen).status, 200);
  app.world.pass(minutes(30) - std::chrono::milliseconds(1));
  EXPECT_EQ(app.ask(right).status, 423);
  app.world.pass(std::chrono::milliseconds(1));
  EXPECT_EQ(app.ask(right).status, 200);
  expect_fields(app, app.ask(wrong), {{"attempts_left", 4}});
}

TEST(CheckPin, LocksThePersonWhoWasChosen) {
  AppWorld app;
  type_wrong_pins(app, 4, "{anna}");
  const auto list = app.ask({.path = pins_path, .who = Who::manager});
  expect_fields(
      app, list,
      {{"items.1.id", "{anna}"}, {"items.1.failed_attempts", 4}, {"items.1.locked_until", nullptr}});
  type_wrong_pins(app, 1, "{anna}");
  const Ask chosen{.method = "POST",
                   .path = check_path,
                   .who = Who::staff,
                   .body = R"({"pin": "4711", "staff_pin_id": "{anna}"})"};
  expect_refusal(app, chosen, 423, "pin_locked", {{"retry_at", "2026-11-20T10:30:00.000Z"}});
  expect_fields(app, app.ask({.path = pins_path, .who = Who::manager}),
                {{"items.1.failed_attempts", 5}, {"items.1.locked_until", "2026-11-20T10:30:00.000Z"}});
  auto bruno = chosen;
  bruno.body = R"({"pin": "8246"})";
  EXPECT_EQ(app.ask(bruno).status, 200);
  EXPECT_EQ(app.ask(route_scenario("unlock_pin").ask).status, 200);
  EXPECT_EQ(app.ask(chosen).status, 200);
}

TEST(CheckPin, IsResetByARightOne) {
  AppWorld app;
  for (const char* const chosen : {"", "{anna}"}) {
    type_wrong_pins(app, 4, chosen);
    const auto member = *chosen == '\0' ? std::string() : R"(, "staff_pin_id": "{anna}")";
    const Ask right{
        .method = "POST", .path = check_path, .who = Who::staff, .body = R"({"pin": "4711")" + member + "}"};
    EXPECT_EQ(app.ask(right).status, 200);
    auto wrong = right;
    wrong.body = R"({"pin": "9999")" + member + "}";
    expect_fields(app, app.ask(wrong), {{"attempts_left", 4}});
    EXPECT_EQ(app.ask(right).status, 200);
  }
}

TEST(AddStamp, CountsAWrongPinThoughNothingIsStamped) {
  AppWorld app;
  const auto before = app.contents();
  const auto answer = app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "9999"})"));
  EXPECT_EQ(answer.code, "pin_invalid");
  expect_rows(before, app.contents(), {{"terminal_lockouts", 1}});
  expect_fields(app, app.ask(ask_stamp(Who::staff, R"({"card": "{jean}", "pin": "9998"})")),
                {{"attempts_left", 3}});
}

TEST(AddStamp, RefusesAPinThatWasChangedOrSwitchedOff) {
  AppWorld app;
  app.world.change(app.world.city, [](Program& program) { program.cooldown_minutes = 0; });
  EXPECT_EQ(app.ask(right_stamp()).status, 200);
  const auto change = [&](const std::string& body) {
    EXPECT_EQ(
        app.ask({.method = "PATCH", .path = pins_path + "/{anna}", .who = Who::manager, .body = body}).status,
        200);
  };
  change(R"({"pin": "5309"})");
  EXPECT_EQ(app.ask(right_stamp()).code, "pin_invalid");
  EXPECT_EQ(app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "5309"})")).status, 200);
  change(R"({"is_active": false})");
  EXPECT_EQ(app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "5309"})")).code, "pin_invalid");
  change(R"({"is_active": true})");
  app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "5309"})"));
  EXPECT_EQ(app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "5309"})")).status, 200);
  EXPECT_EQ(app.ask({.method = "DELETE", .path = pins_path + "/{anna}", .who = Who::manager}).status, 204);
  EXPECT_EQ(app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "5309"})")).code, "pin_invalid");
}

}  // namespace
}  // namespace loyalty::test
