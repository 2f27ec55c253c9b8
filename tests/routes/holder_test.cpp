// The holder's page that asks whether anything is new, and the customer's own data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"
#include "support/csv.hpp"

namespace loyalty::test {
namespace {

const std::string card_path = "/api/v1/loyalty/cards/{elise.token}";
const std::string data_path = card_path + "/data";

}  // namespace

Scenarios own_data_scenarios() {
  return {
      {.name = "view_own_data",
       .ask = {.path = card_path + "/data"},
       .fields = {{"first_name", "Élise"},
                  {"last_name", "Müller"},
                  {"email", "elise@example.org"},
                  {"phone", "+352621123456"},
                  {"marketing_consent", false},
                  {"marketing_consent_at", nullptr},
                  {"terms_version", 1},
                  {"vendor.code", "CITY"},
                  {"card.card_number", "{elise.number}"},
                  {"card.stamp_count", 1},
                  {"transactions.0.id", "{stamp}"}},
       .prepare = stamp_elise,
       .may = "all"},
      {.name = "change_own_data",
       .ask = {.method = "PATCH",
               .path = card_path + "/data",
               .body = R"({"first_name": " Elsa ", "last_name": null, "email": "Elsa@Example.org",)"
                       R"( "phone": "621 999 888", "birth_date": "1990-05-31", "locale": "de-DE",)"
                       R"( "marketing_consent": true})"},
       .fields = {{"first_name", "Elsa"},
                  {"last_name", nullptr},
                  {"email", "elsa@example.org"},
                  {"phone", "+352621999888"},
                  {"birth_date", "1990-05-31"},
                  {"locale", "de"},
                  {"marketing_consent", true},
                  {"marketing_consent_at", "2026-11-20T10:00:00.000Z"}},
       .rows = {{"customers", 0}, {"loyalty_cards", 0}, {"card_search_terms", -1}},
       .may = "all"},
      {.name = "erase_own_data",
       .ask = {.method = "DELETE", .path = card_path + "/data"},
       .status = 204,
       .rows = {{"customers", 0}, {"loyalty_cards", 0}, {"card_search_terms", -6}},
       .may = "all"},
  };
}

namespace {

class HolderTag : public ::testing::Test {
 protected:
  std::string read_tag() {
    const auto answer = app.ask({.path = card_path});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("cache-control"), "private, no-cache");
    return answer.header("etag");
  }
  // Whether the answer to who knows the tag is "as it was"; it then carries nothing.
  bool is_as_it_was(const std::string& tag) {
    const auto answer = app.ask({.path = card_path, .headers = {{"if-none-match", tag}}});
    EXPECT_EQ(answer.header("etag").empty(), false);
    if (answer.status == 304) EXPECT_EQ(answer.body + answer.content_type, "");
    return answer.status == 304;
  }

