#include "command/demo/guide.hpp"

#include <cstdlib>
#include <fstream>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

DemoWorld make_world() {
  DemoWorld world;
  world.company.name = "Bounewierk";
  world.password = "the-password";
  world.users = {
      {.name = "Till", .email = "till@example.org", .role = Role::staff, .vendor_code = "ROASTER"},
      {.name = "Owner", .email = "owner@example.org", .role = Role::owner},
      {.name = "Counter", .email = "counter@example.org", .role = Role::staff, .vendor_code = "BAKERY"}};
  DemoVendor vendor;
  vendor.vendor.code = "ROASTER";
  vendor.vendor.name = "The roaster";
  vendor.pins = {{.name = "Anouk", .pin = "4711"}};
  vendor.card_token = "token";
  auto bakery = vendor;
  bakery.vendor.code = "BAKERY";
  bakery.pins = {{.name = "Rui", .pin = "2864"}};
  world.vendors = {vendor, bakery};
  return world;
}

TEST(RenderGuide, NamesSignInsPinsAndLinks) {
  const auto text = render_guide(make_world(), "https://cards.example.org");
  for (const char* part :
       {"till@example.org", "the-password", "Anouk 4711", "https://cards.example.org/terminal",
        "https://cards.example.org/j/ROASTER", "https://cards.example.org/c/token",
        "https://cards.example.org/api/v1/vendor/loyalty/poster.pdf"}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
}

TEST(RenderShellLines, FillsInEveryPlace) {
  const auto text = render_shell_lines(make_world(), "https://cards.example.org");
  EXPECT_FALSE(std::regex_search(text, std::regex("@[A-Z_]+@"))) << text;
  for (const char* part :
       {"API=https://cards.example.org/api/v1\n", R"("pin":"4711")", "OWNER=$(sign_in owner@example.org)",
        "X-Vendor-Code: ROASTER", "TILL=$(sign_in counter@example.org)",
        R"("cooldown_minutes":15,"max_daily_stamps":5)"}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
}

TEST(RenderShellLines, AreUnderstoodByTheShell) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "lines.sh").string();
  std::ofstream(path) << render_shell_lines(make_world(), "https://cards.example.org");
  EXPECT_EQ(std::system(("sh -n " + path).c_str()), 0);
}

}  // namespace
}  // namespace loyalty
