// Who is let in: where a cookie may come from, and which vendor is meant.
#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

struct CookieCase {
  const char* name;
  const char* method;
  const char* path;
  const char* origin;  // empty: not sent
  int status;
};

TEST(Cookies, ChangeSomethingOnlyFromOurOwnPages) {
  const char* const card = "/api/v1/vendor/loyalty/cards/{elise}";
  const CookieCase cases[] = {
      {"reading needs no origin", "GET", card, "", 200},
      {"reading from elsewhere is the browser's affair", "GET", card, "https://evil.example", 200},
      {"no origin", "PATCH", card, "", 403},
      {"another site", "PATCH", card, "https://evil.example", 403},
      {"a site of a similar name", "PATCH", card, "https://cards.example.evil.example", 403},
      {"our name in the user part", "PATCH", card, "https://cards.example@evil.example", 403},
      {"another port", "PATCH", card, "https://cards.example:8443", 403},
      {"an opaque origin", "PATCH", card, "null", 403},
      {"our own public address", "PATCH", card, "https://cards.example", 200},
      {"the address that was asked", "PATCH", card, "http://cards.example", 200},
  };
  AppWorld app;
  for (const auto& line : cases) {
    SCOPED_TRACE(line.name);
    const auto before = app.contents();
    const bool is_change = std::string_view(line.method) == "PATCH";
    const auto answer = app.ask({.method = line.method,
                                 .path = line.path,
                                 .body = is_change ? R"({"status": "active"})" : "",
                                 .headers = {{"cookie", "loyalty_session=" + token_of(Who::manager)},
                                             {"x-vendor-code", "CITY"},
                                             {"origin", line.origin}}});
    EXPECT_EQ(answer.status, line.status) << answer.body;
    if (line.status == 403) expect_rows(before, app.contents(), {});
  }
}

TEST(Cookies, AreNotLookedAtBesideAToken) {
  AppWorld app;
  const Headers both{{"authorization", "Bearer " + token_of(Who::staff)},
                     {"cookie", "loyalty_session=" + token_of(Who::manager)}};
  EXPECT_EQ(app.ask({.path = "/api/v1/auth/me", .headers = both}).text("user.role"), "staff");
  EXPECT_EQ(app.ask({.method = "POST", .path = "/api/v1/auth/logout", .headers = both}).status, 204);
}

struct VendorChoice {
  const char* name;
  Who who;
  const char* header;  // empty: not sent
  int status;
  const char* code;  // the vendor's, or the problem's
};

TEST(EnterVendor, TakesTheOneThatIsNamedOrTheOnlyOne) {
  const VendorChoice choices[] = {
      {"several, none named", Who::owner, "", 400, "vendor_required"},
      {"several, none named", Who::staff, "", 400, "vendor_required"},
      {"several, one named", Who::owner, "PARK", 200, "PARK"},
      {"in small letters", Who::staff, "city", 200, "CITY"},
      {"one, none named", Who::neighbour, "", 200, "PARK"},
      {"one, none named", Who::stranger, "", 200, "BAKERY"},
      {"one, and named", Who::stranger, "Bakery", 200, "BAKERY"},
      {"the same company's, not given", Who::neighbour, "CITY", 404, "vendor_not_found"},
      {"another company's", Who::owner, "BAKERY", 404, "vendor_not_found"},
      {"another company's", Who::stranger, "CITY", 404, "vendor_not_found"},
      {"nobody's", Who::owner, "NOBODY", 404, "vendor_not_found"},
      {"not a code", Who::owner, "C I T Y", 404, "vendor_not_found"},
      {"not a code", Who::stranger, "*", 404, "vendor_not_found"},
  };
  AppWorld app;
  for (const auto& choice : choices) {
    SCOPED_TRACE(choice.name);
    const auto answer = app.ask({.path = "/api/v1/vendor/loyalty/terminal",
                                 .who = choice.who,
                                 .headers = {{"x-vendor-code", choice.header}}});
    EXPECT_EQ(answer.status, choice.status) << answer.body;
    EXPECT_EQ(answer.status == 200 ? answer.text("vendor.code") : answer.code, choice.code);
  }
}

TEST(EnterVendor, LetsAnOwnerIntoAVendorThatIsNew) {
  AppWorld app;
  const Ask terminal{.path = "/api/v1/vendor/loyalty/terminal",
                     .who = Who::owner,
                     .headers = {{"x-vendor-code", "KIOSK-1"}}};
  EXPECT_EQ(app.ask(terminal).code, "vendor_not_found");
  EXPECT_EQ(app.ask(route_scenario("create_vendor").ask).status, 201);
  EXPECT_EQ(app.ask(terminal).status, 200);
}

}  // namespace
}  // namespace loyalty::test
