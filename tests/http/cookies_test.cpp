#include "http/cookies.hpp"

#include <string>

#include <gtest/gtest.h>

#include "http/message.hpp"

namespace loyalty::http {
namespace {

TEST(ParseCookies, TakesCookiesAndPassesOverTheRest) {
  struct Case {
    const char* header;
    const char* expected;
  };
  const Case cases[] = {
      {"", ""},
      {"a=1", "[a=1]"},
      {"a=1; b=2", "[a=1][b=2]"},
      {"a=1;b=2;", "[a=1][b=2]"},
      {" \ta = 1 ;\tb=2\t", "[a=1][b=2]"},
      {"a=", "[a=]"},
      {"a=\"1 2\"", "[a=1 2]"},
      {"a=\"\"", "[a=]"},
      {"a=\"", "[a=\"]"},
      {"a=b=c==", "[a=b=c==]"},
      {"nothing; =x; a b=1; a=1", "[a=1]"},
      {";;;a=1", "[a=1]"},
      {"{\"json\": 1}; a=1", "[a=1]"},
      {"a=1; a=2", "[a=1][a=2]"},
      {"a=\xc3\xa9", "[a=\xc3\xa9]"},
  };
  for (const Case& c : cases) {
    std::string shown;
    for (const auto& [name, value] : parse_cookies(c.header)) {
      shown.append("[").append(name).append("=").append(value).append("]");
    }
    EXPECT_EQ(shown, c.expected) << c.header;
  }
}

TEST(FindCookie, TakesTheFirstOfItsName) {
  EXPECT_EQ(find_cookie("a=1; b=2; b=3", "b"), "2");
  EXPECT_EQ(find_cookie("ab=1", "a"), std::nullopt);
  EXPECT_EQ(find_cookie("A=1", "a"), std::nullopt);
}

TEST(RequestCookie, LooksThroughAllCookieHeaders) {
  Request request;
  request.headers = {{"cookie", "a=1"}, {"x-cookie", "b=0"}, {"cookie", "b=\"2\""}};
  EXPECT_EQ(request.cookie("a"), "1");
  EXPECT_EQ(request.cookie("b"), "2");
  EXPECT_EQ(request.cookie("c"), "");
}

TEST(RequestHeader, TakesTheFirstOfItsName) {
  Request request;
  request.headers = {{"accept", "x"}, {"accept", "y"}};
  request.query = {{"q", "1"}, {"q", "2"}, {"empty", ""}};
  EXPECT_EQ(request.header("accept"), "x");
  EXPECT_EQ(request.header("absent"), "");
  EXPECT_EQ(request.query_value("q"), "1");
  EXPECT_EQ(request.query_value("empty"), "");
  EXPECT_EQ(request.query_value("absent"), std::nullopt);
}

}  // namespace
}  // namespace loyalty::http
