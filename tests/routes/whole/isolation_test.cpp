// One vendor never sees or touches what is another's, whether of another company or of the same.
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

struct Reach {
  const char* method;
  std::string path;
  std::string body;
  const char* code;
};

// City's things, as somebody else would reach for them.
std::vector<Reach> reaches() {
  const std::string card = R"({"card": ")";
  std::vector<Reach> all{
      {"GET", cards_path + "/{elise}", "", "card_not_found"},
      {"PATCH", cards_path + "/{elise}", R"({"status": "closed"})", "card_not_found"},
      {"GET", cards_path + "/{elise}/transactions", "", "card_not_found"},
      {"GET", cards_path + "/{elise}/link", "", "card_not_found"},
      {"POST", cards_path + "/{elise}/link", "", "card_not_found"},
      {"PATCH", pins_path + "/{anna}", R"({"name": "Mine", "is_active": false})", "pin_not_found"},
      {"POST", pins_path + "/{anna}/unlock", "", "pin_not_found"},
      {"DELETE", pins_path + "/{anna}", "", "pin_not_found"},
      {"GET", transactions_path + "/{stamp}", "", "transaction_not_found"},
      {"POST", transactions_path + "/{stamp}/void", R"({"reason": "x", "pin": "4711"})",
       "transaction_not_found"},
      {"POST", transactions_path + "/{stamp}/void", R"({"reason": "x", "pin": "5937"})",
       "transaction_not_found"},
  };
  for (const char* const code : {"{elise}", "{elise.number}", "{elise.qr}"}) {
    all.push_back({"GET", cards_path + "/lookup?code=" + code, "", "card_not_found"});
    all.push_back({"GET", transactions_path + "?card=" + code, "", "card_not_found"});
    all.push_back({"GET", export_path + "?card=" + code, "", "card_not_found"});
    all.push_back({"POST", stamp_path, card + code + R"(", "pin": "4711"})", "card_not_found"});
    all.push_back({"POST", redeem_path, card + code + R"(", "pin": "4711"})", "card_not_found"});
    all.push_back({"POST", points_path, card + code + R"(", "purchase_amount_cents": 100, "pin": "4711"})",
                   "card_not_found"});
    all.push_back({"POST", points_redeem_path, card + code + R"(", "reward_id": "{tea}", "pin": "4711"})",
                   "card_not_found"});
    all.push_back({"POST", points_adjust_path, card + code + R"(", "points_delta": 5, "reason": "x"})",
                   "card_not_found"});
    all.push_back({"POST", points_path + "?preview=true", card + code + R"(", "purchase_amount_cents": 100})",
                   "card_not_found"});
  }
  return all;
}

void expect_out_of_reach(AppWorld& app, Who who, const Headers& headers = {}) {
  const auto before = app.contents();
  for (const auto& reach : reaches()) {
    const auto answer = app.ask(
        {.method = reach.method, .path = reach.path, .who = who, .body = reach.body, .headers = headers});
    EXPECT_EQ(answer.status, 404) << reach.method << " " << reach.path << answer.body;
    EXPECT_EQ(answer.code, reach.code) << reach.method << " " << reach.path;
  }
  expect_rows(before, app.contents(), {});
}

TEST(AnotherCompany, FindsNothingOfOurs) {
  AppWorld app;
  open_points(app);
  stamp_elise(app);
  expect_out_of_reach(app, Who::stranger);
}

TEST(AnotherVendorOfTheCompany, FindsNothingOfOurs) {
  AppWorld app;
  app.world.open_program(app.world.park);
  open_points(app);
  stamp_elise(app);
  expect_out_of_reach(app, Who::neighbour);
  expect_out_of_reach(app, Who::owner, {{"x-vendor-code", "PARK"}});
}

TEST(AVendorWithoutAProgram, FindsNothingOfOurs) {
  AppWorld app;
  open_points(app);
  stamp_elise(app);
  expect_out_of_reach(app, Who::neighbour);
}

TEST(AnotherCompany, SeesNothingOfOursInItsLists) {
  AppWorld app;
  stamp_elise(app);
  for (const auto who : {Who::stranger, Who::neighbour}) {
    for (const auto& path :
         {cards_path, cards_path + "?search=elise", cards_path + "?search=jean", pins_path, transactions_path,
          transactions_path + "?staff_pin_id={anna}", export_path, export_path + "?staff_pin_id={anna}"}) {
      const auto answer = app.ask({.path = path, .who = who});
      EXPECT_EQ(answer.status, 200);
      for (const char* const name : {"elise", "jean", "anna", "bruno", "stamp"}) {
        EXPECT_EQ(answer.body.find(app.fill("{" + std::string(name) + "}")), std::string::npos)
            << path << name;
      }
    }
  }
}

TEST(AnotherCompany, CannotUseOurPeoplesPins) {
  AppWorld app;
  app.world.open_program(app.world.park);
  for (const auto who : {Who::stranger, Who::neighbour}) {
    for (const char* const body : {R"({"pin": "4711"})", R"({"pin": "4711", "staff_pin_id": "{anna}"})"}) {
      const auto answer = app.ask({.method = "POST", .path = check_path, .who = who, .body = body});
      EXPECT_EQ(answer.status, 403);
      EXPECT_EQ(answer.code, "pin_invalid");
    }
  }
  const auto anna = app.ask({.path = pins_path, .who = Who::manager});
  expect_fields(app, anna, {{"items.1.id", "{anna}"}, {"items.1.failed_attempts", 0}});
}

TEST(AnotherCompany, CannotUseOurCursors) {
  AppWorld app;
  const auto ours = app.ask({.path = cards_path + "?limit=1", .who = Who::staff}).text("next_cursor");
  ASSERT_FALSE(ours.empty());
  const auto theirs = app.ask({.path = cards_path + "?cursor=" + ours, .who = Who::stranger});
  EXPECT_EQ(theirs.body.find("Weber"), std::string::npos);
  EXPECT_EQ(theirs.body.find("Müller"), std::string::npos);
}

}  // namespace
}  // namespace loyalty::test
