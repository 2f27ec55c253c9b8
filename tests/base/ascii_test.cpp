#include "base/ascii.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using namespace std::string_view_literals;

TEST(AsciiCharacters, AreOfOneKind) {
  struct Case {
    bool (*is_of_kind)(char c);
    std::string_view in;
    std::string_view out;
  };
  const Case cases[] = {
      {[](char c) { return is_digit(c); }, "059", "/:aA\0\xb2"sv},
      {[](char c) { return is_upper(c); }, "AMZ", "@[az0\xc0"sv},
      {[](char c) { return is_lower(c); }, "amz", "`{AZ0\xe0"sv},
      {[](char c) { return is_letter(c); }, "AZaz", "@[`{09\xe9"sv},
      {[](char c) { return is_letter_or_digit(c); }, "AZaz09", "@[`{/:_\xe9"sv},
      {[](char c) { return is_host_character(c); }, "AZaz09-.", "_:/ \xe9"sv},
  };
  for (const auto& [is_of_kind, in, out] : cases) {
    for (const char c : in) EXPECT_TRUE(is_of_kind(c)) << c;
    for (const char c : out) EXPECT_FALSE(is_of_kind(c)) << c;
  }
}

TEST(AsciiCharacters, ChangeTheirCase) {
  EXPECT_EQ(to_upper('a'), 'A');
  EXPECT_EQ(to_upper('z'), 'Z');
  EXPECT_EQ(to_lower('A'), 'a');
  EXPECT_EQ(to_lower('Z'), 'z');
  for (const char c : "@[`{09-\xe9"sv) {
    EXPECT_EQ(to_upper(c), c);
    EXPECT_EQ(to_lower(c), c);
  }
}

TEST(AppendTwoDigits, PadsAndCuts) {
  std::string text;
  for (const int number : {0, 7, 10, 99, 2026}) append_two_digits(text, number);
  EXPECT_EQ(text, "0007109926");
}

TEST(TakeUntil, LeavesWhatStandsBehindTheSeparator) {
  std::string_view rest = "a,,b";
  EXPECT_EQ(take_until(rest, ','), "a");
  EXPECT_EQ(take_until(rest, ','), "");
  EXPECT_EQ(take_until(rest, ','), "b");
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(take_until(rest, ','), "");
}

}  // namespace
}  // namespace loyalty