  AppWorld app;
};

TEST_F(HolderTag, StaysWhileNothingThatTheHolderSeesChanges) {
  const auto tag = read_tag();
  EXPECT_TRUE(is_as_it_was(tag));
  EXPECT_TRUE(is_as_it_was("\"other\", " + tag));
  EXPECT_TRUE(is_as_it_was("W/" + tag));
  EXPECT_FALSE(is_as_it_was("\"other\""));
  app.world.pass(std::chrono::hours(1));
  EXPECT_TRUE(is_as_it_was(tag));
  ASSERT_TRUE(app.world.stamp(app.world.city, app.world.jean.card));
  EXPECT_TRUE(is_as_it_was(tag)) << "another's stamp";
}

TEST_F(HolderTag, ChangesWithEverythingThatTheHolderSees) {
  open_points(app);
  struct Change {
    const char* name;
    std::function<void(AppWorld&)> make;
  };
  const auto ask = [](Ask asked) { return [asked](AppWorld& world) { world.ask(asked); }; };
  const Change changes[] = {
      {"a stamp", stamp_elise},
      {"a stamp taken back", ask({.method = "POST",
                                  .path = transactions_path + "/{stamp}/void",
                                  .who = Who::manager,
                                  .body = R"({"reason": "x", "pin": "4711"})"})},
      {"points", [](AppWorld& world) { earn(world, R"("purchase_amount_cents": 2000)"); }},
      {"points that expired", [](AppWorld& world) { world.world.pass(std::chrono::hours(24 * 11)); }},
      {"the card's state", ask({.method = "PATCH",
                                .path = cards_path + "/{elise}",
                                .who = Who::manager,
                                .body = R"({"status": "blocked"})"})},
      {"the program", ask({.method = "PATCH",
                           .path = program_path,
                           .who = Who::manager,
                           .body = R"({"card_color": "#112233"})"})},
      {"a reward", ask({.method = "PATCH",
                        .path = program_path,
                        .who = Who::manager,
                        .body = R"({"points_rewards": []})"})},
      {"the shop's name", ask({.method = "PATCH",
                               .path = "/api/v1/admin/vendors/{city}",
                               .who = Who::admin,
                               .body = R"({"name": "Centre"})"})},
      {"the holder's name", ask({.method = "PATCH", .path = data_path, .body = R"({"first_name": "Elsa"})"})},
  };
  for (const auto& change : changes) {
    const auto tag = read_tag();
    ASSERT_TRUE(is_as_it_was(tag)) << change.name;
    change.make(app);
    EXPECT_FALSE(is_as_it_was(tag)) << change.name;
  }
}

Ask change_data(const std::string& body) { return {.method = "PATCH", .path = data_path, .body = body}; }

TEST(ChangeOwnData, RefusesFormsWithTheField) {
  struct Case {
    const char* body;
    const char* field;
  };
  const Case cases[] = {
      {R"({"first_name": ""})", "first_name"},
      {R"({"first_name": null})", "first_name"},
      {R"({"email": "n@"})", "email"},
      {R"({"email": null, "phone": null})", "email"},
      {R"({"phone": "call me"})", "phone"},
      {R"({"phone": "+999 1234"})", "phone"},
      {R"({"birth_date": "1990-02-30"})", "birth_date"},
      {R"({"locale": "xx"})", "locale"},
      {R"({"marketing_consent": null})", "marketing_consent"},
      {R"({"terms_accepted": true})", "terms_accepted"},
      {R"({"card_token": "x"})", "card_token"},
  };
  AppWorld app;
  const auto before = app.contents();
  for (const auto& [body, field] : cases) {
    const auto answer = app.ask(change_data(body));
    EXPECT_EQ(answer.status, 422) << body << answer.body;
    EXPECT_EQ(answer.text("errors.0.field"), field) << answer.body;
  }
  EXPECT_EQ(app.ask(change_data("{}")).status, 200) << "nothing is said, nothing is wrong";
  expect_rows(before, app.contents(), {});
}

TEST(ChangeOwnData, KeepsOneWayToReachTheCustomer) {
  AppWorld app;
  EXPECT_EQ(app.ask(change_data(R"({"phone": null})")).status, 200);
  expect_fields(app, app.ask(change_data(R"({"email": null})")), {{"errors.0.field", "email"}});
  EXPECT_EQ(app.ask(change_data(R"({"email": null, "phone": "621 000 111"})")).text("phone"),
            "+352621000111");
}

TEST(ChangeOwnData, TellsNothingOfWhoHasTheContact) {
  AppWorld app;
  const auto before = app.contents();
  for (const char* const body :
       {R"({"phone": "+33 6 12 34 56 78"})", R"({"email": "jean@example.org", "phone": "+33612345678"})"}) {
    const auto answer = expect_refusal(app, change_data(body), 409, "contact_not_possible");
    for (const char* const hidden : {"{jean}", "{jean.number}", "Jean", "Weber", "already"}) {
      EXPECT_EQ(answer.body.find(app.fill(hidden)), std::string::npos) << hidden;
    }
  }
  expect_rows(before, app.contents(), {});
}

TEST(OwnData, OpensForNothingButTheToken) {
  AppWorld app;
  const auto before = app.contents();
  for (const char* const key : {"{elise}", "{elise.number}", "{elise.qr}", "x"}) {
    const auto path = "/api/v1/loyalty/cards/" + std::string(key) + "/data";
    EXPECT_EQ(app.ask({.path = path}).code, "card_not_found");
    EXPECT_EQ(app.ask({.method = "PATCH", .path = path, .body = R"({"first_name": "X"})"}).code,
              "card_not_found");
    EXPECT_EQ(app.ask({.method = "DELETE", .path = path}).code, "card_not_found");
  }
  expect_rows(before, app.contents(), {});
}

class ErasedCustomer : public ::testing::Test {
 protected:
  ErasedCustomer() {
    app.ask({.method = "POST",
             .path = "/api/v1/loyalty/enroll/BAKERY",
             .body = R"({"first_name": "Nora", "email": "nora@example.org", "terms_accepted": true})"});
    stamp_elise(app);
    EXPECT_EQ(app.ask({.method = "DELETE", .path = data_path}).status, 204);
  }

  AppWorld app;
};

TEST_F(ErasedCustomer, IsGoneForTheHolder) {
  EXPECT_EQ(app.ask({.method = "DELETE", .path = data_path}).status, 204) << "the same again";
  EXPECT_EQ(app.ask({.path = data_path}).code, "card_not_found");
  EXPECT_EQ(app.ask(change_data(R"({"first_name": "X"})")).code, "card_not_found");
  EXPECT_EQ(app.ask({.path = card_path}).code, "card_not_found");
  EXPECT_EQ(app.ask({.path = card_path + "/qr.svg"}).code, "card_not_found");
  EXPECT_EQ(app.ask({.path = "/c/{elise.token}"}).status, 404);
}

TEST_F(ErasedCustomer, HasAPseudonymInListsAndAHistory) {
  const auto list = app.ask({.path = cards_path, .who = Who::staff});
  expect_fields(app, list,
                {{"items.1.id", "{elise}"},
                 {"items.1.status", "closed"},
                 {"items.1.erased_at", "2026-11-20T10:00:00.000Z"},
                 {"items.1.customer.first_name", "Client supprimé"},
                 {"items.1.customer.last_name", nullptr},
                 {"items.1.customer.email", nullptr},
                 {"items.1.customer.phone", nullptr},
                 {"items.1.stamp_count", 1},
                 {"items.0.erased_at", nullptr}});
  const auto look_up = app.ask({.path = cards_path + "/lookup?code={elise.number}", .who = Who::staff});
  expect_fields(app, look_up, {{"status", "closed"}, {"customer.first_name", "Client supprimé"}});
  expect_fields(app, app.ask({.path = transactions_path + "?card={elise}", .who = Who::staff}),
                {{"items.0.id", "{stamp}"},
                 {"items.0.card_number", "{elise.number}"},
                 {"items.0.staff_name", "Anna"},
                 {"items.0.customer_name", nullptr},
                 {"items.0.ip_address", "192.0.2.7"}});
  expect_fields(app, app.ask({.path = transactions_path + "/{stamp}", .who = Who::staff}),
                {{"id", "{stamp}"}, {"customer_name", nullptr}});
  auto csv = app.ask({.path = export_path, .who = Who::manager}).body;
  EXPECT_EQ(read_csv(csv.substr(3)).size(), 2U);
  EXPECT_THAT(csv, testing::HasSubstr(app.fill("{elise.number}")));
  for (const char* const search : {"elise", "muller", "621123456", "{elise.number}"}) {
    const auto found = app.ask({.path = cards_path + "?search=" + search, .who = Who::staff});
    EXPECT_TRUE(found.find("items")->as_array().empty()) << search;
  }
}

TEST_F(ErasedCustomer, IsRefusedAtTheCounterAndStaysClosed) {
  expect_refusal(app, ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"), 409, "card_inactive");
  expect_refusal(app,
                 {.method = "PATCH",
                  .path = cards_path + "/{elise}",
                  .who = Who::manager,
                  .body = R"({"status": "active"})"},
                 409, "customer_erased");
  expect_refusal(app, {.path = cards_path + "/{elise}/link", .who = Who::staff}, 409, "customer_erased");
}

TEST_F(ErasedCustomer, MayEnrolAnew) {
  const auto again =
      app.ask({.method = "POST",
               .path = "/api/v1/loyalty/enroll/CITY",
               .body = R"({"first_name": "Élise", "email": "elise@example.org", "terms_accepted": true})"});
  EXPECT_EQ(again.status, 201) << again.body;
}

TEST_F(ErasedCustomer, LeavesNoAddressOfTheirOwnDeviceInTheHistory) {
  const auto enrolled = app.ask({.path = "/api/v1/vendor/loyalty/transactions", .who = Who::stranger});
  const auto nora = enrolled.text("items.0.card_id");
  EXPECT_EQ(enrolled.text("items.0.ip_address"), "192.0.2.7");
  const auto link =
      app.ask({.path = cards_path + "/" + nora + "/link", .who = Who::stranger}).text("card_url");
  const auto token = link.substr(link.rfind('/') + 1);
  EXPECT_EQ(app.ask({.method = "DELETE", .path = "/api/v1/loyalty/cards/" + token + "/data"}).status, 204);
  expect_fields(app, app.ask({.path = "/api/v1/vendor/loyalty/transactions", .who = Who::stranger}),
                {{"items.0.card_id", json::value(nora)},
                 {"items.0.type", "welcome_bonus"},
                 {"items.0.ip_address", nullptr},
                 {"items.0.user_agent", nullptr}});
}

}  // namespace
}  // namespace loyalty::test
