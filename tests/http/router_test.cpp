#include "http/router.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace loyalty::http {
namespace {

const std::vector<RoutePattern> patterns = {
    {"GET", "/"},                                          // 0
    {"GET", "/cards"},                                     // 1
    {"POST", "/cards"},                                    // 2
    {"GET", "/cards/lookup"},                              // 3
    {"GET", "/cards/{id}"},                                // 4
    {"PATCH", "/cards/{card}"},                            // 5
    {"GET", "/cards/{id}/transactions"},                   // 6
    {"GET", "/passes/{serial}.pkpass"},                    // 7
    {"GET", "/passes/{serial}"},                           // 8
    {"GET", "/passes/{serial}.tar.pkpass"},                // 9
    {"GET", "/cards/{token}/qr.svg"},                      // 10
    {"GET", "/assets/{path...}"},                          // 11
    {"GET", "/assets/logo"},                               // 12
    {"DELETE", "/apple/{device}/registrations/{serial}"},  // 13
    {"GET", "/trailing/"},                                 // 14
};

std::string show(const RouteMatch& match) {
  if (match.outcome == RouteMatch::Outcome::not_found) return "none";
  std::string text;
  if (match.outcome == RouteMatch::Outcome::wrong_method) {
    text = "allow";
    for (const auto method : match.methods_allowed) text.append(" ").append(method);
    return text;
  }
  text = std::to_string(match.index);
  for (const auto& [name, value] : match.parameters) text.append(" ").append(name).append("=").append(value);
  return text;
}

TEST(MatchRoute, FindsTheMostLiteralPattern) {
  struct Case {
    const char* method;
    const char* path;
    const char* expected;
  };
  const Case cases[] = {
      {"GET", "/", "0"},
      {"HEAD", "/", "0"},
      {"POST", "/", "allow GET HEAD"},
      {"GET", "", "none"},
      {"GET", "cards", "none"},
      {"GET", "/cards", "1"},
      {"POST", "/cards", "2"},
      {"PUT", "/cards", "allow GET POST HEAD"},
      {"OPTIONS", "/cards", "allow GET POST HEAD"},
      {"get", "/cards", "allow GET POST HEAD"},
      {"GET", "/cards/", "none"},
      {"GET", "//cards", "none"},
      {"GET", "/cards/lookup", "3"},
      {"PATCH", "/cards/lookup", "allow GET HEAD"},
      {"GET", "/cards/7", "4 id=7"},
      {"HEAD", "/cards/7", "4 id=7"},
      {"PATCH", "/cards/7", "5 card=7"},
      {"GET", "/cards/lookup/transactions", "6 id=lookup"},
      {"GET", "/cards/7/transactions", "6 id=7"},
      {"GET", "/cards//transactions", "none"},
      {"GET", "/cards/7/unknown", "none"},
      {"GET", "/cards/7/transactions/", "none"},
      {"GET", "/cards/7/qr.svg", "10 token=7"},
      {"GET", "/passes/abc.pkpass", "7 serial=abc"},
      {"GET", "/passes/abc.tar.pkpass", "9 serial=abc"},
      {"GET", "/passes/abc", "8 serial=abc"},
      {"GET", "/passes/.pkpass", "8 serial=.pkpass"},
      {"GET", "/passes/.tar.pkpass", "7 serial=.tar"},
      {"GET", "/assets", "none"},
      {"GET", "/assets/", "11 path="},
      {"GET", "/assets/a/b.js", "11 path=a/b.js"},
      {"GET", "/assets/logo", "12"},
      {"GET", "/assets/logo/x", "11 path=logo/x"},
      {"DELETE", "/apple/d/registrations/s", "13 device=d serial=s"},
      {"HEAD", "/apple/d/registrations/s", "allow DELETE"},
      {"GET", "/trailing/", "14"},
      {"GET", "/trailing", "none"},
      {"GET", "/Cards", "none"},
  };
  const Router router(patterns);
  for (const Case& c : cases)
    EXPECT_EQ(show(router.match(c.method, c.path)), c.expected) << c.method << " " << c.path;
}

TEST(MatchRoute, NamesParameters) {
  const Router router(patterns);
  const RouteMatch match = router.match("DELETE", "/apple/d/registrations/s");
  EXPECT_EQ(match.parameter("device"), "d");
  EXPECT_EQ(match.parameter("serial"), "s");
  EXPECT_EQ(match.parameter("absent"), "");
}

TEST(MatchRoute, GoesSixteenPartsDeep) {
  const Router router({{"GET", "/{path...}"}});
  std::string path;
  for (std::size_t i = 0; i < path_parts_max; ++i) path += "/x";
  EXPECT_EQ(router.match("GET", path).outcome, RouteMatch::Outcome::found);
  EXPECT_EQ(router.match("GET", path + "/").outcome, RouteMatch::Outcome::not_found);
  EXPECT_EQ(show(router.match("GET", "/")), "0 path=");
}

TEST(MatchRoute, KeepsItsViewsWhenTheRouterMoves) {
  Router first({{"GET", "/a/{id}"}});
  const Router second = std::move(first);
  EXPECT_EQ(show(second.match("GET", "/a/1")), "0 id=1");
}

TEST(BuildRouter, RefusesWhatIsMalformedOrAmbiguous) {
  const std::vector<std::vector<RoutePattern>> cases = {
      {{"GET", "/a"}, {"GET", "/a"}},
      {{"GET", "/a/{x}"}, {"GET", "/a/{y}"}},
      {{"GET", "/a/{x}.svg"}, {"GET", "/a/{y}.svg"}},
      {{"GET", "/a/{x...}"}, {"GET", "/a/{y...}"}},
      {{"GET", "a"}},
      {{"GET", ""}},
      {{"", "/a"}},
      {{"GET POST", "/a"}},
      {{"GET", "/{}"}},
      {{"GET", "/{...}"}},
      {{"GET", "/{a"}},
      {{"GET", "/a}"}},
      {{"GET", "/v{a}"}},
      {{"GET", "/{a}{b}"}},
      {{"GET", "/{a}-{b}"}},
      {{"GET", "/{A}"}},
      {{"GET", "/{a b}"}},
      {{"GET", "/{a}/{a}"}},
      {{"GET", "/{a...}/b"}},
      {{"GET", "/{a...}.svg"}},
      {{"GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"}},
  };
  for (std::size_t i = 0; i < cases.size(); ++i)
    EXPECT_THROW(Router{cases[i]}, std::logic_error) << "case " << i;
  EXPECT_NO_THROW(Router({{"GET", "/a/{x}"}, {"PUT", "/a/{y}"}, {"GET", "/a/{z}.svg"}, {"GET", "/a/b"}}));
}

}  // namespace
}  // namespace loyalty::http
