#include "mail/card_link.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/card_colours.hpp"

namespace loyalty::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr CardLinkLetter letter{.shop = "Café <Léa> & \"Co\"",
                                .first_name = "Nora <b>",
                                .card_color = "#ffee00",
                                .card_url = "https://cards.example/c/abc_DEF-1",
                                .locale = "en",
                                .shop_locale = "fr"};
const Mailbox sender{.name = "", .address = "cards@shop.example"};

TEST(ComposeCardLink, SaysItInTheLanguageOfTheMail) {
  const std::pair<const char*, const char*> cases[] = {
      {"en", "Your card at"}, {"fr", "Votre carte chez"}, {"de-DE", "Ihre Karte bei"},
      {"lb", "Är Kaart bei"}, {"pt", "Votre carte chez"}, {"", "Votre carte chez"}};
  for (const auto& [locale, beginning] : cases) {
    auto in_language = letter;
    in_language.locale = locale;
    const auto message = compose_card_link(in_language, sender, "nora@mail.example");
    EXPECT_THAT(message.subject, testing::StartsWith(beginning)) << locale;
    EXPECT_THAT(message.text, HasSubstr("\nhttps://cards.example/c/abc_DEF-1\n")) << locale;
    EXPECT_THAT(message.html, HasSubstr("href=\"https://cards.example/c/abc_DEF-1\"")) << locale;
    EXPECT_THAT(message.text + message.html, Not(HasSubstr("mail."))) << locale;
  }
}

TEST(ComposeCardLink, IsFromTheShopUnlessASenderIsNamed) {
  const auto message = compose_card_link(letter, sender, "nora@mail.example");
  EXPECT_EQ(message.from, (Mailbox{.name = std::string(letter.shop), .address = "cards@shop.example"}));
  EXPECT_EQ(message.to, (Mailbox{.name = "", .address = "nora@mail.example"}));
  EXPECT_EQ(compose_card_link(letter, {.name = "Cards", .address = "c@s.example"}, "n@m.example").from.name,
            "Cards");
}

TEST(ComposeCardLink, HasTextsOfPeopleAsTextsAndTheShopsColourReadable) {
  const auto message = compose_card_link(letter, sender, "nora@mail.example");
  EXPECT_THAT(message.html, HasSubstr("Nora &lt;b&gt;"));
  EXPECT_THAT(message.html, HasSubstr("Café &lt;Léa&gt; &amp; &quot;Co&quot;"));
  EXPECT_THAT(message.html, Not(HasSubstr("<b>")));
  EXPECT_THAT(message.text, HasSubstr("Nora <b>"));
  const auto colours = compute_card_colours(*parse_colour("#ffee00"));
  EXPECT_THAT(message.html,
              HasSubstr("background:" + format_colour(colours.card) + ";color:" + format_colour(colours.on)));
  // Nothing is loaded from anywhere.
  EXPECT_THAT(message.html, Not(testing::AnyOf(HasSubstr("<img"), HasSubstr("src="), HasSubstr("url("))));
}

}  // namespace
}  // namespace loyalty::mail
