// /openapi.json tells of every route and of nothing else, /docs shows it, and the web files are where pages
// look for them.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "routes/answer_checks.hpp"
#include "routes/app_world.hpp"
#include "routes/routes.hpp"

namespace loyalty::test {
namespace {

// Calls `visit` with every object in the document.
template <class Visit>
void each_object(const json::value& value, Visit visit) {
  if (const auto* object = value.if_object()) {
    visit(*object);
    for (const auto& member : *object) each_object(member.value(), visit);
  } else if (const auto* list = value.if_array()) {
    for (const auto& entry : *list) each_object(entry, visit);
  }
}

TEST(OpenApi, IsWhatTheApplicationServes) {
  AppWorld app;
  const auto answer = app.ask({.path = "/openapi.json"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(answer.json, openapi());
  EXPECT_EQ(answer.text("openapi"), "3.1.0");
  EXPECT_EQ(answer.text("servers.0.url"), "https://cards.example");
}

TEST(OpenApi, ListsExactlyTheRoutes) {
  std::set<std::string> routes;
  for (const auto& route : all_routes()) {
    routes.insert(to_lower_ascii(route.entry.method) + " " + std::string(route.entry.path));
  }
  std::set<std::string> listed;
  std::set<std::string> names;
  for (const auto& path : openapi().at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      listed.insert(std::string(operation.key()) + " " + std::string(path.key()));
      names.insert(std::string(operation.value().at("operationId").as_string()));
    }
  }
  EXPECT_EQ(listed, routes);
  EXPECT_EQ(names.size(), routes.size());
}

TEST(OpenApi, RefersToNothingThatIsMissingAndKeepsNothingThatIsUnused) {
  std::set<std::string> used{"#/components/schemas/Problem"};
  each_object(openapi(), [&](const json::object& object) {
    const auto* reference = object.if_contains("$ref");
    if (reference == nullptr) return;
    const std::string text(reference->as_string());
    used.insert(text);
    EXPECT_NO_THROW(resolve_reference(text)) << text;
  });
  for (const auto& schema : openapi().at("components").at("schemas").as_object()) {
    EXPECT_TRUE(used.contains("#/components/schemas/" + std::string(schema.key()))) << schema.key();
  }
}

TEST(OpenApi, DescribesRequestsWholly) {
  for (const auto& route : all_routes()) {
    if (route.entry.request == nullptr) continue;
    const auto& operation = openapi()
                                .at("paths")
                                .at(std::string(route.entry.path))
                                .at(to_lower_ascii(route.entry.method))
                                .as_object();
    const auto& schema =
        resolve(operation.at("requestBody").at("content").at("application/json").at("schema")).as_object();
    EXPECT_EQ(schema.at("additionalProperties"), json::value(false)) << route.entry.name;
    EXPECT_TRUE(operation.at("responses").as_object().contains("422")) << route.entry.name;
  }
}

TEST(OpenApi, NamesParametersOfThePath) {
  for (const auto& path : openapi().at("paths").as_object()) {
    const std::string_view text(path.key().data(), path.key().size());
    const auto braces = std::count(text.begin(), text.end(), '{');
    for (const auto& operation : path.value().as_object()) {
      std::ptrdiff_t named = 0;
      for (const auto& parameter : operation.value().at("parameters").as_array()) {
        const auto* place = parameter.as_object().if_contains("in");
        if (place == nullptr || place->as_string() != "path") continue;
        const auto name = "{" + std::string(parameter.at("name").as_string()) + "}";
        if (text.find(name) != std::string_view::npos) ++named;
      }
      EXPECT_EQ(named, braces) << text;
    }
  }
}

TEST(Documents, ShowTheApiAndTheProblems) {
  AppWorld app;
  const auto docs = app.ask({.path = "/docs"});
  EXPECT_EQ(docs.status, 200);
  EXPECT_EQ(docs.content_type, "text/html; charset=utf-8");
  EXPECT_NE(docs.header("content-security-policy").find("default-src 'self'"), std::string::npos);
  EXPECT_NE(docs.body.find("<script"), std::string::npos);
  EXPECT_EQ(docs.body.find("//cdn"), std::string::npos);
}

TEST(Documents, TakeNoOtherMethod) {
  AppWorld app;
  for (const char* const method : {"POST", "PUT", "PATCH", "DELETE"}) {
    const auto answer = app.ask({.method = method, .path = "/openapi.json"});
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  }
}

TEST(Documents, AreNotSentTwice) {
  AppWorld app;
  const auto tag = app.ask({.path = "/openapi.json"}).header("etag");
  ASSERT_FALSE(tag.empty());
  const auto again = app.ask({.path = "/openapi.json", .headers = {{"if-none-match", tag}}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST(Terminal, IsOnePageAtManyAddresses) {
  AppWorld app;
  for (const char* const path : {"/terminal", "/terminal/scan", "/terminal/cards/7"}) {
    const auto page = app.ask({.path = path});
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_THAT(page.body, testing::HasSubstr("<title>Terminal</title>"));
    EXPECT_EQ(page.header("cache-control"), "no-cache");
    EXPECT_THAT(page.header("permissions-policy"), testing::HasSubstr("camera=(self)"));
    EXPECT_THAT(page.header("content-security-policy"),
                testing::HasSubstr("script-src 'self' 'wasm-unsafe-eval';"));
  }
  EXPECT_EQ(app.ask({.path = "/terminal/missing.js"}).status, 404) << "was to be a file";
  EXPECT_EQ(app.ask({.path = "/terminals"}).status, 404);
  EXPECT_EQ(app.ask({.path = "/terminal/manifest.webmanifest"}).content_type, "application/manifest+json");
  EXPECT_EQ(app.ask({.path = "/assets/decoder-Ab3dE5gH.wasm"}).content_type, "application/wasm");
}

TEST(Workers, MayLookAfterTheirPages) {
  AppWorld app;
  const auto customer = app.ask({.path = "/customer-worker.js"});
  EXPECT_EQ(customer.header("service-worker-allowed"), "/c/");
  EXPECT_EQ(customer.header("cache-control"), "no-cache");
  EXPECT_EQ(app.ask({.path = "/terminal-worker.js"}).header("service-worker-allowed"), "/terminal");
  EXPECT_EQ(app.ask({.path = "/docs"}).header("service-worker-allowed"), "");
}

TEST(Documents, LeadFromTheRootAndHideTheirTemplates) {
  AppWorld app;
  const auto root = app.ask({.path = "/"});
  EXPECT_EQ(root.status, 302);
  EXPECT_EQ(root.header("location"), "/terminal");
  for (const char* const path : {"/pages/customer.html", "/pages/terminal.html", "/pages/"}) {
    EXPECT_EQ(app.ask({.path = path}).status, 404) << path;
  }
}

}  // namespace
}  // namespace loyalty::test
