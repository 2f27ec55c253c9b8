#include "drawing/helvetica.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace loyalty::drawing
