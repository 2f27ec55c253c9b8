// The vendor's program: what is refused, what is kept, what the counter is told; and all programs.
#include <set>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

Scenario refused_new(std::string name, std::string members, const char* field) {
  return {.name = std::move(name),
          .ask = {"POST",
                  program_path,
                  Who::owner,
                  R"({"card_name": "x", )" + members + "}",
                  {{"x-vendor-code", "PARK"}}},
          .status = 422,
          .fields = {{"errors.0.field", field}}};
}

Scenario refused_change(std::string name, std::string body, const char* field) {
  return {.name = std::move(name),
          .ask = {"PATCH", program_path, Who::manager, std::move(body)},
          .status = 422,
          .fields = {{"errors.0.field", field}}};
}

Scenarios program_lines() {
  return {
      refused_new("stamps without a target", R"("loyalty_type": "stamps")", "stamps_target"),
      refused_new("hybrid without points", R"("loyalty_type": "hybrid", "stamps_target": 5)",
                  "points_per_euro"),
      refused_new("points without points", R"("loyalty_type": "points")", "points_per_euro"),
      refused_new("a target of one", R"("loyalty_type": "stamps", "stamps_target": 1)", "stamps_target"),
      refused_new("a target of 101", R"("loyalty_type": "stamps", "stamps_target": 101)", "stamps_target"),
      refused_new("four decimals", R"("loyalty_type": "points", "points_per_euro": 1.2345)",
                  "points_per_euro"),
      refused_new("no points at all", R"("loyalty_type": "points", "points_per_euro": 0)", "points_per_euro"),
      refused_new("a welcome beyond the target",
                  R"("loyalty_type": "stamps", "stamps_target": 5, "welcome_bonus_stamps": 6)",
                  "welcome_bonus_stamps"),
      refused_new("a reward with an id of its own",
                  R"("loyalty_type": "points", "points_per_euro": 1,)"
                  R"( "points_rewards": [{"id": "77", "name": "Tea", "points": 5}])",
                  "points_rewards[0].id"),
      refused_change("a cooldown of more than a day", R"({"cooldown_minutes": 1441})", "cooldown_minutes"),
      refused_change("no stamp a day", R"({"max_daily_stamps": 0})", "max_daily_stamps"),
      refused_change("a day that begins at 24", R"({"business_day_starts_at": "24:00"})",
                     "business_day_starts_at"),
      refused_change("a colour by name", R"({"card_color": "red"})", "card_color"),
      refused_change("a logo without https", R"({"logo_url": "http://x.example/a.png"})", "logo_url"),
      refused_change("the target taken away", R"({"stamps_target": null})", "stamps_target"),
      refused_change("points without a rate", R"({"loyalty_type": "points"})", "points_per_euro"),
      {.name = "a second program",
       .ask = {"POST", program_path, Who::manager,
               R"({"loyalty_type": "stamps", "card_name": "x", "stamps_target": 5})"},
       .status = 409,
       .fields = {{"code", "program_exists"}}},
      {.name = "no program to see",
       .ask = {"GET", program_path, Who::staff, "", {{"x-vendor-code", "PARK"}}},
       .status = 404,
       .fields = {{"code", "program_not_found"}}},
      {.name = "no program to change",
       .ask = {"PATCH", program_path, Who::manager, "{}", {{"x-vendor-code", "PARK"}}},
       .status = 404,
       .fields = {{"code", "program_not_found"}}},
      {.name = "no program to switch off",
       .ask = {"DELETE", program_path, Who::manager, "", {{"x-vendor-code", "PARK"}}},
       .status = 404,
       .fields = {{"code", "program_not_found"}}},
      {.name = "a terminal without a program",
       .ask = {"GET", "/api/v1/vendor/loyalty/terminal", Who::staff, "", {{"x-vendor-code", "PARK"}}},
       .fields = {{"vendor.code", "PARK"}, {"program", nullptr}, {"limits", nullptr}}},
  };
}

class Program : public ::testing::TestWithParam<Scenario> {};
TEST_P(Program, KeepsItsRules) { run_scenario(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Forms, Program, ::testing::ValuesIn(program_lines()),
                         [](const auto& line) { return test_name(line.param.name); });

TEST(CreateProgram, FillsInTheDefaults) {
  AppWorld app;
  const auto answer =
      app.ask({.method = "POST",
               .path = program_path,
               .who = Who::owner,
               .body = R"({"loyalty_type": "points", "card_name": "Points", "points_per_euro": 0.125})",
               .headers = {{"x-vendor-code", "PARK"}}});
  EXPECT_EQ(answer.status, 201) << answer.body;
  expect_fields(app, answer,
                {{"points_per_euro", 0.125},
                 {"stamps_target", nullptr},
                 {"points_rewards", json::array()},
                 {"minimum_purchase_cents", 0},
                 {"welcome_bonus_stamps", 0},
                 {"points_expire_after_days", nullptr},
                 {"allow_negative_points", true},
                 {"cooldown_minutes", 15},
                 {"max_daily_stamps", 5},
                 {"require_staff_pin", true},
                 {"business_day_starts_at", "00:00"},
                 {"google_issuer_id", nullptr},
                 {"apple_pass_type_id", nullptr},
                 {"terms_text", nullptr},
                 {"is_active", true}});
  const auto seen =
      app.ask({.path = program_path, .who = Who::staff, .headers = {{"x-vendor-code", "PARK"}}});
  EXPECT_EQ(seen.body, answer.body);
}

TEST(CreateProgram, IsRunAtOnceByWhoeverIsSignedIn) {
  AppWorld app;
  const Headers at_park{{"x-vendor-code", "PARK"}};
  const Ask list{.path = "/api/v1/vendor/loyalty/cards", .who = Who::staff, .headers = at_park};
  EXPECT_EQ(app.ask(list).texts("items", "id").size(), 0U) << "it is remembered that there is no program";
  const auto made = app.ask({.method = "POST",
                             .path = program_path,
                             .who = Who::owner,
                             .body = R"({"loyalty_type": "stamps", "card_name": "Tea", "stamps_target": 5})",
                             .headers = at_park});
  ASSERT_EQ(made.status, 201) << made.body;
  const auto joined =
      app.ask({.method = "POST",
               .path = "/api/v1/vendor/loyalty/cards",
               .who = Who::staff,
               .body = R"({"first_name": "Nora", "email": "nora@example.org", "terms_accepted": true})",
               .headers = at_park});
  ASSERT_EQ(joined.status, 201) << joined.body;
  EXPECT_EQ(app.ask(list).texts("items", "id"), std::vector{joined.text("card.id")});
}

TEST(ChangeProgram, KeepsRewardsByTheirIds) {
  AppWorld app;
  const auto first = app.ask({.path = program_path, .who = Who::stranger});
  app.call("croissant", first.text("points_rewards.0.id"));
  const auto changed = app.ask({.method = "PATCH",
                                .path = program_path,
                                .who = Who::stranger,
                                .body = R"({"points_rewards": [{"name": "Bun", "points": 5},)"
                                        R"( {"id": "{croissant}", "name": "Croissant", "points": 25}]})"});
  EXPECT_EQ(changed.status, 200) << changed.body;
  expect_fields(app, changed,
                {{"points_rewards.0.id", something},
                 {"points_rewards.0.name", "Bun"},
                 {"points_rewards.1.id", "{croissant}"}});
  EXPECT_NE(changed.text("points_rewards.0.id"), app.fill("{croissant}"));
  const auto repeated =
      app.ask({.method = "PATCH",
               .path = program_path,
               .who = Who::stranger,
               .body = R"({"points_rewards": [{"id": "{croissant}", "name": "A", "points": 5},)"
                       R"( {"id": "{croissant}", "name": "B", "points": 25}]})"});
  EXPECT_EQ(repeated.status, 422);
  EXPECT_EQ(repeated.texts("errors", "field").size(), 2U);
}

TEST(ChangeProgram, LeavesRedemptionsAsTheyWere) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 10000)");
  const auto redeem = ask_points(R"("reward_id": "{tea}")", points_redeem_path);
  EXPECT_EQ(app.ask(redeem).status, 200);
  const auto change = [&](const std::string& rewards) {
    return app.ask({.method = "PATCH",
                    .path = program_path,
                    .who = Who::manager,
                    .body = R"({"points_rewards": [)" + rewards + "]}"});
  };
  const auto renamed = change(R"({"name": "Bun", "points": 5},)"
                              R"( {"id": "{tea}", "name": "Green tea", "points": 20, "cost_cents": 95})");
  expect_fields(app, renamed,
                {{"points_rewards.0.cost_cents", nullptr},
                 {"points_rewards.1.id", "{tea}"},
                 {"points_rewards.1.name", "Green tea"},
                 {"points_rewards.1.cost_cents", 95}});
  expect_fields(app, app.ask(redeem),
                {{"reward.id", "{tea}"}, {"reward.name", "Green tea"}, {"reward.points", 20}});
  EXPECT_EQ(change(R"({"name": "Bun", "points": 5})").status, 200);
  EXPECT_EQ(app.ask(redeem).code, "reward_not_found");
  expect_fields(app, app.ask({.path = transactions_path + "?type=points_redeemed", .who = Who::staff}),
                {{"items.0.reward_id", "{tea}"},
                 {"items.0.reward", "Green tea"},
                 {"items.0.points_delta", -20},
                 {"items.1.reward_id", "{tea}"},
                 {"items.1.reward", "Tea"},
                 {"items.1.points_delta", -15}});
}

