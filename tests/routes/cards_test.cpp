// Cards are found by what staff would type.
#include <set>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

using Texts = std::vector<std::string>;

struct Search {
  const char* query;
  Texts found;  // in any order
};

TEST(SearchCards, FindsByEveryWordThatStaffWouldType) {
  AppWorld app;
  app.call("muller", app.world.enrol(app.world.city, "Elisabeth", "lisa@example.org", "+352691000000"));
  const Search searches[] = {
      {"elise", {"{elise}"}},
      {"%C3%89LISE", {"{elise}"}},
      {"elis", {"{elise}", "{muller}"}},
      {"muller", {"{elise}"}},
      {"M%C3%BCller%20El", {"{elise}"}},
      {"el%20mu", {"{elise}"}},
      {"elise%20weber", {}},
      {"web", {"{jean}"}},
      {"eber", {}},
      {"elise@example.org", {"{elise}"}},
      {"ELISE@EXAMPLE", {"{elise}"}},
      {"%2B352%20621%2012%2034%2056", {"{elise}"}},
      {"00352621123456", {"{elise}"}},
      {"621123456", {"{elise}"}},
      {"621%2012", {"{elise}"}},
      {"06%2012%2034%2056%2078", {"{jean}"}},
      {"{elise.number}", {"{elise}"}},
      {"zoe", {}},
      {"{zoe.number}", {}},
      {"nobody", {}},
      {"%25", {}},
      {"_", {}},
      {"'%20OR%201=1", {}},
  };
  for (const auto& [query, found] : searches) {
    const auto answer = app.ask({.path = cards_path + "?search=" + query, .who = Who::staff});
    EXPECT_EQ(answer.status, 200) << query;
    const auto ids = answer.texts("items", "id");
    std::set<std::string> wanted;
    for (const auto& name : found) wanted.insert(app.fill(name));
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()), wanted) << query;
    EXPECT_EQ(ids.size(), wanted.size()) << query;
  }
}

TEST(SearchCards, KeepsToTheStatusThatIsAskedFor) {
  AppWorld app;
  EXPECT_EQ(app.ask(route_scenario("change_card").ask).status, 200);
  const auto ids = [&](const std::string& query) {
    return app.ask({.path = cards_path + query, .who = Who::staff}).texts("items", "id");
  };
  const Texts elise{app.fill("{elise}")};
  const Texts jean{app.fill("{jean}")};
  EXPECT_EQ(ids("?status=blocked"), elise);
  EXPECT_EQ(ids("?status=active"), jean);
  EXPECT_EQ(ids("?status=closed"), Texts());
  EXPECT_EQ(ids("?search=elise&status=blocked"), elise);
  EXPECT_EQ(ids("?search=elise&status=active"), Texts());
}

}  // namespace
}  // namespace loyalty::test
