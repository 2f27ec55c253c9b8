// The real program and a mail server: what is asked for arrives, once, and opens the card.
#include <chrono>
#include <regex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/shop.hpp"
#include "support/service.hpp"
#include "support/smtp_server.hpp"

namespace loyalty::e2e {
namespace {

using test::SmtpServer;
using testing::HasSubstr;
using testing::Not;

ShopOptions with_mail(std::uint16_t port) {
  ShopOptions options;
  options.server.settings = {
      {"LOYALTY_MAIL_URL", "smtp://shop:s3cret-of-the-mail@127.0.0.1:" + std::to_string(port)},
      {"LOYALTY_MAIL_FROM", "Cards <cards@shop.example>"}};
  return options;
}

void join(Shop& shop, const std::string& email, int status) {
  shop.expect(status, {.method = "POST",
                       .target = std::string(api) + "/loyalty/enroll/cafe",
                       .body = R"({"first_name":"Léa","email":")" + email + R"(","terms_accepted":true})"});
}

void ask_for_link(Shop& shop, const std::string& email) {
  shop.expect(202, {.method = "POST",
                    .target = std::string(api) + "/loyalty/cards/recover/cafe",
                    .body = R"({"email":")" + email + "\"}"});
}

// The path of the card's page in a mail; empty when there is none.
std::string find_link(std::string content) {
  for (std::size_t at = 0; (at = content.find("=\r\n")) != std::string::npos;) content.erase(at, 3);
  std::smatch found;
  return std::regex_search(content, found, std::regex("http://loyalty.test(/c/[A-Za-z0-9_-]+)"))
             ? found[1].str()
             : "";
}

TEST(Mail, BringsALinkThatOpensTheCard) {
  SmtpServer server;
  Shop shop(with_mail(server.port()));
  join(shop, "lea.mail@example.org", 201);
  ask_for_link(shop, "nobody.mail@example.org");
  ask_for_link(shop, "lea.mail@example.org");
  ASSERT_TRUE(server.wait_for(1));
  const auto mail = server.mails().front();
  EXPECT_EQ(mail.to, "lea.mail@example.org");
  EXPECT_EQ(mail.sign_in, "AHNob3AAczNjcmV0LW9mLXRoZS1tYWls");
  const auto path = find_link(mail.content);
  const auto card =
      shop.expect(200, {.target = std::string(api) + "/loyalty/cards/" + path.substr(path.rfind('/') + 1)});
  EXPECT_EQ(card.text("/first_name"), "Léa");
  // Joining once more within the pause is told the same and sends no second one.
  join(shop, "lea.mail@example.org", 200);
  EXPECT_EQ(shop.server().stop(), 0);
  EXPECT_EQ(server.mails().size(), 1u);
  EXPECT_THAT(shop.server().log(), HasSubstr("mail_delivery sent=1"));
  for (const char* const secret : {"lea.mail", "nobody.mail", "s3cret-of-the-mail", "/c/"}) {
    EXPECT_THAT(shop.server().log(), Not(HasSubstr(secret)));
  }
}

TEST(Mail, WaitsForAKilledServerToComeBack) {
  SmtpServer server;
  auto options = with_mail(server.port());
  options.server.settings["LOYALTY_TASKS"] = "off";
  Shop shop(options);
  join(shop, "lea.mail@example.org", 201);
  ask_for_link(shop, "lea.mail@example.org");
  shop.server().kill_now();
  EXPECT_TRUE(server.mails().empty());
  Server again(shop.database_url(), with_mail(server.port()).server);
  ASSERT_TRUE(server.wait_for(1));
  EXPECT_NE(find_link(server.mails().front().content), "");
  EXPECT_EQ(again.stop(), 0);
}

TEST(Mail, HoldsUpNoServerThatStops) {
  SmtpServer server;
  server.answer("CONTENT", "hang");
  Shop shop(with_mail(server.port()));
  join(shop, "lea.mail@example.org", 201);
  ask_for_link(shop, "lea.mail@example.org");
  for (int i = 0; i < 1'000 && server.connections() == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  const auto begin = steady_now();
  EXPECT_EQ(shop.server().stop(), 0);
  EXPECT_LT(steady_now() - begin, std::chrono::seconds{2});
  EXPECT_THAT(shop.server().log(), HasSubstr("put_off task=mail_delivery attempt=1"));
}

TEST(Mail, IsSentByHandAndSaidToBePutOff) {
  const auto port = test::find_service_port();
  auto options = with_mail(port);
  options.server.settings["LOYALTY_TASKS"] = "off";
  Shop shop(options);
  join(shop, "lea.mail@example.org", 201);
  ask_for_link(shop, "lea.mail@example.org");
  const Start start{.arguments = {"task", "run", "mail_delivery"},
                    .settings = make_settings(shop.database_url(), options.server.settings)};
  const auto nobody_there = run(start);
  EXPECT_EQ(nobody_there.exit_code, 0) << nobody_there.errors;
  EXPECT_THAT(nobody_there.output, HasSubstr("mail_delivery: sent 0, put off 1, failed 0, dropped 0\n"));
  EXPECT_THAT(nobody_there.output + nobody_there.errors, Not(HasSubstr("s3cret-of-the-mail")));
  const auto without =
      run({.arguments = {"task", "run", "mail_delivery"}, .settings = make_settings(shop.database_url())});
  EXPECT_EQ(without.exit_code, 1);
  EXPECT_THAT(without.errors, HasSubstr("LOYALTY_MAIL_URL is not set"));
}

}  // namespace
}  // namespace loyalty::e2e
