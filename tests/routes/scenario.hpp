// One line of a table: who asks what, what is answered, and which rows it leaves behind, these and no others.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "routes/app_world.hpp"

namespace loyalty::test {

using Fields = std::vector<std::pair<std::string, json::value>>;

// A field that is there and not null.
inline constexpr const char* something = "(something)";

struct Scenario {
  std::string name;
  Ask ask;
  int status = 200;
  Fields fields = {};    // of the answer; names in braces are filled in
  RowChanges rows = {};  // every other table stays as it was
  std::function<void(AppWorld&)> prepare = {};
  Headers headers = {};  // of the answer; names in any case
  std::string may = {};  // who may ask this, of the routes' own scenarios: "owner manager", "all"
};

inline void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.name; }

void expect_fields(const AppWorld& app, const Answer& answer, const Fields& fields);
// Asks in every language; the answers say the same in different words. Answers the English one.
Answer expect_refusal(AppWorld& app, Ask ask, int status, const std::string& code, const Fields& fields = {});
// In a world of its own.
void run_scenario(const Scenario& scenario);
// A name that a test may have.
std::string test_name(std::string text);

// One for each route, named after it, in which it does what it is for.
const std::vector<Scenario>& route_scenarios();
const Scenario& route_scenario(std::string_view route_name);

}  // namespace loyalty::test
