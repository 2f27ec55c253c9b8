#include "base/text.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using namespace std::string_view_literals;

TEST(IsUtf8, TakesWellFormedSequencesOnly) {
  const std::string_view good[] = {"",
                                   "a",
                                   "é€😀",
                                   "\0"sv,
                                   "\xC2\x80",
                                   "\xDF\xBF",
                                   "\xE0\xA0\x80",
                                   "\xED\x9F\xBF",
                                   "\xEE\x80\x80",
                                   "\xF0\x90\x80\x80",
                                   "\xF4\x8F\xBF\xBF"};
  for (const std::string_view text : good) EXPECT_TRUE(is_utf8(text)) << text;
  const std::string_view bad[] = {"\x80",
                                  "\xBF",
                                  "\xC0\x80",
                                  "\xC1\xBF",
                                  "\xC2",
                                  "\xC2\x41",
                                  "\xE0\x9F\xBF",
                                  "\xE0\xA0",
                                  "\xED\xA0\x80",
                                  "\xEF\xBF",
                                  "\xE1\x80\x41",
                                  "\xF0\x8F\xBF\xBF",
                                  "\xF4\x90\x80\x80",
                                  "\xF5\x80",
                                  "\xF0\x90\x80",
                                  "\xFF",
                                  "a\xFE"};
  for (const std::string_view text : bad) EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(AppendUtf8, IsReadBackForEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t position = 0;
    ASSERT_EQ(next_code_point(text, position), c);
    ASSERT_EQ(position, text.size());
  }
}

TEST(NextCodePoint, MovesOneBytePastABrokenOne) {
  const std::string_view text = "\xE2\x82z";
  std::size_t position = 0;
  EXPECT_FALSE(next_code_point(text, position));
  EXPECT_EQ(position, 1U);
  EXPECT_FALSE(next_code_point(text, position));
  EXPECT_EQ(next_code_point(text, position), U'z');
}

TEST(CountCodePoints, CountsCharactersAndNotBytes) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("aé€😀"), 4U);
}

TEST(IsPrintable, RefusesControlsAndOverrides) {
  for (const std::string_view text : {""sv, "Café Müller 😀"sv, "\u00A0"sv, "\u200E"sv})
    EXPECT_TRUE(is_printable(text));
  for (const std::string_view text : {"\0"sv, "a\nb"sv, "\t"sv, "\x7F"sv, "\u0080"sv, "\u009F"sv, "\u2028"sv,
                                      "\u2029"sv, "\u202A"sv, "\u202E"sv, "\u2066"sv, "\u2069"sv, "\xC3"sv}) {
    EXPECT_FALSE(is_printable(text)) << text;
  }
}

TEST(Trim, RemovesWhiteSpaceAtBothEnds) {
  const std::pair<const char*, const char*> cases[] = {{"", ""},
                                                       {" \t\r\n", ""},
                                                       {" a b ", "a b"},
                                                       {"\u00A0é\u3000", "é"},
                                                       {"\u2003\u2003x", "x"},
                                                       {"a\u200B", "a\u200B"},
                                                       {"\xA0", "\xA0"},
                                                       {"x \xC2", "x \xC2"},
                                                       {"\u0085x", "x"}};
  for (const auto& [text, expected] : cases) EXPECT_EQ(trim(text), expected);
}

