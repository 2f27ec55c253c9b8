// Text as PDF's fonts have it, and text in a given width.
#include <gtest/gtest.h>

#include "drawing/helvetica.hpp"
#include "drawing/text_fit.hpp"

namespace loyalty::drawing {
namespace {

TEST(ToWinAnsi, HasTheLettersOfTheFourLanguages) {
  struct Case {
    const char* text;
    const char* bytes;
  };
  const Case cases[] = {
      {"Free coffee (10)", "Free coffee (10)"},
      {"Ä é ë ï ô ù ç ß ÿ", "\xc4 \xe9 \xeb \xef \xf4 \xf9 \xe7 \xdf \xff"},
      {"Œuf œuf Ÿ", "\x8cuf \x9cuf \x9f"},
      {"1 € · “a” ‘b’ – — …",
       "1 \x80 \xb7 \x93"
       "a\x94 \x91"
       "b\x92 \x96 \x97 \x85"},
      {"Encore 3\u202f: « un »", "Encore 3\xa0: \xab un \xbb"},
      {"Šéf Žena",
       "\x8a\xe9"
       "f \x8e"
       "ena"},
      // Letters that it lacks lose their marks; other alphabets are not there.
      {"Česká Őr ńł İ", "Cesk\xe1 Or nl I"},
      {"Кофе", "????"},
      {"\xff", "?"},
      {"a\tb\nc", "a b c"},
  };
  for (const auto& [text, bytes] : cases) EXPECT_EQ(to_winansi(text), bytes) << text;
}

TEST(MeasureText, AddsUpTheWidths) {
  EXPECT_DOUBLE_EQ(measure_text("", Weight::bold, 10), 0);
  EXPECT_DOUBLE_EQ(measure_text("i", Weight::regular, 1000), 222);
  EXPECT_DOUBLE_EQ(measure_text("i", Weight::bold, 1000), 278);
  EXPECT_DOUBLE_EQ(measure_text("Wm", Weight::regular, 1000), 944 + 833);
  EXPECT_DOUBLE_EQ(measure_text("É", Weight::bold, 10), measure_text("E", Weight::bold, 10));
  EXPECT_DOUBLE_EQ(measure_text("€10", Weight::regular, 1000), 3 * 556);
}

double width(const std::string& line, double size) { return measure_text(line, Weight::bold, size); }

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

TEST(FitText, EndsWithWhatHasNoWidth) {
  const Room room{.width = 60, .height = 12, .size_max = 6, .lines_max = 2};
  EXPECT_EQ(fit_text(" \x7f", room).lines, (std::vector<std::string>{"\x7f"}));
}

}  // namespace
}  // namespace loyalty::drawing
