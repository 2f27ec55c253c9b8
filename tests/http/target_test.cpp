#include "http/target.hpp"

#include <string>

#include <gtest/gtest.h>

namespace loyalty::http {
namespace {

std::string show(const Target& target) {
  std::string text = target.path;
  for (const auto& [name, value] : target.query) text += " [" + name + "=" + value + "]";
  return text;
}

TEST(ParseTarget, DecodesPathAndQuery) {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"/", "/"},
      {"/a/b", "/a/b"},
      {"/a//b/", "/a//b/"},
      {"/a%20b", "/a b"},
      {"/a+b", "/a+b"},
      {"/%C3%89lise", "/\xc3\x89lise"},
      {"/\xc3\x89lise", "/\xc3\x89lise"},
      {"/%25", "/%"},
      {"/...", "/..."},
      {"/a.b/.c/..d", "/a.b/.c/..d"},
      {"/a?", "/a"},
      {"/a?b", "/a [b=]"},
      {"/a?b=", "/a [b=]"},
      {"/a?=b", "/a [=b]"},
      {"/a?b=c=d", "/a [b=c=d]"},
      {"/a?b=1&b=2", "/a [b=1] [b=2]"},
      {"/a?&b=1&&", "/a [b=1]"},
      {"/a?b+c=d+e%2B", "/a [b c=d e+]"},
      {"/a?b=x%2Fy/..", "/a [b=x/y/..]"},
      {"/a?b=c?d", "/a [b=c?d]"},
      {"/a?%62=%e2%82%ac", "/a [b=\xe2\x82\xac]"},
  };
  for (const Case& c : cases) {
    const auto target = parse_target(c.text);
    ASSERT_TRUE(target) << c.text;
    EXPECT_EQ(show(*target), c.expected) << c.text;
  }
}

TEST(ParseTarget, RefusesWhatCouldMeanTwoThings) {
  const char* const cases[] = {
      "",        "*",          "a",      "http://host/a", "host:80",     "?a=b",          "/a#b",   "/a?b#c",
      "/%",      "/%1",        "/%g1",   "/%1g",          "/a?b=%",      "/a?%zz=1",      "/a%2Fb", "/a%2fb",
      "/a%00b",  "/a?b=%00",   "/a%0Ab", "/a?b=%0d",      "/%7f",        "/a%1Fb",        "/.",     "/..",
      "/a/./b",  "/a/../b",    "/a/..",  "/%2e%2e/a",     "/%2E",        "/a/.%2e/b",     "/%c3",   "/%c3%28",
      "/%c0%af", "/%ed%a0%80", "/\xff",  "/a?b=%ff",      "/a?%c0%80=1", "/%f5%80%80%80",
  };
  for (const char* text : cases) EXPECT_FALSE(parse_target(text)) << text;
}

TEST(ParseTarget, TakesSixtyFourParametersAndNoMore) {
  std::string text = "/a?";
  for (std::size_t i = 0; i < query_parameters_max; ++i) text += "p=" + std::to_string(i) + "&";
  ASSERT_TRUE(parse_target(text));
  EXPECT_EQ(parse_target(text)->query.size(), query_parameters_max);
  EXPECT_FALSE(parse_target(text + "q"));
}

}  // namespace
}  // namespace loyalty::http
