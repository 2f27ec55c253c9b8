// Requests of a wrong form: all faults are told with their fields, nothing is written, nothing breaks.
#include <algorithm>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "routes/answer_checks.hpp"
#include "routes/route_scenarios.hpp"
#include "routes/routes.hpp"
#include "routes/wrong_values.hpp"

namespace loyalty::test {
namespace {

const json::object& operation_of(const std::string& name) {
  const auto route = std::ranges::find_if(
      all_routes(), [&](const Route& candidate) { return candidate.entry.name == name; });
  const auto& entry = route->entry;
  return openapi().at("paths").at(std::string(entry.path)).at(to_lower_ascii(entry.method)).as_object();
}

std::vector<std::string> list_routes(bool (*is_wanted)(const OperationEntry&)) {
  std::vector<std::string> found;
  for (const auto& route : all_routes()) {
    if (is_wanted(route.entry)) found.emplace_back(route.entry.name);
  }
  return found;
}

bool tells_of(const Answer& answer, const std::string& field) {
  const auto fields = answer.texts("errors", "field");
  return std::ranges::find(fields, field) != fields.end();
}

std::string name_of_route(const ::testing::TestParamInfo<std::string>& line) { return test_name(line.param); }

class EachBody : public ::testing::TestWithParam<std::string> {};

TEST_P(EachBody, IsRefusedWithTheFieldThatIsWrong) {
  const auto& scenario = route_scenario(GetParam());
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto right = json::parse(app.fill(scenario.ask.body)).as_object();
  const auto& schema =
      operation_of(GetParam()).at("requestBody").at("content").at("application/json").at("schema");
  const auto wrong_bodies = make_wrong_bodies(schema, right);
  ASSERT_GT(wrong_bodies.size(), 5U);
  const auto before = app.contents();
  for (const auto& wrong : wrong_bodies) {
    auto ask = scenario.ask;
    ask.body = json::serialize(wrong.body);
    const auto answer = app.ask(ask);
    EXPECT_EQ(answer.status, 422) << wrong.field << ": " << wrong.what << ": " << answer.body;
    EXPECT_EQ(answer.code, "validation_failed") << wrong.field << ": " << wrong.what;
    EXPECT_TRUE(tells_of(answer, wrong.field)) << wrong.field << ": " << wrong.what << ": " << answer.body;
  }
  expect_rows(before, app.contents(), {});
}

TEST_P(EachBody, IsRefusedWhenItIsNoObject) {
  const auto& scenario = route_scenario(GetParam());
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto before = app.contents();
  for (const char* const body : {"[]", "null", "7", "\"text\"", "true", "[{}]"}) {
    auto ask = scenario.ask;
    ask.body = body;
    const auto answer = app.ask(ask);
    EXPECT_EQ(answer.status, 422) << body << answer.body;
    EXPECT_TRUE(tells_of(answer, "")) << body;
  }
  expect_rows(before, app.contents(), {});
}

TEST_P(EachBody, IsRefusedWhenItIsNotJson) {
  const auto& scenario = route_scenario(GetParam());
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto before = app.contents();
  for (const char* const type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp",
                                 "multipart/form-data; boundary=x", "text/json"}) {
    auto ask = scenario.ask;
    ask.headers.emplace_back("content-type", type);
    const auto answer = app.ask(ask);
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_EQ(answer.code, "unsupported_media_type");
  }
  auto ask = scenario.ask;
  ask.body = "";
  EXPECT_EQ(app.ask(ask).code, "malformed_json");
  expect_rows(before, app.contents(), {});
}

INSTANTIATE_TEST_SUITE_P(Routes, EachBody, ::testing::ValuesIn(list_routes([](const OperationEntry& entry) {
                           return entry.request != nullptr;
                         })),
                         name_of_route);

class EachQuery : public ::testing::TestWithParam<std::string> {};

TEST_P(EachQuery, IsRefusedWithTheParameterThatIsWrong) {
  const auto& scenario = route_scenario(GetParam());
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto path = scenario.ask.path.substr(0, scenario.ask.path.find('?'));
  std::vector<WrongText> wrong_texts{{"no_such_parameter", "1"}};
  for (const auto& parameter : operation_of(GetParam()).at("parameters").as_array()) {
    if (!parameter.as_object().contains("in") || parameter.at("in").as_string() != "query") continue;
    const std::string name(parameter.at("name").as_string());
    for (auto& wrong : make_wrong_parameters(name, parameter.at("schema")))
      wrong_texts.push_back(std::move(wrong));
    wrong_texts.push_back({name, "CITY&" + name + "=CITY"});
  }
  const auto before = app.contents();
  for (const auto& [name, text] : wrong_texts) {
    auto ask = scenario.ask;
    ask.path = path + "?" + name + "=" + text;
    const auto answer = app.ask(ask);
    EXPECT_EQ(answer.status, 422) << ask.path << answer.body;
    EXPECT_TRUE(tells_of(answer, name)) << ask.path << answer.body;
  }
  expect_rows(before, app.contents(), {});
}

TEST_P(EachQuery, TakesTheLimitsAtTheirEnds) {
  const auto& scenario = route_scenario(GetParam());
  AppWorld app;
  if (scenario.prepare) scenario.prepare(app);
  const auto path = scenario.ask.path.substr(0, scenario.ask.path.find('?'));
  for (const auto& parameter : operation_of(GetParam()).at("parameters").as_array()) {
    const auto* schema = parameter.as_object().if_contains("schema");
    if (schema == nullptr || !schema->as_object().contains("maximum")) continue;
    for (const char* const end : {"minimum", "maximum"}) {
      auto ask = scenario.ask;
      ask.path = path + "?" + std::string(parameter.at("name").as_string()) + "=" +
                 std::to_string(schema->at(end).as_int64());
      EXPECT_EQ(app.ask(ask).status, 200) << ask.path;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Routes, EachQuery, ::testing::ValuesIn(list_routes([](const OperationEntry& entry) {
                           return entry.query != nullptr;
                         })),
                         name_of_route);

TEST(ReadBody, TellsAllFaultsAtOnce) {
  AppWorld app;
  const auto answer = app.ask(
      {.method = "POST",
       .path = "/api/v1/loyalty/enroll/CITY",
       .body = R"({"first_name": "", "email": "no address", "birth_date": "yesterday", "shoe_size": 43})"});
  EXPECT_EQ(answer.status, 422);
  const auto fields = answer.texts("errors", "field");
  const std::vector<std::string> wanted{"first_name", "email", "birth_date", "terms_accepted", "shoe_size"};
  for (const auto& field : wanted) EXPECT_NE(std::ranges::find(fields, field), fields.end()) << field;
  EXPECT_EQ(fields.size(), wanted.size()) << answer.body;
  for (const auto& message : answer.texts("errors", "message")) EXPECT_FALSE(message.empty());
}

struct Malformed {
  const char* name;
  std::string body;
};

std::string nested(std::size_t depth) {
  return R"({"card": )" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

std::vector<Malformed> malformed_bodies() {
  return {{"half an object", R"({"card": "1")"},
          {"a trailing comma", R"({"card": "1",})"},
          {"a second object", R"({"card": "1"}{})"},
          {"trailing bytes", R"({"card": "1"} x)"},
          {"a repeated name", R"({"card": "1", "card": "2"})"},
          {"a repeated name inside", R"({"card": {"a": 1, "a": 2}})"},
          {"single quotes", R"({'card': '1'})"},
          {"a comment", R"({"card": "1" /* one */})"},
          {"deep nesting", nested(100)},
          {"very deep nesting", nested(30'000)},
          {"broken UTF-8", "{\"card\": \"\xC3\x28\"}"},
          {"an overlong slash", "{\"card\": \"\xC0\xAF\"}"},
          {"half a surrogate pair", R"({"card": "\ud800"})"},
          {"a raw control character", "{\"card\": \"a\nb\"}"},
          {"an infinite number", R"({"card": 1e999})"},
          {"not a number", R"({"card": NaN})"},
          {"a leading zero", R"({"card": 01})"},
          {"a byte order mark", "\xEF\xBB\xBF{\"card\": \"1\"}"},
          {"too many values", R"({"card": [)" + std::string(50'000, ' ') + "1" +
                                  [] {
                                    std::string rest;
                                    for (int i = 0; i < 20'000; ++i) rest += ",1";
                                    return rest;
                                  }() +
                                  "]}"},
          {"white space", " \n "},
          {"a word", "card"}};
}

TEST(ReadBody, RefusesWhatIsNotWellFormed) {
  AppWorld app;
  const auto before = app.contents();
  for (const auto& [name, body] : malformed_bodies()) {
    SCOPED_TRACE(name);
    const auto answer = app.ask(ask_stamp(Who::staff, body));
    EXPECT_EQ(answer.status, 400) << answer.body;
    EXPECT_EQ(answer.code, "malformed_json");
  }
  expect_rows(before, app.contents(), {});
}

TEST(ReadBody, TakesJsonInEveryDress) {
  AppWorld app;
  app.world.change(app.world.city, [](Program& program) { program.cooldown_minutes = 0; });
  for (const char* const type : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                                 "application/json ;charset=UTF-8"}) {
    auto ask = ask_stamp(Who::staff, "\r\n\t {\"card\": \"{elise}\", \"pin\": \"\\u0034711\"} \n");
    ask.headers.emplace_back("content-type", type);
    EXPECT_EQ(app.ask(ask).status, 200) << type;
  }
}

TEST(ReadPath, FindsNothingUnderAnIdThatIsNone) {
  AppWorld app;
  const auto before = app.contents();
  for (const auto& route : all_routes()) {
    const auto mark = route.entry.path.find("{id}");
    if (mark == std::string_view::npos) continue;
    for (const char* const id :
         {"0", "-1", "abc", "1", "01", "1.0", "1e3", "+1", "9223372036854775807", "9223372036854775808",
          "99999999999999999999999999", "%00x", "%F0%9F%8D%AA", "' OR 1=1 --", "{id}"}) {
      auto ask = route_scenario(route.entry.name).ask;
      std::string path(route.entry.path);
      path.replace(mark, 4, id);
      std::string escaped;
      for (const char c : path) escaped += c == ' ' ? "%20" : std::string(1, c);
      if (escaped.find("%00") != std::string::npos) continue;
      ask.path = escaped;
      const auto answer = app.ask(ask);
      EXPECT_EQ(answer.status, 404) << ask.method << " " << path << answer.body;
    }
  }
  expect_rows(before, app.contents(), {});
}

TEST(ReadPath, FindsNothingUnderATokenOrCodeThatIsNone) {
  AppWorld app;
  const auto before = app.contents();
  const auto enrolment = route_scenario("enrol_customer").ask;
  for (const std::string& text :
       {std::string("x"), std::string("NOBODY"), std::string(41, 'A'), std::string(2000, 'a'),
        std::string("%E2%82%AC"), std::string("CITY%20"), std::string("..%2e")}) {
    for (const char* const end : {"", "/qr.svg", "/qr.png"}) {
      EXPECT_EQ(app.ask({.path = "/api/v1/loyalty/cards/" + text + end}).status, 404) << text;
    }
    EXPECT_EQ(app.ask({.path = "/api/v1/loyalty/programs/" + text}).code, "vendor_not_found") << text;
    auto ask = enrolment;
    ask.path = "/api/v1/loyalty/enroll/" + text;
    EXPECT_EQ(app.ask(ask).code, "vendor_not_found") << text;
  }
  for (const char* const path :
       {"/api", "/api/v1", "/api/v1/", "/api/v2/auth/me", "/api/v1/auth/me/", "/api/v1/AUTH/me",
        "/api/v1//auth/me", "/healthz/", "/admin", "/etc/passwd"}) {
    const auto answer = app.ask({.path = path, .who = Who::admin});
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.code, "not_found") << path;
  }
  expect_rows(before, app.contents(), {});
}

}  // namespace
}  // namespace loyalty::test
