// Enrolment by the customer and at the counter, the holder's page and the code of a card.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

Ask enrol(const std::string& members, const std::string& vendor = "CITY") {
  return {.method = "POST",
          .path = "/api/v1/loyalty/enroll/" + vendor,
          .body = R"({"first_name": "Nora", "terms_accepted": true, )" + members + "}"};
}

Ask enrol_at_counter(const std::string& members) {
  auto ask = enrol(members);
  ask.path = cards_path;
  ask.who = Who::staff;
  return ask;
}

std::string token_in(const Answer& answer) {
  const auto url = answer.text("card_url");
  return url.substr(url.rfind('/') + 1);
}

struct Form {
  const char* name;
  std::string body;
  const char* field;
};

TEST(Enrol, RefusesFormsWithTheField) {
  const Form forms[] = {
      {"no name", R"({"email": "n@example.org", "terms_accepted": true})", "first_name"},
      {"a name of spaces", R"({"first_name": "  ", "email": "n@example.org", "terms_accepted": true})",
       "first_name"},
      {"no contact", R"({"first_name": "N", "terms_accepted": true})", "email"},
      {"an empty contact", R"({"first_name": "N", "email": "", "phone": "", "terms_accepted": true})",
       "email"},
      {"terms not accepted", R"({"first_name": "N", "email": "n@example.org", "terms_accepted": false})",
       "terms_accepted"},
      {"terms left out", R"({"first_name": "N", "email": "n@example.org"})", "terms_accepted"},
      {"not an address", R"({"first_name": "N", "email": "n@", "terms_accepted": true})", "email"},
      {"not a number", R"({"first_name": "N", "phone": "call me", "terms_accepted": true})", "phone"},
      {"a number that cannot be", R"({"first_name": "N", "phone": "+999 1234", "terms_accepted": true})",
       "phone"},
      {"a day that is none",
       R"({"first_name": "N", "email": "n@example.org", "birth_date": "1990-02-30", "terms_accepted": true})",
       "birth_date"},
      {"a typo",
       R"({"first_name": "N", "emial": "n@example.org", "phone": "621999888", "terms_accepted": true})",
       "emial"},
  };
  AppWorld app;
  const auto before = app.contents();
  for (const auto& [name, body, field] : forms) {
    SCOPED_TRACE(name);
    for (const bool is_counter : {false, true}) {
      auto ask = is_counter ? enrol_at_counter("") : enrol("");
      ask.body = body;
      const auto answer = app.ask(ask);
      EXPECT_EQ(answer.status, 422) << answer.body;
      EXPECT_EQ(answer.text("errors.0.field"), field) << answer.body;
    }
  }
  expect_rows(before, app.contents(), {});
}

TEST(Enrol, ShowsNothingToWhoTypesAnothersAddress) {
  AppWorld app;
  const auto before = app.contents();
  for (const char* const contact :
       {R"("email": "ELISE@Example.org")", R"("phone": "621 123 456")",
        R"("phone": "+352 621-123-456", "email": "new@example.org")", R"("phone": "00352 621123456")"}) {
    const auto answer = app.ask(enrol(contact));
    EXPECT_EQ(answer.status, 200) << contact;
    EXPECT_EQ(answer.body, R"({"already_enrolled":true,"link_sent":false,"retry_after_seconds":null})")
        << contact;
    const auto at_counter = app.ask(enrol_at_counter(contact));
    EXPECT_EQ(at_counter.status, 200);
    expect_fields(app, at_counter,
                  {{"already_enrolled", true},
                   {"card.id", "{elise}"},
                   {"card.customer.first_name", "Élise"},
                   {"qr_code_data", "{elise.qr}"}});
  }
  expect_rows(before, app.contents(), {});
}

TEST(Enrol, GivesTheSamePersonACardOfEachVendor) {
  AppWorld app;
  EXPECT_EQ(app.ask(enrol(R"("email": "elise@example.org")", "BAKERY")).status, 201);
  EXPECT_EQ(app.ask(enrol(R"("email": "elise@example.org")", "bakery")).status, 200);
  EXPECT_EQ(app.ask(enrol(R"("email": "elise@example.org")", "PARK")).code, "program_not_found");
  EXPECT_EQ(app.ask(enrol(R"("email": "elise@example.org")", "NOBODY")).code, "vendor_not_found");
  EXPECT_EQ(app.ask(enrol(R"("email": "elise@example.org")", "NOBODY")).status, 404);
}

