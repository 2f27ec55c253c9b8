// Every route: does what it is for, for those who may, and says no to everybody else.
#include "routes/routes.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

class EachRoute : public ::testing::TestWithParam<Scenario> {};

bool may(const Scenario& scenario, Who who) {
  return scenario.may == "all" ||
         (" " + scenario.may + " ").find(" " + std::string(name_of(who)) + " ") != std::string::npos;
}

constexpr Who roles[] = {Who::nobody, Who::admin, Who::owner, Who::manager, Who::staff};

Ask as(const Scenario& scenario, Who who) {
  auto ask = scenario.ask;
  ask.who = who;
  if (who == Who::admin || who == Who::nobody) ask.headers.emplace_back("x-vendor-code", "CITY");
  return ask;
}

TEST(AllRoutes, HaveAScenarioEach) {
  std::set<std::string> routes;
  for (const auto& route : all_routes()) routes.insert(std::string(route.entry.name));
  EXPECT_EQ(routes.size(), all_routes().size()) << "two routes have one name";
  std::set<std::string> scenarios;
  for (const auto& scenario : route_scenarios()) scenarios.insert(scenario.name);
  EXPECT_EQ(routes, scenarios);
}

TEST_P(EachRoute, IsWhereItsScenarioAsks) {
  AppWorld app;
  if (GetParam().prepare) GetParam().prepare(app);
  const auto answer = app.ask(GetParam().ask);
  const auto route = std::ranges::find_if(
      all_routes(), [](const Route& candidate) { return candidate.entry.name == GetParam().name; });
  ASSERT_NE(route, all_routes().end());
  EXPECT_EQ(answer.route, route->entry.path);
  EXPECT_EQ(GetParam().ask.method, route->entry.method);
}

TEST_P(EachRoute, DoesWhatItIsFor) { run_scenario(GetParam()); }

TEST_P(EachRoute, LetsInWhoMay) {
  for (const auto who : roles) {
    if (!may(GetParam(), who)) continue;
    SCOPED_TRACE(name_of(who));
    AppWorld app;
    // What staff may take back is what they did themselves.
    if (GetParam().prepare) GetParam().prepare(app);
    const auto answer = app.ask(as(GetParam(), who));
    EXPECT_EQ(answer.status, GetParam().status) << answer.body;
  }
}

TEST_P(EachRoute, KeepsOutWhoMayNot) {
  AppWorld app;
  if (GetParam().prepare) GetParam().prepare(app);
  const auto before = app.contents();
  for (const auto who : roles) {
    if (may(GetParam(), who)) continue;
    SCOPED_TRACE(name_of(who));
    const auto answer = app.ask(as(GetParam(), who));
    EXPECT_EQ(answer.status, who == Who::nobody ? 401 : 403) << answer.body;
    EXPECT_EQ(answer.code, who == Who::nobody ? "unauthenticated" : "forbidden");
    EXPECT_EQ(answer.header("www-authenticate"), who == Who::nobody ? "Bearer" : "");
  }
  expect_rows(before, app.contents(), {});
}

// Whether somebody who did not sign in can change something where the scenario asks.
bool changes_for_everybody(const Scenario& scenario) {
  const auto& all = all_routes();
  const auto own = std::ranges::find_if(
      all, [&](const Route& candidate) { return candidate.entry.name == scenario.name; });
  return std::ranges::any_of(all, [&](const Route& candidate) {
    return candidate.entry.path == own->entry.path && !candidate.entry.role &&
           candidate.entry.method != "GET";
  });
}

TEST_P(EachRoute, TakesNoOtherMethod) {
  AppWorld app;
  const auto path = GetParam().ask.path.substr(0, GetParam().ask.path.find('?'));
  const auto before = app.contents();
  for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    const auto answer = app.ask({.method = method, .path = path});
    const auto allow = ", " + answer.header("allow") + ",";
    if (answer.status != 405) {
      EXPECT_EQ(allow, ", ,");
      continue;
    }
    EXPECT_EQ(answer.code, "method_not_allowed");
    EXPECT_NE(allow.find(", " + GetParam().ask.method + ","), std::string::npos) << allow;
    EXPECT_EQ(allow.find(", " + method + ","), std::string::npos) << allow;
    EXPECT_EQ(allow.find(", GET,") == std::string::npos, allow.find(", HEAD,") == std::string::npos) << allow;
  }
  EXPECT_EQ(app.ask({.method = "PUT", .path = path}).status, 405);
  if (!changes_for_everybody(GetParam())) expect_rows(before, app.contents(), {});
}

INSTANTIATE_TEST_SUITE_P(Routes, EachRoute, ::testing::ValuesIn(route_scenarios()),
                         [](const auto& line) { return test_name(line.param.name); });

}  // namespace
}  // namespace loyalty::test
