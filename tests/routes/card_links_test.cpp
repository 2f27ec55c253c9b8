// A card's link by mail: asked for by whoever lost it, by whoever joins again, and by staff.
#include <chrono>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {

void open_mail(AppWorld& app) { app.config.mail_server = MailServer{.host = "127.0.0.1", .port = 9}; }

Scenarios card_link_scenarios() {
  return {
      {.name = "recover_card",
       .ask = {.method = "POST",
               .path = "/api/v1/loyalty/cards/recover/city",
               .body = R"({"email": " Elise@Example.org "})"},
       .status = 202,
       .fields = {{"retry_after_seconds", 900}},
       .rows = {{"mails", 1}, {"sign_in_failures", 1}},
       .prepare = open_mail,
       .may = "all"},
      {.name = "send_card_link",
       .ask = {.method = "POST", .path = cards_path + "/{elise}/link", .who = Who::staff},
       .status = 202,
       .fields = {{"sent_to", "e…@example.org"}},
       .rows = {{"mails", 1}},
       .prepare = open_mail,
       .may = "owner manager staff"},
  };
}

namespace {

Ask recover(const std::string& email, const std::string& vendor = "CITY") {
  return {.method = "POST",
          .path = "/api/v1/loyalty/cards/recover/" + vendor,
          .body = R"({"email": ")" + email + "\"}"};
}

Ask send_link(const std::string& card = "{elise}") {
  return {.method = "POST", .path = cards_path + "/" + card + "/link", .who = Who::staff};
}

Ask enrol_again(const std::string& contact) {
  return {.method = "POST",
          .path = "/api/v1/loyalty/enroll/CITY",
          .body = R"({"first_name": "Nora", "terms_accepted": true, )" + contact + "}"};
}

std::int64_t count_mails(AppWorld& app) { return app.contents().at("mails").rows; }

TEST(RecoverCard, AnswersTheSameWhetherThereIsACard) {
  AppWorld app;
  open_mail(app);
  const auto unknown = app.ask(recover("nobody@example.org"));
  const auto known = app.ask(recover("elise@example.org"));
  const auto once_more = app.ask(recover("elise@example.org"));
  EXPECT_EQ(unknown.status, 202);
  for (const auto* answer : {&known, &once_more}) {
    EXPECT_EQ(answer->status, unknown.status);
    EXPECT_EQ(answer->body, unknown.body);
    EXPECT_EQ(answer->headers.size(), unknown.headers.size());
  }
  EXPECT_EQ(count_mails(app), 1);
}

TEST(RecoverCard, TakesItsTimeEitherWay) {
  AppWorld app;
  open_mail(app);
  for (const char* const email : {"nobody@example.org", "elise@example.org"}) {
    const auto begin = std::chrono::steady_clock::now();
    app.ask(recover(email));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{195}) << email;
  }
}

TEST(RecoverCard, IsRefusedWithoutAnAddressAShopOrMail) {
  AppWorld app;
  expect_refusal(app, recover("elise@example.org"), 409, "mail_not_configured");
  open_mail(app);
  const auto before = app.contents();
  for (const char* const email : {"", "elise", "elise@", "+352621123456"}) {
    EXPECT_EQ(app.ask(recover(email)).text("errors.0.field"), "email") << email;
  }
  auto without = recover("");
  without.body = "{}";
  EXPECT_EQ(app.ask(without).status, 422);
  expect_refusal(app, recover("elise@example.org", "NOBODY"), 404, "vendor_not_found");
  expect_refusal(app, recover("elise@example.org", "PARK"), 404, "program_not_found");
  expect_rows(before, app.contents(), {});
}

TEST(RecoverCard, IsSlowedDownForAnAddressThatAsksTooOften) {
  AppWorld app;
  open_mail(app);
  std::vector<Ask> asks(20, recover("nobody@example.org"));
  for (const auto& answer : app.ask_together(asks)) EXPECT_EQ(answer.status, 202) << answer.body;
  const auto answer = expect_refusal(app, recover("elise@example.org"), 429, "too_many_attempts");
  EXPECT_EQ(answer.header("retry-after"), "900");
  EXPECT_EQ(count_mails(app), 0);
}

