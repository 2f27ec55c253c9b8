// The same Idempotency-Key and request give the same answer, and the work is done once.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"
#include "routes/routes.hpp"

namespace loyalty::test {
namespace {

Ask with_key(Ask ask, std::string key) {
  ask.headers.emplace_back("idempotency-key", std::move(key));
  return ask;
}

std::vector<Scenario> scenarios_with_keys() {
  std::vector<Scenario> found;
  for (const auto& route : all_routes()) {
    if (route.entry.takes_idempotency_key) found.push_back(route_scenario(route.entry.name));
  }
  return found;
}

// The same operation, asked for something else.
Ask another(const Scenario& scenario) {
  auto ask = scenario.ask;
  if (ask.body.empty()) {
    for (const auto& [name, other] : {std::pair{"{anna}", "{bruno}"}, std::pair{"{elise}", "{jean}"}}) {
      const auto at = ask.path.find(name);
      if (at != std::string::npos) ask.path.replace(at, std::string_view(name).size(), other);
    }
    return ask;
  }
  auto body = json::parse(ask.body).as_object();
  const auto change = [&](const char* field, const char* value) {
    if (body.contains(field)) body[field] = value;
  };
  change("name", "Somebody else");
  change("card_name", "Another card");
  change("first_name", "Somebody else");
  change("reason", "another reason");
  change("pin", "8246");
  ask.body = json::serialize(body);
  return ask;
}

TEST(AllRoutes, TakeAKeyWhereTheyChangeSomethingForAVendorOrEnrol) {
  for (const auto& route : all_routes()) {
    const auto& entry = route.entry;
    const bool should = entry.method == "POST" && (route.needs_vendor() || entry.name == "enrol_customer");
    EXPECT_EQ(entry.takes_idempotency_key, should) << entry.name;
  }
}

class EachPost : public ::testing::TestWithParam<Scenario> {};

TEST_P(EachPost, IsDoneOnceAndAnsweredTwice) {
  const auto& scenario = GetParam();
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto before = app.contents();
  const auto first = app.ask(with_key(scenario.ask, "key-1"));
  EXPECT_EQ(first.status, scenario.status) << first.body;
  EXPECT_EQ(first.header("idempotent-replayed"), "");
  auto changes = scenario.rows;
  changes["idempotency_keys"] = 1;
  const auto after = app.contents();
  expect_rows(before, after, changes);

  app.world.pass(std::chrono::hours(47));
  const auto second = app.ask(with_key(scenario.ask, "key-1"));
  EXPECT_EQ(second.status, first.status);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.content_type, first.content_type);
  EXPECT_EQ(second.header("idempotent-replayed"), "true");
  expect_rows(after, app.contents(), {});
}

TEST_P(EachPost, RefusesTheKeyForAnotherRequest) {
  const auto& scenario = GetParam();
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  ASSERT_EQ(app.ask(with_key(scenario.ask, "key-1")).status, scenario.status);
  const auto before = app.contents();
  const auto answer = app.ask(with_key(another(scenario), "key-1"));
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(answer.code, "idempotency_key_reused");
  EXPECT_EQ(answer.header("idempotent-replayed"), "");
  expect_rows(before, app.contents(), {});
  EXPECT_EQ(app.ask(with_key(scenario.ask, "key-1")).header("idempotent-replayed"), "true");
}

TEST_P(EachPost, RefusesAKeyThatIsNone) {
  const auto& scenario = GetParam();
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto before = app.contents();
  for (const auto& key : {std::string(), std::string(256, 'k'), std::string("a\x01z"), std::string("a\x7Fz"),
                          std::string("a\tz"), std::string("\xFF\xFE")}) {
    const auto answer = app.ask(with_key(scenario.ask, key));
    EXPECT_EQ(answer.status, 422) << key;
    EXPECT_EQ(answer.text("errors.0.field"), "Idempotency-Key") << answer.body;
  }
  expect_rows(before, app.contents(), {});
  EXPECT_EQ(app.ask(with_key(scenario.ask, std::string(255, 'k'))).status, scenario.status);
}

INSTANTIATE_TEST_SUITE_P(Routes, EachPost, ::testing::ValuesIn(scenarios_with_keys()),
                         [](const auto& line) { return test_name(line.param.name); });

TEST(WriteOnce, KeepsRefusalsToo) {
  const std::vector<std::pair<const char*, Ask>> refused{
      {"pin_invalid", ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "9999"})")},
      {"pin_required", ask_stamp(Who::staff, R"({"card": "{elise}"})")},
      {"card_not_found", ask_stamp(Who::staff, R"({"card": "{zoe}", "pin": "4711"})")},
      {"card_not_found", ask_stamp(Who::staff, R"({"card": "???", "pin": "4711"})")},
      {"not_enough_stamps",
       {.method = "POST",
        .path = redeem_path,
        .who = Who::staff,
        .body = R"({"card": "{elise}", "pin": "4711"})"}},
      {"program_exists",
       {.method = "POST",
        .path = program_path,
        .who = Who::owner,
        .body = R"({"loyalty_type": "stamps", "card_name": "x", "stamps_target": 5})"}},
      {"pin_not_allowed",
       {.method = "POST", .path = pins_path, .who = Who::owner, .body = R"({"name": "x", "pin": "4711"})"}},
      {"pin_not_allowed",
       {.method = "POST", .path = pins_path, .who = Who::owner, .body = R"({"name": "x", "pin": "1234"})"}},
      {"pin_not_found", {.method = "POST", .path = pins_path + "/77/unlock", .who = Who::owner}},
      {"pin_not_found", {.method = "POST", .path = pins_path + "/none/unlock", .who = Who::owner}},
      {"transaction_not_found",
       {.method = "POST",
        .path = transactions_path + "/none/void",
        .who = Who::owner,
        .body = R"({"reason": "x", "pin": "4711"})"}},
      {"pin_invalid",
       {.method = "POST", .path = check_path, .who = Who::staff, .body = R"({"pin": "9999"})"}},
  };
  AppWorld app;
  int number = 0;
  for (const auto& [code, ask] : refused) {
    SCOPED_TRACE(code);
    const auto key = "key-" + std::to_string(++number);
    const auto first = app.ask(with_key(ask, key));
    EXPECT_EQ(first.code, code) << first.body;
    const auto before = app.contents();
    const auto second = app.ask(with_key(ask, key));
    EXPECT_EQ(second.status, first.status);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(second.content_type, "application/problem+json");
    EXPECT_EQ(second.header("idempotent-replayed"), "true");
    expect_rows(before, app.contents(), {});
  }
}