TEST(ChangeProgram, TellsThatAnotherExpiryIsForNewPointsOnly) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 1000)");
  const auto change = [&](const std::string& body, const char* language = "en") {
    return app.ask({.method = "PATCH",
                    .path = program_path,
                    .who = Who::manager,
                    .body = body,
                    .headers = {{"accept-language", language}}});
  };
  expect_fields(app, change(R"({"headline": "x"})"), {{"notices", json::array()}});
  expect_fields(app, change(R"({"points_expire_after_days": 10})"), {{"notices", json::array()}});
  std::set<std::string> messages;
  int days = 20;
  for (const char* const language : {"en", "fr", "de", "lb"}) {
    const auto answer = change(R"({"points_expire_after_days": )" + std::to_string(++days) + "}", language);
    EXPECT_EQ(answer.texts("notices", "code"), std::vector<std::string>{"expiry_touches_new_points_only"});
    messages.insert(answer.text("notices.0.message"));
  }
  EXPECT_EQ(messages.size(), 4U);
  expect_fields(app, change(R"({"points_expire_after_days": null})"),
                {{"notices.0.code", "expiry_touches_new_points_only"}});
  // And so it is.
  expect_fields(app, earn(app, R"("purchase_amount_cents": 1000)"),
                {{"card.points_balance", 30},
                 {"card.points_expiring.points", 15},
                 {"card.points_expiring.expires_at", "2026-11-30T23:00:00.000Z"}});
  EXPECT_EQ(app.ask({.path = program_path, .who = Who::staff}).find("notices"), nullptr);
}

