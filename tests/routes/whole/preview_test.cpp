// A preview answers what the operation would answer, asks for no PIN and leaves nothing behind.
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"
#include "routes/routes.hpp"

namespace loyalty::test {
namespace {

bool has_preview(const OperationEntry& entry) {
  SchemaSet set;
  const auto query = entry.query != nullptr ? entry.query(set) : std::vector<FieldSchema>();
  return query.size() == 1 && query.front().name == "preview";
}

std::vector<Scenario> scenarios_with_preview() {
  std::vector<Scenario> found;
  for (const auto& route : all_routes()) {
    if (has_preview(route.entry)) found.push_back(route_scenario(route.entry.name));
  }
  return found;
}

// Without the PIN, for the person who was chosen or for nobody.
Ask preview_of(Ask ask, const char* staff_pin_id = nullptr) {
  auto body = json::parse(ask.body).as_object();
  if (body.erase("pin") > 0 && staff_pin_id != nullptr) body["staff_pin_id"] = staff_pin_id;
  ask.body = json::serialize(body);
  ask.path += "?preview=true";
  return ask;
}

// The answer without what differs each time.
json::object without_ids(const Answer& answer) {
  auto object = answer.json.as_object();
  object.erase("preview");
  for (const char* const row : {"transaction", "stamp_transaction", "linked_transaction"}) {
    if (!object.contains(row)) continue;
    for (const char* const id : {"id", "linked_id"}) object[row].as_object().erase(id);
  }
  return object;
}

TEST(AllRoutes, HaveAPreviewAtTheCounter) {
  std::vector<std::string> names;
  for (const auto& scenario : scenarios_with_preview()) names.push_back(scenario.name);
  EXPECT_EQ(names, (std::vector<std::string>{"add_stamp", "redeem_stamps", "earn_points", "redeem_points",
                                             "adjust_points", "void_transaction"}));
}

class EachPreview : public ::testing::TestWithParam<Scenario> {
 protected:
  void SetUp() override {
    if (GetParam().prepare) GetParam().prepare(app);
  }

