// Staff PINs: which are refused, what is never shown, what is left of one that is removed.
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

Scenario refused_pin(std::string name, std::string pin) {
  return {.name = std::move(name),
          .ask = {"POST", pins_path, Who::manager, R"({"name": "Carla", "pin": ")" + pin + "\"}"},
          .status = 422,
          .fields = {{"code", "pin_not_allowed"}}};
}

Scenarios pin_lines() {
  return {
      refused_pin("all digits the same", "7777"),
      refused_pin("digits in a row", "1234"),
      refused_pin("digits in a row backwards", "9876"),
      refused_pin("a pair that repeats", "4545"),
      refused_pin("somebody has it", "4711"),
      {.name = "another ones PIN",
       .ask = {"PATCH", pins_path + "/{bruno}", Who::manager, R"({"pin": "4711"})"},
       .status = 422,
       .fields = {{"code", "pin_not_allowed"}}},
      {.name = "a trivial PIN instead",
       .ask = {"PATCH", pins_path + "/{bruno}", Who::manager, R"({"pin": "0000"})"},
       .status = 422,
       .fields = {{"code", "pin_not_allowed"}}},
      {.name = "a PIN without a program",
       .ask = {"POST",
               pins_path,
               Who::manager,
               R"({"name": "Carla", "pin": "5309"})",
               {{"x-vendor-code", "PARK"}}},
       .status = 404,
       .fields = {{"code", "program_not_found"}}},
      {.name = "a check without a program",
       .ask = {"POST", check_path, Who::staff, R"({"pin": "4711"})", {{"x-vendor-code", "PARK"}}},
       .status = 404,
       .fields = {{"code", "program_not_found"}}},
      {.name = "a PIN of letters",
       .ask = {"POST", pins_path, Who::manager, R"({"name": "Carla", "pin": "47a1"})"},
       .status = 422,
       .fields = {{"errors.0.field", "pin"}}},
      {.name = "the PIN that another shop uses",
       .ask = {"POST", pins_path, Who::manager, R"({"name": "Carla", "pin": "5937"})"},
       .status = 201,
       .rows = {{"staff_pins", 1}}},
  };
}

class Pins : public ::testing::TestWithParam<Scenario> {};
TEST_P(Pins, KeepsItsRules) { run_scenario(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Forms, Pins, ::testing::ValuesIn(pin_lines()),
                         [](const auto& line) { return test_name(line.param.name); });

TEST(ListPins, NeverShowsWhatIsSecret) {
  AppWorld app;
  type_wrong_pins(app, 2, "{anna}");
  EXPECT_EQ(app.ask(route_scenario("check_pin").ask).status, 200);
  for (const auto& path : {pins_path, std::string("/api/v1/vendor/loyalty/terminal")}) {
    const auto answer = app.ask({.path = path, .who = Who::manager});
    for (const char* const secret : {"$2", "hash", "digest", "4711", "8246", "version\":1,\"pin"}) {
      EXPECT_EQ(answer.body.find(secret), std::string::npos) << secret;
    }
  }
  expect_fields(app, app.ask({.path = pins_path, .who = Who::manager}),
                {{"items.1.last_used_at", "2026-11-20T10:00:00.000Z"}, {"items.1.failed_attempts", 0}});
}

TEST(RemovePin, FreesTheDigitsAndKeepsTheNameInTheHistory) {
  AppWorld app;
  stamp_elise(app);
  EXPECT_EQ(app.ask({.method = "DELETE", .path = pins_path + "/{anna}", .who = Who::manager}).status, 204);
  EXPECT_EQ(app.ask({.method = "DELETE", .path = pins_path + "/{anna}", .who = Who::manager}).code,
            "pin_not_found");
  expect_fields(app, app.ask({.path = transactions_path, .who = Who::staff}),
                {{"items.0.staff_name", "Anna"}});
  EXPECT_EQ(app.ask({.path = pins_path, .who = Who::manager}).texts("items", "name"),
            std::vector<std::string>{"Bruno"});
  EXPECT_EQ(app.ask({.method = "POST",
                     .path = pins_path,
                     .who = Who::manager,
                     .body = R"({"name": "Carla", "pin": "4711"})"})
                .status,
            201);
  const auto stamped = app.ask(ask_stamp(Who::staff, R"({"card": "{jean}", "pin": "4711"})"));
  EXPECT_EQ(stamped.text("transaction.staff_name"), "Carla") << stamped.body;
}

}  // namespace
}  // namespace loyalty::test
