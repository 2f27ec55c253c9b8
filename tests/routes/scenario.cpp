#include "routes/scenario.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

namespace loyalty::test {

void expect_fields(const AppWorld& app, const Answer& answer, const Fields& fields) {
  for (const auto& [path, wanted] : fields) {
    const auto* found = answer.find(path);
    if (found == nullptr) {
      ADD_FAILURE() << "no " << path << " in " << answer.body;
    } else if (wanted.is_string()) {
      const auto filled = app.fill(std::string(wanted.get_string()));
      if (filled == something) {
        EXPECT_FALSE(found->is_null()) << path;
      } else {
        EXPECT_EQ(*found, json::value(filled)) << path;
      }
    } else {
      EXPECT_EQ(*found, wanted) << path;
    }
  }
}

Answer expect_refusal(AppWorld& app, Ask ask, int status, const std::string& code, const Fields& fields) {
  Answer english;
  std::set<std::string> details;
  for (const char* const language : {"lb", "de", "fr", "en"}) {
    ask.headers.emplace_back("accept-language", language);
    english = app.ask(ask);
    ask.headers.pop_back();
    EXPECT_EQ(english.status, status) << english.body;
    EXPECT_EQ(english.code, code) << english.body;
    expect_fields(app, english, fields);
    details.insert(english.text("detail"));
  }
  EXPECT_EQ(details.size(), 4U) << english.body;
  return english;
}

void run_scenario(const Scenario& scenario) {
  const ::testing::ScopedTrace trace(__FILE__, __LINE__, scenario.name);
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto before = app.contents();
  const auto answer = app.ask(scenario.ask);
  EXPECT_EQ(answer.status, scenario.status) << answer.body << answer.fault;
  expect_fields(app, answer, scenario.fields);
  for (const auto& [name, value] : scenario.headers) EXPECT_EQ(answer.header(name), value) << name;
  expect_rows(before, app.contents(), scenario.rows);
}

std::string test_name(std::string text) {
  std::string name;
  bool is_start = true;
  for (const char c : text) {
    const bool is_letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_letter) name += is_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    is_start = !is_letter;
  }
  return name;
}

const Scenario& route_scenario(std::string_view route_name) {
  const auto& all = route_scenarios();
  const auto found =
      std::ranges::find_if(all, [&](const Scenario& scenario) { return scenario.name == route_name; });
  if (found == all.end()) throw std::invalid_argument("no scenario for " + std::string(route_name));
  return *found;
}

}  // namespace loyalty::test