TEST(ViewProgram, ShowsWhatRewardsCostToTheShopAlone) {
  AppWorld app;
  open_points(app);
  const auto changed = app.ask({.method = "PATCH",
                                .path = program_path,
                                .who = Who::manager,
                                .body = R"({"stamps_reward_cost_cents": 4321})"});
  const Fields costs{{"stamps_reward_cost_cents", 4321},
                     {"points_rewards.0.cost_cents", 80},
                     {"points_rewards.1.cost_cents", 200}};
  expect_fields(app, changed, costs);
  expect_fields(app, app.ask({.path = program_path, .who = Who::staff}), costs);
  for (const char* const path : {"/api/v1/loyalty/programs/CITY", "/api/v1/loyalty/cards/{elise.token}"}) {
    const auto answer = app.ask({.path = path});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.find("cost"), std::string::npos) << path;
  }
  expect_fields(app,
                app.ask({.method = "PATCH",
                         .path = program_path,
                         .who = Who::manager,
                         .body = R"({"stamps_reward_cost_cents": null})"}),
                {{"stamps_reward_cost_cents", nullptr}});
}

TEST(DeactivateProgram, StopsTheCounterAndEnrolmentAndKeepsTheHistory) {
  AppWorld app;
  stamp_elise(app);
  EXPECT_EQ(app.ask({.method = "DELETE", .path = program_path, .who = Who::owner}).status, 204);
  EXPECT_EQ(app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})")).code, "program_inactive");
  EXPECT_EQ(app.ask(route_scenario("enrol_at_counter").ask).code, "program_inactive");
  auto enrol = route_scenario("enrol_customer").ask;
  enrol.path = "/api/v1/loyalty/enroll/CITY";
  const auto refused = app.ask(enrol);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code, "program_inactive");
  expect_fields(app, app.ask({.path = program_path, .who = Who::staff}), {{"is_active", false}});
  expect_fields(app, app.ask({.path = transactions_path, .who = Who::staff}), {{"items.0.id", "{stamp}"}});
  EXPECT_EQ(
      app.ask({.method = "PATCH", .path = program_path, .who = Who::owner, .body = R"({"is_active": true})"})
          .status,
      200);
  EXPECT_EQ(app.ask(route_scenario("enrol_at_counter").ask).status, 201);
}

TEST(ListPrograms, CountsTheCardsOfEach) {
  AppWorld app;
  EXPECT_EQ(app.ask(route_scenario("change_card").ask).status, 200);
  expect_fields(app, app.ask({.path = "/api/v1/admin/loyalty/programs", .who = Who::admin}),
                {{"items.0.vendor_code", "BAKERY"},
                 {"items.0.cards_total", 1},
                 {"items.1.cards_total", 2},
                 {"items.1.cards_active", 1}});
}

}  // namespace
}  // namespace loyalty::test
