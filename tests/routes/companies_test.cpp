// Vendors: what the platform's administrator is told no to, and where a former code leads.
#include <gtest/gtest.h>

#include "routes/admin_lines.hpp"

namespace loyalty::test {
namespace {

Scenarios vendor_lines() {
  const std::string of_beans = "/api/v1/admin/companies/{beans}/vendors";
  const std::string city = "/api/v1/admin/vendors/{city}";
  return {
      refused("a code that is taken", {"POST", of_beans, {}, R"({"code": "Bakery", "name": "x"})"}, 409,
              "vendor_code_taken"),
      refused("a vendor of no company",
              {"POST", "/api/v1/admin/companies/77/vendors", {}, R"({"code": "NEW", "name": "x"})"}, 404,
              "company_not_found"),
      refused("another one's code", {"PATCH", city, {}, R"({"code": "park"})"}, 409, "vendor_code_taken"),
      refused_field("a zone that is none", {"PATCH", city, {}, R"({"timezone": "Europe/Atlantis"})"},
                    "timezone"),
      refused_field("a code of one letter", {"PATCH", city, {}, R"({"code": "A"})"}, "code"),
      refused_field("a code with a space", {"PATCH", city, {}, R"({"code": "A B"})"}, "code"),
      refused_field("a language that we do not have", {"PATCH", city, {}, R"({"locale": "es"})"}, "locale"),
      refused_field("null for a name", {"PATCH", city, {}, R"({"name": null})"}, "name"),
      {.name = "the own code once more",
       .ask = {"PATCH", city, Who::admin, R"({"code": "city", "name": "City 2"})"},
       .fields = {{"code", "CITY"}},
       .rows = {{"vendors", 0}}},
  };
}

class Vendors : public ::testing::TestWithParam<Scenario> {};
TEST_P(Vendors, KeepsItsRules) { run_scenario(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Forms, Vendors, ::testing::ValuesIn(vendor_lines()),
                         [](const auto& line) { return test_name(line.param.name); });

TEST(ChangeVendor, KeepsItsFormerCodeForPosters) {
  AppWorld app;
  EXPECT_EQ(app.ask(route_scenario("change_vendor").ask).status, 200);
  for (const char* const code : {"city", "CENTRE"}) {
    EXPECT_EQ(app.ask({.path = std::string("/api/v1/loyalty/programs/") + code}).text("vendor.code"),
              "CENTRE");
  }
  EXPECT_EQ(app.ask({.method = "POST",
                     .path = "/api/v1/admin/companies/{crumbs}/vendors",
                     .who = Who::admin,
                     .body = R"({"code": "CITY", "name": "x"})"})
                .code,
            "vendor_code_taken");
}

}  // namespace
}  // namespace loyalty::test
