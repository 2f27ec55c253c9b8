#include "http/header_text.hpp"

#include <gtest/gtest.h>

namespace loyalty::http {
namespace {

TEST(IsToken, KnowsTheCharactersOfRfc9110) {
  EXPECT_TRUE(is_token("X-Request-Id"));
  EXPECT_TRUE(is_token("!#$%&'*+-.^_`|~09azAZ"));
  for (const char* text : {"", "a b", "a:b", "a\tb", "a(b", "a\"b", "a/b", "a{b", "\x7f", "\xc3\xa9"}) {
    EXPECT_FALSE(is_token(text)) << text;
  }
  EXPECT_FALSE(is_token(std::string_view("\0", 1)));
}

TEST(TrimBlanks, TakesSpacesAndTabsOffBothEnds) {
  EXPECT_EQ(trim_blanks(" \t a b\t "), "a b");
  EXPECT_EQ(trim_blanks("\t "), "");
  EXPECT_EQ(trim_blanks(""), "");
}

}  // namespace
}  // namespace loyalty::http