TEST(Enrol, GivesACodeThatFindsTheCardAndDoesNotOpenIt) {
  AppWorld app;
  const auto answer = app.ask(enrol(R"("email": "nora@example.org")"));
  ASSERT_EQ(answer.status, 201);
  const auto code = answer.text("qr_code_data");
  ASSERT_EQ(code.size(), 30U);
  EXPECT_EQ(code.substr(0, 4), "LC1-");
  EXPECT_EQ(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"), std::string::npos);
  const auto token = token_in(answer);
  EXPECT_EQ(answer.text("card_url"), "https://cards.example/c/" + token);
  EXPECT_GE(token.size(), 22U);
  EXPECT_EQ(app.ask({.path = "/api/v1/loyalty/cards/" + token}).status, 200);
  EXPECT_EQ(app.ask({.path = "/api/v1/loyalty/cards/" + code}).status, 404);
  EXPECT_EQ(app.ask({.path = "/api/v1/loyalty/cards/" + answer.text("card.card_number")}).status, 404);
  const Ask look_up{.path = cards_path + "/lookup?code=" + code, .who = Who::staff};
  EXPECT_EQ(app.ask(look_up).text("card_number"), answer.text("card.card_number"));
  EXPECT_EQ(app.ask({.path = cards_path + "/lookup?code=" + token, .who = Who::staff}).code,
            "card_not_found");
}

TEST(Enrol, KeepsTermsAndConsent) {
  AppWorld app;
  const auto answer =
      app.ask(enrol_at_counter(R"("phone": "621999888", "marketing_consent": true, "last_name": "")"));
  expect_fields(app, answer,
                {{"card.customer.marketing_consent", true}, {"card.customer.last_name", nullptr}});
}

TEST(ViewOwnCard, ShowsNothingThatOnlyStaffMayKnow) {
  AppWorld app;
  app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711", "notes": "a secret note"})"));
  const auto answer = app.ask({.path = "/api/v1/loyalty/cards/{elise.token}"});
  EXPECT_EQ(answer.texts("transactions", "type"), std::vector<std::string>{"stamp_earned"});
  for (const char* const hidden : {"secret note", "Anna", "192.0.2.7", "till", "elise@example.org", "+352",
                                   "{elise}", "{anna}", "{elise.token}", "Müller"}) {
    EXPECT_EQ(answer.body.find(app.fill(hidden)), std::string::npos) << hidden;
  }
}

TEST(ViewOwnCard, StaysWhenTheCardIsBlockedOrTheProgramPaused) {
  AppWorld app;
  EXPECT_EQ(app.ask(route_scenario("change_card").ask).status, 200);
  EXPECT_EQ(app.ask({.method = "DELETE", .path = program_path, .who = Who::owner}).status, 204);
  const auto answer = app.ask({.path = "/api/v1/loyalty/cards/{elise.token}"});
  EXPECT_EQ(answer.status, 200);
  expect_fields(app, answer, {{"status", "blocked"}, {"program.is_active", false}});
}

TEST(DrawOwnCode, DrawsTheCodeAsSvg) {
  AppWorld app;
  const auto answer = app.ask({.path = "/api/v1/loyalty/cards/{elise.token}/qr.svg"});
  EXPECT_EQ(answer.content_type, "image/svg+xml");
  EXPECT_EQ(answer.header("cache-control"), "private, max-age=86400");
  EXPECT_EQ(answer.body.substr(0, 4), "<svg");
  EXPECT_NE(answer.body.find("</svg>"), std::string::npos);
  EXPECT_NE(answer.body, app.ask({.path = "/api/v1/loyalty/cards/{jean.token}/qr.svg"}).body);
}

std::string run(const std::string& command) {
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 256> part{};
  while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) output += part.data();
  pclose(pipe);
  return output;
}

TEST(DrawOwnCode, DrawsAPictureThatAScannerReads) {
  AppWorld app;
  const auto answer = app.ask({.path = "/api/v1/loyalty/cards/{elise.token}/qr.png"});
  EXPECT_EQ(answer.content_type, "image/png");
  ASSERT_EQ(answer.body.substr(0, 8), "\x89PNG\r\n\x1A\n");
  if (run("command -v zbarimg").empty()) GTEST_SKIP() << "zbarimg is not installed";
  const TemporaryFolder folder;
  const auto path = (folder.path() / "code.png").string();
  std::ofstream(path, std::ios::binary) << answer.body;
  EXPECT_EQ(trim(run("zbarimg --quiet --raw " + path + " 2>/dev/null")), app.fill("{elise.qr}"));
}

}  // namespace
}  // namespace loyalty::test
