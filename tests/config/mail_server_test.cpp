#include "config/mail_server.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.hpp"
#include "support/temporary_folder.hpp"

namespace loyalty {
namespace {

TEST(ParseMailUrl, ReadsHostPortAndUser) {
  const std::pair<const char*, MailServer> cases[] = {
      {"smtp://mail.example", {.host = "mail.example", .port = 587}},
      {"smtps://mail.example", {.host = "mail.example", .port = 465, .is_tls = true}},
      {"smtp://Mail.Example:2525/", {.host = "mail.example", .port = 2525}},
      {"smtp://shop:s3cret@mail.example:587",
       {.host = "mail.example", .port = 587, .user = "shop", .password = "s3cret"}},
      {"smtps://cards%40shop.example:p%40ss%3Aw%2Frd@mail.example",
       {.host = "mail.example",
        .port = 465,
        .user = "cards@shop.example",
        .password = "p@ss:w/rd",
        .is_tls = true}},
      {"smtp://token@mail.example", {.host = "mail.example", .port = 587, .user = "token"}},
      {"smtp://127.0.0.1:25", {.host = "127.0.0.1", .port = 25, .is_loopback = true}},
      {"smtp://localhost", {.host = "localhost", .port = 587, .is_loopback = true}},
      {"smtp://[::1]:25", {.host = "[::1]", .port = 25, .is_loopback = true}},
      {"smtp://127.mail.example", {.host = "127.mail.example", .port = 587}},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parse_mail_url(text), expected) << text;
}

TEST(ParseMailUrl, RefusesWhatIsNone) {
  for (const char* const text :
       {"", "mail.example", "http://mail.example", "SMTP://mail.example", "smtp://", "smtp://:587",
        "smtp://mail.example:0", "smtp://mail.example:65536",
        "smtp://mail.example:", "smtp://mail.example/path", "smtp://mail.example?x=1", "smtp://@mail.example",
        "smtp://:password@mail.example", "smtp://us%zzer:p@mail.example", "smtp://user:p%0a@mail.example",
        "smtp://user%0d%0a:p@mail.example", "smtp://mail example", "smtp://mail.example\r\n", "smtp://::1"}) {
    EXPECT_EQ(parse_mail_url(text), std::nullopt) << text;
  }
}

TEST(ParseMailSender, ReadsAnAddressWithOrWithoutAName) {
  const std::pair<const char*, MailSender> cases[] = {
      {"cards@shop.example", {.name = "", .address = "cards@shop.example"}},
      {"<cards@shop.example>", {.name = "", .address = "cards@shop.example"}},
      {"Café Léa <cards@shop.example>", {.name = "Café Léa", .address = "cards@shop.example"}},
      {"\"Beans, Co.\" <cards@shop.example>", {.name = "Beans, Co.", .address = "cards@shop.example"}},
      {"  A <b> <Cards@Shop.example> ", {.name = "A <b>", .address = "cards@shop.example"}},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parse_mail_sender(text), expected) << text;
  for (const char* const text :
       {"", "cards", "Cards <cards>", "Cards cards@shop.example", "<cards@shop.example> more",
        "A\r\nBcc: x@y.example <cards@shop.example>", "cards@shop.example, x@shop.example"}) {
    EXPECT_EQ(parse_mail_sender(text), std::nullopt) << text;
  }
}

TEST(ReadConfig, TakesMailOnlyWithASender) {
  EXPECT_FALSE(read_config({})->can_send_mail());
  const auto config = read_config({{"LOYALTY_MAIL_URL", "smtp://shop:s3cret@mail.example"},
                                   {"LOYALTY_MAIL_FROM", "Café <cards@shop.example>"}});
  ASSERT_TRUE(config);
  EXPECT_TRUE(config->can_send_mail());
  EXPECT_EQ(config->mail_from.name, "Café");
  const auto alone = read_config({{"LOYALTY_MAIL_URL", "smtp://shop:s3cret@mail.example"}});
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error(), "LOYALTY_MAIL_FROM must be set together with LOYALTY_MAIL_URL");
}

TEST(ReadConfig, NamesWhatIsWrongWithMailAndNoPassword) {
  const auto url = read_config(
      {{"LOYALTY_MAIL_URL", "smtp://shop:s3cret@mail example"}, {"LOYALTY_MAIL_FROM", "cards@shop.example"}});
  ASSERT_FALSE(url);
  EXPECT_THAT(url.error(), testing::StartsWith("LOYALTY_MAIL_URL must be smtp://"));
  EXPECT_THAT(url.error(), testing::Not(testing::HasSubstr("s3cret")));
  const auto from =
      read_config({{"LOYALTY_MAIL_URL", "smtp://mail.example"}, {"LOYALTY_MAIL_FROM", "nobody"}});
  ASSERT_FALSE(from);
  EXPECT_EQ(from.error(),
            R"(LOYALTY_MAIL_FROM must be an address, or a name and the address in <>, but is "nobody")");
  const auto ca = read_config({{"LOYALTY_MAIL_CA", "/nowhere/ca.pem"}});
  ASSERT_FALSE(ca);
  EXPECT_EQ(ca.error(), R"(LOYALTY_MAIL_CA must be a file that can be read, but is "/nowhere/ca.pem")");
}

TEST(RenderEffective, HidesTheMailServer) {
  const Environment environment{{"LOYALTY_MAIL_URL", "smtp://shop:s3cret@mail.example"},
                                {"LOYALTY_MAIL_FROM", "cards@shop.example"}};
  const auto text = render_effective(environment, *read_config(environment));
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_MAIL_URL=(hidden)  # environment\n"));
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_MAIL_FROM=cards@shop.example  # environment\n"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("s3cret")));
  EXPECT_THAT(render_effective({}, *read_config({})), testing::HasSubstr("LOYALTY_MAIL_URL=  # default\n"));
}

}  // namespace
}  // namespace loyalty
