#include "drawing/letters.hpp"

#include <array>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace loyalty::drawing {
namespace {

double measure(std::string_view text, double size = 10, Weight weight = Weight::regular) {
  return measure_text(text, {.size = size, .weight = weight});
}

TEST(MeasureText, GrowsWithSizeWeightAndLetters) {
  EXPECT_DOUBLE_EQ(measure(""), 0);
  EXPECT_NEAR(measure("Free coffee", 20), 2 * measure("Free coffee"), 1e-6);
  EXPECT_NEAR(measure("Free coffee", .01), measure("Free coffee") / 1000, 1e-6);
  EXPECT_GT(measure("Free coffee", 10, Weight::bold), measure("Free coffee") * 1.01);
  EXPECT_GT(measure("W"), 2 * measure("i"));
  EXPECT_LT(measure_text("Free coffee", {.size = 10, .tracking = -.025}), measure("Free coffee") - 2);
}

TEST(MeasureText, KnowsTheEmbeddedLetters) {
  // Of Figtree, and of no font that a machine is likely to have.
  EXPECT_NEAR(measure("Bounewierk", 100), 522.5, .5);
}

TEST(MeasureText, JoinsAndStacksLetters) {
  EXPECT_NEAR(measure("e\u0301"), measure("é"), 1e-6);
  EXPECT_LT(measure("ببب"), 2 * measure("ب")) << "Arabic letters are joined";
  EXPECT_LT(measure("👨\u200D👩\u200D👧"), 1.5 * measure("👨")) << "a family is one picture";
}

TEST(CountMissingLetters, FindsAFontForEveryAlphabet) {
  for (const std::string_view text :
       {"Café Łódź Őr", "Καφενείο Αθηνά ἀ", "Кав’ярня", "コーヒー東京", "مقهى النيل", "בית קפה", "चाय",
        "ร้านกาแฟ", "ქართული", "Հայերեն", "☕🍰😀", "1 €"}) {
    EXPECT_EQ(count_missing_letters(text), 0U) << text;
  }
  EXPECT_EQ(count_missing_letters("a\U00010FFFEb\U0010FFFD"), 2U);
}

TEST(SplitAtBreaks, FollowsTheScript) {
  struct Case {
    std::string_view text;
    std::vector<std::string> pieces;
  };
  const Case cases[] = {
      {"", {}},
      {"one", {"one"}},
      {"Free coffee  now", {"Free ", "coffee  ", "now"}},
      {"1\u00a0€ off", {"1\u00a0€ ", "off"}},
      {"東京。", {"東", "京。"}},
      {"مقهى النيل", {"مقهى ", "النيل"}},
      {"a👨\u200D👩\u200D👧", {"a", "👨\u200D👩\u200D👧"}},
  };
  for (const auto& [text, pieces] : cases) EXPECT_EQ(split_at_breaks(text), pieces) << text;
}

TEST(Letters, MeasureAlikeOnEveryThread) {
  const double wanted = measure("Bounewierk Αθηνά");
  std::vector<std::thread> threads;
  std::array<double, 4> measured{};
  for (double& result : measured) {
    threads.emplace_back([&result] {
      for (int i = 0; i < 20; ++i) result = measure("Bounewierk Αθηνά");
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(measured, testing::Each(wanted));
}

}  // namespace
}  // namespace loyalty::drawing