  AppWorld app;
};

TEST_P(EachPreview, AnswersWhatTheOperationThenDoes) {
  const auto before = app.contents();
  const bool is_brunos = GetParam().ask.body.find("8246") != std::string::npos;
  const auto preview = app.ask(preview_of(GetParam().ask, is_brunos ? "{bruno}" : "{anna}"));
  EXPECT_EQ(preview.status, 200) << preview.body;
  expect_fields(app, preview, {{"preview", true}});
  expect_fields(app, preview, GetParam().fields);
  expect_rows(before, app.contents(), {});
  const auto real = app.ask(GetParam().ask);
  EXPECT_EQ(real.find("preview"), nullptr);
  EXPECT_EQ(without_ids(preview), without_ids(real));
  expect_rows(before, app.contents(), GetParam().rows);
}

TEST_P(EachPreview, IsTheRealOneWhenItIsFalse) {
  auto ask = GetParam().ask;
  ask.path += "?preview=false";
  const auto before = app.contents();
  EXPECT_EQ(app.ask(ask).find("preview"), nullptr);
  expect_rows(before, app.contents(), GetParam().rows);
}

TEST_P(EachPreview, HasNothingToDoWithKeys) {
  auto real = GetParam().ask;
  real.headers.emplace_back("idempotency-key", "key-1");
  const auto preview = preview_of(real);
  const auto before = app.contents();
  EXPECT_EQ(app.ask(preview).status, 200);
  expect_rows(before, app.contents(), {});
  const auto first = app.ask(real);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.header("idempotent-replayed"), "");
  const auto after = app.contents();
  // Now it would be another operation, whatever its outcome; the kept answer is not it.
  const auto again = app.ask(preview);
  EXPECT_NE(again.body, first.body);
  EXPECT_EQ(again.header("idempotent-replayed"), "");
  expect_rows(after, app.contents(), {});
  EXPECT_EQ(app.ask(real).body, first.body);
}

TEST_P(EachPreview, NeitherAsksForAPinNorCountsOne) {
  const auto before = app.contents();
  EXPECT_EQ(app.ask(preview_of(GetParam().ask)).status, 200);
  if (GetParam().name != "adjust_points") {
    auto ask = preview_of(GetParam().ask);
    auto body = json::parse(ask.body).as_object();
    body["pin"] = "9999";
    ask.body = json::serialize(body);
    for (int i = 0; i < 6; ++i) EXPECT_EQ(app.ask(ask).status, 200);
  }
  expect_rows(before, app.contents(), {});
  EXPECT_EQ(app.ask(GetParam().ask).status, 200);
}

TEST_P(EachPreview, RefusesAsTheOperationWould) {
  const auto expect_same = [&](const std::string& code) {
    const auto before = app.contents();
    const auto preview = app.ask(preview_of(GetParam().ask));
    EXPECT_EQ(preview.code, code) << preview.body;
    expect_rows(before, app.contents(), {});
    EXPECT_EQ(app.ask(GetParam().ask).body, preview.body);
  };
  if (GetParam().name == "void_transaction") {
    EXPECT_EQ(app.ask(GetParam().ask).status, 200);
    return expect_same("already_voided");
  }
  app.world.change(app.world.city, [](Program& program) { program.is_active = false; });
  expect_same("program_inactive");
  EXPECT_EQ(app.ask(route_scenario("change_card").ask).status, 200);
  expect_same("card_inactive");
}

TEST_P(EachPreview, IsForTheSameCallers) {
  auto ask = preview_of(GetParam().ask);
  ask.who = Who::nobody;
  EXPECT_EQ(app.ask(ask).code, "unauthenticated");
  ask.who = Who::stranger;
  EXPECT_EQ(app.ask(ask).status, 404);
  ask.who = Who::staff;
  EXPECT_EQ(app.ask(ask).status, GetParam().name == "adjust_points" ? 403 : 200);
}

INSTANTIATE_TEST_SUITE_P(Routes, EachPreview, ::testing::ValuesIn(scenarios_with_preview()),
                         [](const auto& line) { return test_name(line.param.name); });

TEST(PreviewOfAVoid, KnowsWhoseOperationItIsWhenSomebodyIsChosen) {
  AppWorld app;
  stamp_elise(app);
  const auto real = route_scenario("void_transaction").ask;
  EXPECT_EQ(app.ask(preview_of(real, "{bruno}")).code, "not_voidable");
  expect_fields(app, app.ask(preview_of(real, "{anna}")), {{"transaction.staff_name", "Anna"}});
  // Whoever is not of this vendor, or switched off, is nobody.
  app.world.open_program(app.world.park);
  app.call("dora", std::to_string(to_integer(app.world.hire(app.world.park, "Dora", "6402").id)));
  const auto switched_off = app.ask({.method = "PATCH",
                                     .path = pins_path + "/{anna}",
                                     .who = Who::manager,
                                     .body = R"({"is_active": false})"});
  EXPECT_EQ(switched_off.status, 200);
  for (const char* const stranger : {"{chloe}", "{dora}", "{anna}", "1"}) {
    const auto answer = app.ask(preview_of(real, stranger));
    EXPECT_EQ(answer.status, 200) << answer.body;
    expect_fields(app, answer, {{"transaction.staff_pin_id", nullptr}, {"transaction.staff_name", nullptr}});
  }
  app.world.pass(std::chrono::minutes(11));
  EXPECT_EQ(app.ask(preview_of(real)).code, "not_voidable");
}

TEST(PreviewOfPoints, ShowsBothRowsAndLeavesTheReceiptFree) {
  AppWorld app;
  open_points(app);
  auto ask = ask_points(R"("purchase_amount_cents": 1000, "purchase_reference": "R-17", "stamps": 2)");
  const auto before = app.contents();
  const auto preview = app.ask(preview_of(ask, "{anna}"));
  expect_fields(app, preview,
                {{"points_earned", 15},
                 {"card.points_balance", 15},
                 {"card.stamp_count", 2},
                 {"stamp_transaction.stamps_delta", 2}});
  expect_rows(before, app.contents(), {});
  EXPECT_EQ(without_ids(app.ask(ask)), without_ids(preview));
}

TEST(PreviewOfPoints, LeavesWhatHasExpiredToTheSweep) {
  AppWorld app;
  open_points(app);
  earn(app, R"("purchase_amount_cents": 2000)");
  app.world.pass(std::chrono::days(11));
  const auto before = app.contents();
  const auto answer = app.ask(preview_of(ask_points(R"("reward_id": "{tea}")", points_redeem_path)));
  expect_fields(app, answer, {{"code", "not_enough_points"}, {"points_missing", 15}});
  expect_rows(before, app.contents(), {});
}

}  // namespace
}  // namespace loyalty::test
