// Users: what the platform's administrator is told no to, and what a change of theirs does at once.
#include <gtest/gtest.h>

#include "routes/admin_lines.hpp"

namespace loyalty::test {
namespace {

const std::string users_path = "/api/v1/admin/users";

std::string user_body(const std::string& more, const std::string& email = "mia@example.org") {
  return R"({"email": ")" + email + R"(", "password": "a long enough one", "name": "Mia", )" + more + "}";
}

Scenarios user_lines() {
  return {
      refused("an address that is taken",
              {"POST", users_path, {}, user_body(R"("role": "admin")", "STAFF@example.org")}, 409,
              "email_taken"),
      refused("an owner of no company",
              {"POST", users_path, {}, user_body(R"("role": "owner", "company_id": "77")")}, 404,
              "company_not_found"),
      refused("staff of no vendor",
              {"POST", users_path, {}, user_body(R"("role": "staff", "vendor_codes": ["NOBODY"])")}, 404,
              "vendor_not_found"),
      refused("staff of two companies",
              {"POST", users_path, {}, user_body(R"("role": "staff", "vendor_codes": ["CITY", "BAKERY"])")},
              404, "vendor_not_found"),
      refused("a vendor of another company than the one named",
              {"POST",
               users_path,
               {},
               user_body(R"("role": "staff", "company_id": "{beans}", "vendor_codes": ["BAKERY"])")},
              404, "vendor_not_found"),
      refused_field("staff without vendors", {"POST", users_path, {}, user_body(R"("role": "staff")")},
                    "vendor_codes"),
      refused_field("an owner without a company", {"POST", users_path, {}, user_body(R"("role": "owner")")},
                    "company_id"),
      refused_field("an administrator of a company",
                    {"POST", users_path, {}, user_body(R"("role": "admin", "company_id": "{beans}")")},
                    "company_id"),
      refused_field(
          "a password with the address",
          {"POST",
           users_path,
           {},
           R"({"email": "mia@example.org", "password": "mia@example.org", "name": "M", "role": "admin"})"},
          "password"),
      refused_field("a new password with the address that there is",
                    {"PATCH", users_path + "/{user.staff}", {}, R"({"password": "staff@example.org"})"},
                    "password"),
      refused("the last administrator leaves",
              {"PATCH", users_path + "/{user.admin}", {}, R"({"is_active": false})"}, 409, "last_admin"),
      refused("somebody else's address",
              {"PATCH", users_path + "/{user.staff}", {}, R"({"email": "owner@example.org"})"}, 409,
              "email_taken"),
      refused("another company's vendor",
              {"PATCH", users_path + "/{user.staff}", {}, R"({"vendor_codes": ["BAKERY"]})"}, 404,
              "vendor_not_found"),
      refused("an administrator who has a company",
              {"PATCH", users_path + "/{user.staff}", {}, R"({"role": "admin"})"}, 404, "company_not_found"),
      {.name = "an owner by a vendor of the company",
       .ask = {"POST", users_path, Who::admin, user_body(R"("role": "owner", "vendor_codes": ["CITY"])")},
       .status = 201,
       .fields = {{"company_id", "{beans}"}, {"vendors.1.code", "PARK"}},
       .rows = {{"users", 1}, {"user_vendors", 1}}},
      {.name = "a new password ends the sessions",
       .ask = {"PATCH", users_path + "/{user.staff}", Who::admin, R"({"password": "blue kettle on a hill"})"},
       .rows = {{"users", 0}, {"sessions", -1}}},
      {.name = "a new role ends the sessions",
       .ask = {"PATCH", users_path + "/{user.staff}", Who::admin, R"({"role": "manager"})"},
       .fields = {{"role", "manager"}},
       .rows = {{"users", 0}, {"sessions", -1}}},
  };
}

class Users : public ::testing::TestWithParam<Scenario> {};
TEST_P(Users, KeepsItsRules) { run_scenario(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Forms, Users, ::testing::ValuesIn(user_lines()),
                         [](const auto& line) { return test_name(line.param.name); });

TEST(ChangeUser, IsFeltAtOnce) {
  AppWorld app;
  const Ask terminal{.path = "/api/v1/vendor/loyalty/terminal", .who = Who::staff};
  EXPECT_EQ(app.ask(terminal).status, 200);
  const Ask take_away{.method = "PATCH",
                      .path = users_path + "/{user.staff}",
                      .who = Who::admin,
                      .body = R"({"vendor_codes": ["PARK"]})"};
  EXPECT_EQ(app.ask(take_away).status, 200);
  EXPECT_EQ(app.ask(terminal).code, "vendor_not_found");
}

}  // namespace
}  // namespace loyalty::test