TEST(RecoverCard, IsOneMailHoweverManyAskAtOnce) {
  AppWorld app;
  open_mail(app);
  std::vector<Ask> asks(20, recover("elise@example.org"));
  for (const auto& answer : app.ask_together(asks)) EXPECT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(count_mails(app), 1);
}

TEST(EnrolAgain, SendsTheLinkToTheAddressOnFileAlone) {
  AppWorld app;
  open_mail(app);
  const std::string sent = R"({"already_enrolled":true,"link_sent":true,"retry_after_seconds":900})";
  const std::string not_sent = R"({"already_enrolled":true,"link_sent":false,"retry_after_seconds":null})";
  EXPECT_EQ(app.ask(enrol_again(R"("phone": "621 123 456")")).body, not_sent);
  EXPECT_EQ(app.ask(enrol_again(R"("phone": "621 123 456", "email": "thief@example.org")")).body, not_sent);
  EXPECT_EQ(count_mails(app), 0);
  auto in_german = enrol_again(R"("email": "ELISE@example.org")");
  in_german.headers = {{"accept-language", "de"}};
  EXPECT_EQ(app.ask(in_german).body, sent);
  EXPECT_THAT(app.contents().at("mails").content, testing::HasSubstr("de"));
  // Told the same while the first one is on its way.
  EXPECT_EQ(app.ask(enrol_again(R"("email": "elise@example.org")")).body, sent);
  EXPECT_EQ(count_mails(app), 1);
  EXPECT_EQ(app.ask(enrol_again(R"("email": "new@example.org")")).status, 201);
  EXPECT_EQ(count_mails(app), 1);
}

TEST(EnrolAgain, IsAnsweredFromItsKey) {
  AppWorld app;
  open_mail(app);
  auto ask = enrol_again(R"("email": "elise@example.org")");
  ask.headers.emplace_back("idempotency-key", "k");
  const auto first = app.ask(ask);
  app.world.pass(std::chrono::hours{1});
  EXPECT_EQ(app.ask(ask).body, first.body);
  EXPECT_EQ(count_mails(app), 1);
}

TEST(SendLink, SaysWhyNot) {
  AppWorld app;
  expect_refusal(app, send_link(), 409, "mail_not_configured");
  open_mail(app);
  expect_refusal(app, send_link("{zoe}"), 404, "card_not_found");
  expect_refusal(app, send_link("none"), 404, "card_not_found");
  const auto enrolled =
      app.ask({.method = "POST",
               .path = cards_path,
               .who = Who::staff,
               .body = R"({"first_name": "Nora", "phone": "621 999 888", "terms_accepted": true})"});
  expect_refusal(app, send_link(enrolled.text("card.id")), 409, "no_email_on_file");
  EXPECT_EQ(app.ask(send_link()).status, 202);
  expect_refusal(app, send_link(), 409, "link_sent_recently", {{"retry_at", "2026-11-20T10:15:00.000Z"}});
  app.ask({.method = "PATCH",
           .path = cards_path + "/{elise}",
           .who = Who::manager,
           .body = R"({"status": "closed"})"});
  expect_refusal(app, send_link(), 409, "card_inactive");
  app.ask({.method = "DELETE", .path = "/api/v1/loyalty/cards/{elise.token}/data"});
  expect_refusal(app, send_link(), 409, "customer_erased");
  EXPECT_EQ(count_mails(app), 0);
}

TEST(CanSendLink, IsAnotherPage) {
  AppWorld app;
  const Ask page{.path = "/j/CITY"};
  const auto without = app.ask(page);
  EXPECT_THAT(without.body, testing::HasSubstr("\"can_send_link\":false"));
  open_mail(app);
  const auto with = app.ask(page);
  EXPECT_THAT(with.body, testing::HasSubstr("\"can_send_link\":true"));
  EXPECT_NE(without.header("etag"), with.header("etag"));
}

TEST(CanSendLink, IsSaidWhereItMatters) {
  AppWorld app;
  const Ask join{.path = "/api/v1/loyalty/programs/CITY"};
  const Ask terminal{.path = "/api/v1/vendor/loyalty/terminal", .who = Who::staff};
  for (const bool can_send : {false, true}) {
    if (can_send) open_mail(app);
    expect_fields(app, app.ask(join), {{"can_send_link", can_send}});
    expect_fields(app, app.ask(terminal), {{"can_send_link", can_send}});
  }
}

}  // namespace
}  // namespace loyalty::test
