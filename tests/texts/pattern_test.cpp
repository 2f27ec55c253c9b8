#include "texts/pattern.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

// The rule of a language that has more kinds than any of ours.
PluralForm count_in_polish(std::uint64_t number) {
  if (number == 1) return PluralForm::one;
  const std::uint64_t last = number % 10;
  const bool is_few = last >= 2 && last <= 4 && number / 10 % 10 != 1;
  return is_few ? PluralForm::few : PluralForm::many;
}

TEST(ChooseForm, TakesEveryKindOfPlural) {
  struct Case {
    std::int64_t number;
    std::string_view text;
  };
  constexpr std::string_view stamps =
      "=0 {brak} one {# pieczątka} few {# pieczątki} many {# pieczątek} other {# pieczątki}";
  const Case cases[] = {{0, "brak"},         {1, "# pieczątka"},   {3, "# pieczątki"},
                        {5, "# pieczątek"},  {12, "# pieczątek"},  {22, "# pieczątki"},
                        {-1, "# pieczątka"}, {112, "# pieczątek"}, {104, "# pieczątki"}};
  for (const auto& [number, text] : cases) {
    EXPECT_EQ(choose_form(stamps, number, count_in_polish), text) << number;
  }
  for (const auto& [form, name] : Names<PluralForm>::table) {
    static PluralForm kind;
    kind = form;
    const std::string forms = "other {x} " + std::string(name) + " {this}";
    const auto chosen = choose_form(forms, 7, [](std::uint64_t) { return kind; });
    EXPECT_EQ(chosen, form == PluralForm::other ? "x" : "this") << name;
  }
}

TEST(ChooseForm, FallsBackToOther) {
  EXPECT_EQ(choose_form("one {a} other {b}", 3, count_in_polish), "b");
  EXPECT_EQ(choose_form("one {a}", 3, count_in_polish), std::nullopt);
  EXPECT_EQ(choose_form("", 3, count_in_polish), std::nullopt);
  EXPECT_EQ(choose_form("many {a", std::numeric_limits<std::int64_t>::min(), count_in_polish), std::nullopt);
}

TEST(ParsePlaceholder, TellsNamesFromPlurals) {
  EXPECT_EQ(parse_placeholder(" who ").value().name, "who");
  EXPECT_FALSE(parse_placeholder("who").value().is_plural);
  EXPECT_EQ(parse_placeholder("n, plural, one {a} other {b}").value().forms, " one {a} other {b}");
  for (const std::string_view broken : {"", " ", "a b", "{a}", "n, select, other {a}", "n, plural"}) {
    EXPECT_FALSE(parse_placeholder(broken)) << broken;
  }
}

}  // namespace
}  // namespace loyalty
