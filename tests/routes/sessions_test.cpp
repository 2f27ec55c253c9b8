// Signing in and out, sessions, passwords, and the cookie.
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"
#include "storage/users.hpp"

namespace loyalty::test {
namespace {

using std::chrono::days;
using std::chrono::minutes;

Ask login(const std::string& email, const std::string& typed = std::string(password)) {
  const json::object body{{"email", email}, {"password", typed}};
  return {.method = "POST", .path = "/api/v1/auth/login", .body = json::serialize(body)};
}

Ask with_token(std::string path, const std::string& token, std::string method = "GET") {
  return {.method = std::move(method),
          .path = std::move(path),
          .headers = {{"authorization", "Bearer " + token}}};
}

Answer me(AppWorld& app, const std::string& token) { return app.ask(with_token("/api/v1/auth/me", token)); }

// The problem without what tells one request from the other.
std::string without_request_id(const Answer& answer) {
  auto body = answer.json.as_object();
  body.erase("request_id");
  return json::serialize(body);
}

TEST(SignIn, GivesATokenThatWorks) {
  AppWorld app;
  const auto answer = app.ask(login("  MANAGER@example.ORG "));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto seen = me(app, answer.text("token"));
  EXPECT_EQ(*seen.find("user"), *answer.find("user"));
  app.world.pass(days(30) - std::chrono::milliseconds(1));
  EXPECT_EQ(me(app, answer.text("token")).status, 200);
  app.world.pass(std::chrono::milliseconds(1));
  EXPECT_EQ(me(app, answer.text("token")).code, "unauthenticated");
}

TEST(SignIn, SaysTheSameToAWrongPasswordAndToAnUnknownUser) {
  AppWorld app;
  const auto wrong = app.ask(login("staff@example.org", "correct horse 43"));
  const auto unknown = app.ask(login("nobody@example.org"));
  const auto no_address = app.ask(login("not an address"));
  for (const auto& answer : {wrong, unknown, no_address}) {
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.code, "invalid_credentials");
    EXPECT_EQ(without_request_id(answer), without_request_id(wrong));
    EXPECT_EQ(answer.header("set-cookie"), "");
  }
}

TEST(SignIn, RefusesThoseWhoAreSwitchedOff) {
  AppWorld app;
  EXPECT_EQ(app.ask({.method = "PATCH",
                     .path = "/api/v1/admin/users/{user.staff}",
                     .who = Who::admin,
                     .body = R"({"is_active": false})"})
                .status,
            200);
  EXPECT_EQ(app.ask(login("staff@example.org")).code, "invalid_credentials");
  EXPECT_EQ(app.ask({.path = "/api/v1/auth/me", .who = Who::staff}).status, 401);
  EXPECT_EQ(app.ask({.method = "PATCH",
                     .path = "/api/v1/admin/companies/{beans}",
                     .who = Who::admin,
                     .body = R"({"is_active": false})"})
                .status,
            200);
  EXPECT_EQ(app.ask(login("owner@example.org")).code, "invalid_credentials");
  EXPECT_EQ(app.ask({.path = "/api/v1/auth/me", .who = Who::owner}).status, 401);
  EXPECT_EQ(app.ask({.path = "/api/v1/auth/me", .who = Who::stranger}).status, 200);
}

TEST(SignIn, IsSlowedDownAfterTenWrongPasswords) {
  AppWorld app;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(app.ask(login("staff@example.org", "wrong")).status, 401);
  const auto answer = app.ask(login("staff@example.org"));
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.code, "too_many_attempts");
  EXPECT_EQ(answer.header("retry-after"), "900");
  expect_fields(app, answer, {{"retry_at", "2026-11-20T10:15:00.000Z"}});
  EXPECT_EQ(app.ask(login("manager@example.org")).status, 200);
  app.world.pass(minutes(15));
  EXPECT_EQ(app.ask(login("staff@example.org")).status, 200);
}

TEST(SignOut, EndsThisSessionAlone) {
  AppWorld app;
  const auto first = app.ask(login("staff@example.org")).text("token");
  const auto second = app.ask(login("staff@example.org")).text("token");
  EXPECT_NE(first, second);
  const auto answer = app.ask(with_token("/api/v1/auth/logout", first, "POST"));
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(answer.header("set-cookie").find("loyalty_session=; "), std::string::npos);
  EXPECT_NE(answer.header("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(me(app, first).status, 401);
  EXPECT_EQ(me(app, second).status, 200);
}

Ask change_password(const std::string& token, const std::string& current, const std::string& next) {
  auto ask = with_token("/api/v1/auth/password", token, "POST");
  ask.body = json::serialize(json::object{{"current_password", current}, {"new_password", next}});
  return ask;
}

TEST(ChangePassword, EndsTheOtherSessions) {
  AppWorld app;
  const auto here = app.ask(login("staff@example.org")).text("token");
  const auto elsewhere = app.ask(login("staff@example.org")).text("token");
  EXPECT_EQ(me(app, elsewhere).status, 200);
  EXPECT_EQ(app.ask(change_password(here, std::string(password), "blue kettle on a hill")).status, 204);
  EXPECT_EQ(me(app, here).status, 200);
  EXPECT_EQ(me(app, elsewhere).status, 401);
  EXPECT_EQ(app.ask(login("staff@example.org")).status, 401);
  EXPECT_EQ(app.ask(login("staff@example.org", "blue kettle on a hill")).status, 200);
}

TEST(ChangePassword, RefusesWhatIsWrongWithItsField) {
  AppWorld app;
  const auto before = app.contents();
  const auto expect_fault = [&](const std::string& current, const std::string& next, const char* field) {
    const auto answer = app.ask(change_password(token_of(Who::staff), current, next));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.text("errors.0.field"), field) << answer.body;
  };
  expect_fault("correct horse 43", "blue kettle on a hill", "current_password");
  expect_fault(std::string(password), "short one", "new_password");
  expect_fault(std::string(password), "1234567890", "new_password");
  expect_fault(std::string(password), "staff@example.org", "new_password");
  expect_fault(std::string(password), std::string(129, 'x'), "new_password");
  expect_rows(before, app.contents(), {});
}

TEST(Sessions, AreNotToBeGuessed) {
  AppWorld app;
  for (const auto& token : {std::string("x"), std::string(" "), std::string(128, 'a'), std::string(4000, 'a'),
                            std::string("' OR 1=1 --"), hash_token(token_of(Who::staff))}) {
    EXPECT_EQ(me(app, token).status, 401) << token;
  }
  const auto with_header = [&](const std::string& value) {
    return app.ask({.path = "/api/v1/auth/me", .headers = {{"authorization", value}}}).status;
  };
  EXPECT_EQ(with_header("bearer " + token_of(Who::staff)), 200);
  EXPECT_EQ(with_header(token_of(Who::staff)), 401);
  EXPECT_EQ(with_header("Basic " + token_of(Who::staff)), 401);
}

TEST(Cookies, AreKeptFromScriptsAndFromPlainConnections) {
  AppWorld secure;
  const auto answer = secure.ask(login("staff@example.org"));
  const auto wanted =
      "loyalty_session=" + answer.text("token") + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
  EXPECT_EQ(answer.header("set-cookie"), wanted + "; Secure");
  AppWorld plain("http://localhost:8080");
  const auto there = plain.ask(login("staff@example.org")).header("set-cookie");
  EXPECT_EQ(there.find("Secure"), std::string::npos);
  EXPECT_NE(there.find("HttpOnly"), std::string::npos);
}

}  // namespace
}  // namespace loyalty::test