TEST(WriteOnce, CountsAWrongPinOnceUnderOneKey) {
  AppWorld app;
  const auto ask = ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "9999"})");
  for (int i = 0; i < 7; ++i) {
    expect_fields(app, app.ask(with_key(ask, "same")), {{"code", "pin_invalid"}, {"attempts_left", 4}});
  }
  expect_fields(app, app.ask(with_key(ask, "other")), {{"attempts_left", 3}});
}

TEST(WriteOnce, TellsVendorsAndEndpointsApart) {
  AppWorld app;
  app.world.open_program(app.world.park);
  auto enrol = with_key(route_scenario("enrol_at_counter").ask, "key-1");
  EXPECT_EQ(app.ask(enrol).status, 201);
  enrol.headers.emplace_back("x-vendor-code", "PARK");
  EXPECT_EQ(app.ask(enrol).status, 201);
  EXPECT_EQ(app.ask(enrol).header("idempotent-replayed"), "true");
  // The same request at another endpoint, and of somebody else at the same one.
  app.world.give(app.world.city, app.world.elise.card, 5);
  app.world.pass(std::chrono::hours(1));
  const std::string body = R"({"card": "{elise}", "pin": "4711"})";
  EXPECT_EQ(app.ask(with_key(ask_stamp(Who::staff, body), "key-1")).code, "daily_limit_reached");
  const Ask redeem{.method = "POST", .path = redeem_path, .who = Who::staff, .body = body};
  EXPECT_EQ(app.ask(with_key(redeem, "key-1")).status, 200);
  auto of_manager = with_key(redeem, "key-1");
  of_manager.who = Who::manager;
  EXPECT_EQ(app.ask(of_manager).header("idempotent-replayed"), "true");
}

TEST(WriteOnce, GoesOnKnowingAKeyWhenTheVendorGetsANewCode) {
  AppWorld app;
  auto stamp = with_key(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"), "key-1");
  EXPECT_EQ(app.ask(stamp).status, 200);
  EXPECT_EQ(app.ask(route_scenario("change_vendor").ask).status, 200);
  stamp.headers.emplace_back("x-vendor-code", "CENTRE");
  EXPECT_EQ(app.ask(stamp).header("idempotent-replayed"), "true");
}

TEST(WriteOnce, ForgetsAKeyAfterTwoDays) {
  AppWorld app;
  const auto stamp = with_key(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"), "key-1");
  EXPECT_EQ(app.ask(stamp).status, 200);
  app.world.pass(std::chrono::hours(48));
  const auto again = app.ask(stamp);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.header("idempotent-replayed"), "");
  expect_fields(app, again, {{"card.stamp_count", 2}});
  EXPECT_EQ(app.ask(stamp).body, again.body);
}

TEST(WriteOnce, KeepsNothingOfAFaultOfOurs) {
  AppWorld app;
  const auto enrol = with_key(route_scenario("enrol_customer").ask, "key-1");
  const auto before = app.contents();
  app.execute("ALTER TABLE card_search_terms RENAME TO hidden_terms");
  auto request = app.make_request(enrol);
  boost::asio::io_context io;
  auto failed = boost::asio::co_spawn(io, app.app().handle(request), boost::asio::use_future);
  io.run();
  EXPECT_EQ(failed.get().status, 500);
  app.execute("ALTER TABLE hidden_terms RENAME TO card_search_terms");
  expect_rows(before, app.contents(), {});
  const auto answer = app.ask(enrol);
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.header("idempotent-replayed"), "");
}

TEST(WriteOnce, DoesItOnceForRequestsAtTheSameTime) {
  AppWorld app;
  const auto stamp = with_key(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"), "key-1");
  const auto answers = app.ask_together(std::vector<Ask>(8, stamp));
  int replayed = 0;
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, answers.front().body);
    if (answer.header("idempotent-replayed") == "true") ++replayed;
  }
  EXPECT_EQ(replayed, 7);
  EXPECT_EQ(app.world.card(app.world.elise.card).stamp_count, 1);
}

}  // namespace
}  // namespace loyalty::test
