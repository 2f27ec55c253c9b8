#include "drawing/text_fit.hpp"

#include <gtest/gtest.h>

#include "drawing/letters.hpp"

namespace loyalty::drawing {
namespace {

double width(const std::string& line, double size) {
  return measure_text(line, {.size = size, .weight = Weight::bold});
}

TEST(FitText, TakesTheLargestSizeAndEvenLines) {
  const Room room{.width = 127, .height = 31, .size_max = 14.3, .lines_max = 3};
  const auto headline = fit_text("Free coffee after 10 stamps", room);
  EXPECT_EQ(headline.lines, (std::vector<std::string>{"Free coffee", "after 10 stamps"}));
  EXPECT_DOUBLE_EQ(headline.size, 14.3);
  EXPECT_EQ(fit_text("  Short \n", room).lines.size(), 1U);
  EXPECT_TRUE(fit_text("  ", room).lines.empty());
}

TEST(FitText, ShrinksWhatIsLongAndCutsNothing) {
  const Room room{.width = 60, .height = 12, .size_max = 6, .lines_max = 2};
  for (const std::string& text :
       {std::string("Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel"), std::string(120, 'W'),
        std::string("A shop with a name that goes on and on and on, and then goes on some more, and more")}) {
    const auto fitted = fit_text(text, room);
    EXPECT_LE(fitted.lines.size(), room.lines_max);
    EXPECT_LE(static_cast<double>(fitted.lines.size()) * line_height * fitted.size, room.height);
    std::string joined;
    for (const auto& line : fitted.lines) {
      EXPECT_LE(width(line, fitted.size), room.width) << line;
      joined += (joined.empty() ? "" : " ") + line;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(FitText, EndsLinesWhereTheScriptLetsThem) {
  const Room room{.width = 60, .height = 24, .size_max = 8, .lines_max = 3};
  const std::string text = "十杯目のコーヒーは無料でございます。またのお越しを";
  const auto fitted = fit_text(text, room);
  EXPECT_GT(fitted.lines.size(), 1U);
  std::string joined;
  for (const auto& line : fitted.lines) {
    EXPECT_FALSE(line.starts_with("。") || line.starts_with("ー")) << line;
    joined += line;
  }
  EXPECT_EQ(joined, text);
  EXPECT_EQ(fit_text("10\u00a0€ 10\u00a0€ 10\u00a0€ 10\u00a0€", room).lines,
            (std::vector<std::string>{"10\u00a0€ 10\u00a0€", "10\u00a0€ 10\u00a0€"}));
}

TEST(FitText, EndsWithWhatHasNoWidth) {
  const Room room{.width = 60, .height = 12, .size_max = 6, .lines_max = 2};
  EXPECT_EQ(fit_text(" \x7f", room).lines, (std::vector<std::string>{"\x7f"}));
}

}  // namespace
}  // namespace loyalty::drawing
