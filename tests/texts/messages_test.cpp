#include "texts/messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace loyalty {
namespace {

constexpr Language all_languages[] = {Language::en, Language::fr, Language::de, Language::lb};

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

}  // namespace
}  // namespace loyalty
