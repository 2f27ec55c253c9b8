#include "outgoing/smtp.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/service.hpp"
#include "support/smtp_server.hpp"

namespace loyalty::outgoing {
namespace {

using std::chrono::seconds;
using test::Encryption;

SmtpServer reach(const test::SmtpServer& server, Security security = Security::none) {
  return {.host = "127.0.0.1",
          .port = server.port(),
          .security = security,
          .user = {},
          .password = {},
          .authorities = security == Security::none ? std::string() : server.certificate()};
}

const Envelope envelope{.from = "cards@shop.example",
                        .to = "nora@mail.example",
                        .content = "Subject: x\r\n\r\n.\r\n..dots\r\nend\r\n"};

TEST(DeliverMail, HandsItOverWhole) {
  test::SmtpServer server;
  const auto report = deliver(reach(server), envelope);
  EXPECT_EQ(report.delivery, Delivery::delivered) << report.reason;
  ASSERT_EQ(server.mails().size(), 1u);
  const auto mail = server.mails().front();
  EXPECT_EQ(mail.greeting, "shop.example");
  EXPECT_EQ(mail.from, "cards@shop.example");
  EXPECT_EQ(mail.to, "nora@mail.example");
  EXPECT_EQ(mail.content, envelope.content);
  EXPECT_EQ(mail.sign_in, "");
  EXPECT_FALSE(mail.is_encrypted);
}

TEST(DeliverMail, SignsIn) {
  test::SmtpServer server;
  auto with_user = reach(server);
  with_user.user = "shop";
  with_user.password = "s3cret";
  EXPECT_EQ(deliver(with_user, envelope).delivery, Delivery::delivered);
  EXPECT_EQ(server.mails().front().sign_in, "AHNob3AAczNjcmV0");
}

TEST(DeliverMail, TakesAddressesInOtherAlphabets) {
  test::SmtpServer server;
  auto other = envelope;
  other.to = "zoé@mail.example";
  EXPECT_EQ(deliver(reach(server), other).delivery, Delivery::delivered);
  EXPECT_EQ(server.mails().front().to, "zoé@mail.example");
}

TEST(DeliverMail, TellsNeverFromNotNowAndFromNobodyThere) {
  struct Case {
    const char* verb;
    const char* reply;
    Delivery expected;
  };
  const Case cases[] = {
      {"RCPT", "550 no such user nora@mail.example", Delivery::refused},
      {"RCPT", "450 come again", Delivery::put_off},
      {"RCPT", "452 full", Delivery::put_off},
      {"MAIL", "553 not you", Delivery::refused},
      {"MAIL", "451 later", Delivery::put_off},
      {"DATA", "554 no", Delivery::refused},
      {"CONTENT", "552 too large", Delivery::refused},
      {"CONTENT", "451 later", Delivery::put_off},
      {"MAIL", "530 sign in first", Delivery::unreachable},
      {"MAIL", "421 closing", Delivery::unreachable},
      {"CONNECT", "554 not from there", Delivery::unreachable},
      {"CONNECT", "421 busy", Delivery::unreachable},
      {"CONNECT", "nonsense", Delivery::unreachable},
  };
  for (const auto& [verb, reply, expected] : cases) {
    test::SmtpServer server;
    server.answer(verb, reply);
    const auto report = deliver(reach(server), envelope);
    EXPECT_EQ(report.delivery, expected) << verb << " " << reply << ": " << report.reason;
    EXPECT_NE(report.reason, "");
    EXPECT_THAT(report.reason, testing::Not(testing::HasSubstr("nora"))) << report.reason;
    EXPECT_TRUE(server.mails().empty());
  }
}

TEST(DeliverMail, IsNotLetInWithAWrongPassword) {
  test::SmtpServer server;
  server.answer("AUTH", "535 who are you");
  auto with_user = reach(server);
  with_user.user = "shop";
  with_user.password = "s3cret";
  const auto report = deliver(with_user, envelope);
  EXPECT_EQ(report.delivery, Delivery::unreachable);
  EXPECT_THAT(report.reason, testing::Not(testing::HasSubstr("s3cret")));
}

TEST(DeliverMail, DoesNotWaitForEver) {
  for (const char* const verb : {"CONNECT", "EHLO", "RCPT", "DATA", "CONTENT"}) {
    test::SmtpServer server;
    server.answer(verb, "hang");
    const auto begin = std::chrono::steady_clock::now();
    const auto report = deliver(reach(server), envelope, {.connect = seconds{1}, .whole = seconds{1}});
    EXPECT_EQ(report.delivery, Delivery::unreachable) << verb;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{10}) << verb;
  }
  const SmtpServer nobody{.host = "127.0.0.1", .port = test::find_service_port(), .security = Security::none};
  EXPECT_EQ(deliver(nobody, envelope).delivery, Delivery::unreachable);
}

TEST(DeliverMail, EncryptsWithTlsAndStartTls) {
  for (const auto& [encryption, security] :
       {std::pair{Encryption::tls, Security::tls}, std::pair{Encryption::starttls, Security::starttls}}) {
    test::SmtpServer server(encryption);
    const auto report = deliver(reach(server, security), envelope);
    EXPECT_EQ(report.delivery, Delivery::delivered) << report.reason;
    ASSERT_EQ(server.mails().size(), 1u);
    EXPECT_TRUE(server.mails().front().is_encrypted);
    // A server that the system's authorities do not know.
    auto unknown = reach(server, security);
    unknown.authorities.clear();
    EXPECT_EQ(deliver(unknown, envelope).delivery, Delivery::unreachable);
    // A name that the certificate does not have.
    auto other = reach(server, security);
    other.host = "localhost";
    EXPECT_EQ(deliver(other, envelope).delivery, Delivery::unreachable);
    EXPECT_EQ(server.mails().size(), 1u);
  }
}

TEST(DeliverMail, EndsWhenTheProgramStops) {
  for (const char* const verb : {"CONNECT", "RCPT", "CONTENT"}) {
    test::SmtpServer server;
    server.answer(verb, "hang");
    std::stop_source stop;
    std::jthread stopper([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds{300});
      stop.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    const auto report = deliver(reach(server), envelope, {}, stop.get_token());
    EXPECT_EQ(report.delivery, Delivery::unreachable) << verb;
    EXPECT_EQ(report.reason, "the program stops") << verb;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{4}) << verb;
  }
}

TEST(DeliverMail, SaysNothingToAServerThatDoesNotEncrypt) {
  test::SmtpServer server;
  auto with_user = reach(server, Security::none);
  with_user.security = Security::starttls;
  with_user.user = "shop";
  with_user.password = "s3cret";
  EXPECT_EQ(deliver(with_user, envelope).delivery, Delivery::unreachable);
  EXPECT_EQ(server.connections(), 1);
  EXPECT_TRUE(server.mails().empty());
}

}  // namespace
}  // namespace loyalty::outgoing
