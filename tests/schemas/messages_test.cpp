#include "schemas/messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schemas/message_format.hpp"

namespace loyalty {
namespace {

constexpr Language all_languages[] = {Language::en, Language::fr, Language::de, Language::lb};

TEST(Catalogues, AgreeInKeysParametersAndPlurals) {
  EXPECT_THAT(list_catalogue_faults(), testing::IsEmpty());
}

TEST(Catalogues, AreThere) {
  for (const Language language : all_languages) EXPECT_GT(list_message_keys(language).size(), 150U);
}

TEST(Message, PutsParametersIn) {
  EXPECT_EQ(
      message(Language::en, "fault.out_of_range", {{"min", std::int64_t{1}}, {"max", std::int64_t{100}}}),
      "Must be between 1 and 100.");
  EXPECT_EQ(message(Language::de, "fault.wrong_type", {{"type", MessageKey{"type.integer"}}}),
            "Muss eine ganze Zahl sein.");
}

TEST(Message, ChoosesThePluralForm) {
  struct Case {
    Language language;
    std::int64_t number;
    std::string_view text;
  };
  const Case cases[] = {
      {Language::en, 0, "Not yet. 0 stamps missing."},
      {Language::en, 1, "Not yet. 1 stamp missing."},
      {Language::en, 2, "Not yet. 2 stamps missing."},
      {Language::fr, 0, "Pas encore. Il manque 0 tampon."},
      {Language::fr, 1, "Pas encore. Il manque 1 tampon."},
      {Language::fr, 2, "Pas encore. Il manque 2 tampons."},
      {Language::de, 1, "Noch nicht. Es fehlt 1 Stempel."},
      {Language::de, 2, "Noch nicht. Es fehlen 2 Stempel."},
      {Language::lb, 0, "Nach net. Et feelen 0 Stempelen."},
      {Language::lb, 1, "Nach net. Et feelt 1 Stempel."},
  };
  for (const Case& item : cases) {
    EXPECT_EQ(message(item.language, "problem.not_enough_stamps.detail", {{"n", item.number}}), item.text);
  }
}

TEST(Message, AnswersTheKeyWhenItHasNoText) {
  EXPECT_EQ(message(Language::fr, "no.such.key"), "no.such.key");
}

TEST(FormatPattern, ReadsTheSubset) {
  const MessageParams params{{"n", std::int64_t{3}}, {"who", "Nora"}};
  EXPECT_EQ(format_pattern(Language::en, "{ who }: {n}", params), "Nora: 3");
  EXPECT_EQ(format_pattern(Language::en, "{n, plural, =3 {three for {who}} one {#} other {#s}}!", params),
            "three for Nora!");
  EXPECT_EQ(format_pattern(Language::en, "{n, plural, one {one} other {# # of {n}}}", params), "3 3 of 3");
  EXPECT_EQ(format_pattern(Language::en, "a # b", params), "a # b");
  EXPECT_EQ(format_pattern(Language::en, "{nobody}{nothing, plural, one {x} other {y}}", params), "y");
}

TEST(FormatPattern, PutsOutWhatIsBrokenAsFarAsItCan) {
  EXPECT_EQ(format_pattern(Language::en, "a {b", {}), "a {b");
  EXPECT_EQ(format_pattern(Language::en, "a } b {c, odd} d", {}), "a } b  d");
}

TEST(PatternFaults, NamesWhatIsWrong) {
  for (const std::string_view broken :
       {"", "a {b", "a } b", "{n, plural, one {#}}", "{n, plural, other {#}}",
        "{n, plural, one {a} few {b} other {c}}", "{n, plural, one {a} other {b} x}",
        "{n, select, other {a}}", "{}", "don't", "{n, plural, one {'} other {}}"}) {
    EXPECT_THAT(list_pattern_faults(broken), testing::Not(testing::IsEmpty())) << broken;
  }
  EXPECT_THAT(list_pattern_faults("{a} {n, plural, =0 {none} one {{a}} other {# d’or}}"), testing::IsEmpty());
}

TEST(PickLanguage, FollowsTheHeader) {
  struct Case {
    std::string_view header;
    Language fallback;
    Language picked;
  };
  const Case cases[] = {
      {"", Language::fr, Language::fr},
      {"de", Language::en, Language::de},
      {"de-CH", Language::en, Language::de},
      {"FR-be", Language::en, Language::fr},
      {"lu", Language::en, Language::lb},
      {"lb-LU, fr;q=0.9", Language::en, Language::lb},
      {"fr;q=0.8, de;q=0.9", Language::en, Language::de},
      {"fr;q=0.9, de;q=0.9", Language::en, Language::fr},
      {"pt, es;q=0.9, de;q=0.1", Language::en, Language::de},
      {"pt", Language::de, Language::de},
      {"*", Language::lb, Language::lb},
      {"de;q=0.5, *", Language::lb, Language::lb},
      {"de, *;q=0.5", Language::lb, Language::de},
      {"lb;q=0, *;q=0.5", Language::lb, Language::en},
      {"de;q=0", Language::en, Language::en},
      {"en;q=0, fr;q=0.1", Language::en, Language::fr},
      {"de;q=abc, fr;q=0.2", Language::en, Language::fr},
      {"de;q=1.5, fr;q=0.2", Language::en, Language::fr},
      {" de ; q=0.3 ,, fr ; q=0.4", Language::en, Language::fr},
      {"fr;q=0.123, de;q=0.124", Language::en, Language::de},
      {",;q=;;,", Language::de, Language::de},
  };
  for (const Case& item : cases)
    EXPECT_EQ(pick_language(item.header, item.fallback), item.picked) << item.header;
}

TEST(FormatAmount, FollowsTheLanguage) {
  EXPECT_EQ(format_amount(Language::en, 780, "EUR"), "€7.80");
  EXPECT_EQ(format_amount(Language::en, 780, "CHF"), "CHF\u00a07.80");
  EXPECT_EQ(format_amount(Language::fr, 780, "EUR"), "7,80\u00a0€");
  EXPECT_EQ(format_amount(Language::de, 5, "CHF"), "0,05\u00a0CHF");
  EXPECT_EQ(format_amount(Language::lb, -120'000, "EUR"), "-1200,00\u00a0€");
}

}  // namespace
}  // namespace loyalty