TEST(EqualIgnoringCase, IsForAsciiLetters) {
  EXPECT_TRUE(equal_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
  EXPECT_FALSE(equal_ignoring_case("É", "é"));
  EXPECT_EQ(to_lower_ascii("ABZ[é"), "abz[é");
}

TEST(FoldForSearch, LosesCaseAndMarks) {
  const std::pair<const char*, const char*> cases[] = {
      {"Élise", "elise"},
      {"Müller", "muller"},
      {"Straße", "strasse"},
      {"STRAẞE", "strasse"},
      {"E\u0301lise", "elise"},
      {"Łukasz Żółć", "lukasz zolc"},
      {"Đorđe Šćepanović", "dorde scepanovic"},
      {"Ærøskøbing", "aeroskobing"},
      {"Þórður", "thordur"},
      {"ŒUVRE", "oeuvre"},
      {"İstanbul ısı Ğ", "istanbul isi g"},
      {"Ștefan Țepeș", "stefan tepes"},
      {"Nguyễn Thị", "nguyen thi"},
      {"ΆΛΦΑ ϊός", "αλφα ιοσ"},
      {"Ἀθῆναι", "αθηναι"},
      {"Ёлка ЙОД Київ", "елка иод киів"},
      {"日本 😀 123", "日本 😀 123"},
      {"Ａｎｎａ ﬁn ǆ ª", "anna fin dz a"},
      {"ʜ Ħ Ŧ ð ŋ", "ʜ h t d ŋ"},
      {"Σίσυφος ΣΊΣΥΦΟΣ", "σισυφοσ σισυφοσ"},
      {"Jür\u00ADgen\u200B", "jurgen"},
      {"مُحَمَّد أحمد", "محمد احمد"},
      {"שָׁלוֹם", "שלום"},
      {"김민준", "김민준"},
      {"ｶﾞﾙ か\u3099 が", "ガル が が"},
      {"क़ि कि का", "क\u093Cि कि का"},
      {"ภูเก็ต ไม้", "ภูเก็ต ไม"},
      {"ΐ ᾳ", "ι α"},
      {"a\xFF", "a\xFF"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(fold_for_search(text), expected) << text;
}

TEST(FoldForSearch, IsTheSameHoweverALetterIsPutTogether) {
  for (const auto& [composed, apart] : {std::pair{"\u00e9", "e\u0301"},
                                        {"\u1ec7", "e\u0302\u0323"},
                                        {"\u0439", "\u0438\u0306"},
                                        {"\uac01", "\u1100\u1161\u11a8"},
                                        {"\u304c", "\u304b\u3099"},
                                        {"\u0390", "\u03b9\u0308\u0301"},
                                        {"\u0e01\u0e39\u0e48", "\u0e01\u0e48\u0e39"}}) {
    EXPECT_EQ(fold_for_search(composed), fold_for_search(apart)) << composed;
  }
}

TEST(FoldForSearch, ChangesNothingTheSecondTime) {
  for (char32_t c = 1; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const std::string once = fold_for_search(text);
    ASSERT_TRUE(is_utf8(once));
    ASSERT_EQ(fold_for_search(once), once) << text;
  }
}

TEST(DropUnseen, LeavesWhatPeopleSee) {
  const std::string base = "e\u0301\u0301\u0301";
  std::string heap = "e";
  for (int i = 0; i < 80; ++i) heap += "\u0301";
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {" a b ", "a b"},
      {"\u200B", ""},
      {"\u3164", ""},
      {"\u2800", ""},
      {"\u00AD", ""},
      {"\u115F\u1160\uFFA0\uFEFF\u2060\u034F\u180E\u061C", ""},
      {"\u200D\uFE0F\u0301", ""},
      {" \u2800\u200B \u3164 ", ""},
      {"\u200BNora\u00AD\u2800 ", "Nora"},
      {"No\u00ADra", "No\u00ADra"},
      {"Nora\u200B\uFE0F", "Nora"},
      {"❤\uFE0F", "❤\uFE0F"},
      {"葛\U000E0100", "葛\U000E0100"},
      {"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
       "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"},
      {"അവന്\u200D", "അവന്\u200D"},
      {"👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧"},
      {"\u200F\u0623\u062D\u200F", "\u0623\u062D"},
      {heap, base},
      {heap + "a" + heap, base + "a" + base},
      {"\u0301\u0301a", "a"},
      {"Thị སྤྲུལ", "Thị སྤྲུལ"},
      {"\u2022 -", "\u2022 -"},
      {"\xA0", "\xA0"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(drop_unseen(text), expected) << text;
    EXPECT_EQ(drop_unseen(expected), expected) << text;
  }
}

TEST(SplitWords, KeepsRunsOfLettersAndDigits) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(split_words(""), Words());
  EXPECT_EQ(split_words(" -- "), Words());
  EXPECT_EQ(split_words("marie-anne o'neil 42"), (Words{"marie", "anne", "o", "neil", "42"}));
  EXPECT_EQ(split_words("жан–поль\u00A0日本、東京😀x"), (Words{"жан", "поль", "日本", "東京", "x"}));
  EXPECT_EQ(split_words("कि\u0964 ภูเก็ต a\u066Bb ٣x"), (Words{"कि", "ภูเก็ต", "a", "b", "٣x"}));
  EXPECT_EQ(split_words("a\xFF"
                        "b"),
            (Words{"a", "b"}));
}

TEST(ParseInteger, TakesTheWholeRange) {
  const std::pair<const char*, std::int64_t> good[] = {
      {"0", 0},
      {"-1", -1},
      {"007", 7},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()}};
  for (const auto& [text, value] : good) EXPECT_EQ(parse_integer(text), value) << text;
  for (const char* const text : {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "9223372036854775808",
                                 "-9223372036854775809", "--1"}) {
    EXPECT_FALSE(parse_integer(text)) << text;
  }
}

TEST(IsDigits, NeedsAtLeastOne) {
  EXPECT_TRUE(is_digits("0123456789"));
  for (const char* const text : {"", "1a", "-1", "/", ":", "١"}) EXPECT_FALSE(is_digits(text)) << text;
}

TEST(CutUtf8, NeverSplitsACharacter) {
  const std::string_view text = "aé€😀";  // 1, 2, 3 and 4 bytes
  const std::string_view expected[] = {"",    "a",   "a",   "aé",  "aé",    "aé",
                                       "aé€", "aé€", "aé€", "aé€", "aé€😀", "aé€😀"};
  for (std::size_t size = 0; size < std::size(expected); ++size)
    EXPECT_EQ(cut_utf8(text, size), expected[size]);
}

}  // namespace
}  // namespace loyalty
