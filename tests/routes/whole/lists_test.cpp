// Lists: every entry once, in order, also while new ones come; cursors that are none.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

using Texts = std::vector<std::string>;

struct List {
  const char* name;
  std::string path;
  Who who;
  Ask (*make_one)(int number);  // asks for one more entry
  const char* id = "id";
};

std::string count(int number) { return std::to_string(number); }

std::vector<List> lists() {
  const auto enrol = [](int number) {
    return Ask{.method = "POST",
               .path = cards_path,
               .who = Who::staff,
               .body = R"({"first_name": "Paula", "last_name": "P)" + count(number) + R"(", "email": "p)" +
                       count(number) + R"(@example.org", "terms_accepted": true})"};
  };
  const auto stamp = [](int) { return ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"); };
  return {
      {"Companies", "/api/v1/admin/companies", Who::admin,
       [](int number) {
         return Ask{.method = "POST",
                    .path = "/api/v1/admin/companies",
                    .who = Who::admin,
                    .body = R"({"name": "Company )" + count(number) + "\"}"};
       }},
      {"Vendors", "/api/v1/admin/vendors", Who::admin,
       [](int number) {
         return Ask{.method = "POST",
                    .path = "/api/v1/admin/companies/{beans}/vendors",
                    .who = Who::admin,
                    .body = R"({"name": "V", "code": "V-)" + count(number) + "\"}"};
       }},
      {"Users", "/api/v1/admin/users", Who::admin,
       [](int number) {
         return Ask{
             .method = "POST",
             .path = "/api/v1/admin/users",
             .who = Who::admin,
             .body = R"({"email": "u)" + count(number) +
                     R"(@example.org", "password": "a long enough one", "name": "U", "role": "admin"})"};
       }},
      {"Pins", pins_path, Who::manager,
       [](int number) {
         return Ask{.method = "POST",
                    .path = pins_path,
                    .who = Who::manager,
                    .body = R"({"name": "P", "pin": "930)" + count(5001 + number * 17) + "\"}"};
       }},
      {"Cards", cards_path, Who::staff, enrol},
      {"ActiveCards", cards_path + "?status=active", Who::staff, enrol},
      {"FoundCards", cards_path + "?search=paula", Who::staff, enrol},
      {"Transactions", transactions_path, Who::staff, stamp},
      {"TransactionsOfOneKind", transactions_path + "?type=stamp_earned&staff_pin_id={anna}", Who::staff,
       stamp},
      {"CardTransactions", cards_path + "/{elise}/transactions", Who::staff, stamp},
  };
}

void PrintTo(const List& list, std::ostream* out) { *out << list.name; }

class EachList : public ::testing::TestWithParam<List> {
 protected:
  EachList() {
    app.world.change(app.world.city, [](Program& program) {
      program.cooldown_minutes = 0;
      program.max_daily_stamps = 1000;
    });
    for (int i = 0; i < 7; ++i) make_one();
  }

  void make_one() {
    app.world.pass(std::chrono::milliseconds(3));
    const auto answer = app.ask(GetParam().make_one(++made));
    EXPECT_LT(answer.status, 300) << answer.body;
  }
  Answer page(const std::string& query) {
    const bool has_query = GetParam().path.find('?') != std::string::npos;
    return app.ask({.path = GetParam().path + (has_query ? "&" : "?") + query, .who = GetParam().who});
  }

  AppWorld app;
  int made = 0;
};

TEST_P(EachList, HasEveryEntryOnceWhileNewOnesCome) {
  const auto whole = page("limit=200");
  EXPECT_TRUE(whole.find("next_cursor")->is_null());
  const auto wanted = whole.texts("items", "id");
  ASSERT_GE(wanted.size(), 7U);
  EXPECT_EQ(std::set<std::string>(wanted.begin(), wanted.end()).size(), wanted.size());
  for (const int limit : {1, 2, 3}) {
    Texts seen;
    std::string cursor;
    for (int pages = 0; pages < 100; ++pages) {
      const auto answer = page("limit=" + count(limit) + (cursor.empty() ? "" : "&cursor=" + cursor));
      ASSERT_EQ(answer.status, 200) << answer.body;
      const auto ids = answer.texts("items", "id");
      EXPECT_LE(ids.size(), static_cast<std::size_t>(limit));
      seen.insert(seen.end(), ids.begin(), ids.end());
      cursor = answer.text("next_cursor");
      if (cursor.empty()) break;
      if (pages == 1) make_one();
    }
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size()) << "an entry came twice";
    Texts old;
    std::ranges::copy_if(seen, std::back_inserter(old), [&](const std::string& id) {
      return std::ranges::find(wanted, id) != wanted.end();
    });
    EXPECT_EQ(old, wanted) << "limit " << limit;
  }
}

TEST_P(EachList, HasNoNextPageWhenItEndsWithThePage) {
  const auto size = page("limit=200").texts("items", "id").size();
  const auto exact = page("limit=" + std::to_string(size));
  EXPECT_EQ(exact.texts("items", "id").size(), size);
  EXPECT_TRUE(exact.find("next_cursor")->is_null());
  const auto shorter = page("limit=" + std::to_string(size - 1));
  EXPECT_EQ(page("cursor=" + shorter.text("next_cursor")).texts("items", "id").size(), 1U);
}

TEST_P(EachList, RefusesACursorThatIsNone) {
  const auto right = page("limit=1").text("next_cursor");
  ASSERT_FALSE(right.empty());
  const bool is_of_users = GetParam().path == "/api/v1/admin/users";
  const auto foreign =
      app.ask({.path = is_of_users ? "/api/v1/admin/companies?limit=1" : "/api/v1/admin/users?limit=1",
               .who = Who::admin})
          .text("next_cursor");
  ASSERT_FALSE(foreign.empty());
  auto bent = right;
  bent[3] = bent[3] == 'A' ? 'B' : 'A';
  for (const auto& cursor :
       {std::string("x"), std::string("0"), std::string("911556476928028672"), bent, foreign, right.substr(1),
        right + "A", std::string(1500, 'A'), std::string("%F0%9F%8D%AA")}) {
    const auto answer = page("cursor=" + cursor);
    EXPECT_EQ(answer.status, 422) << cursor;
    EXPECT_EQ(answer.text("errors.0.field"), "cursor") << answer.body;
  }
  EXPECT_EQ(page("cursor=" + right).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Lists, EachList, ::testing::ValuesIn(lists()),
                         [](const auto& line) { return std::string(line.param.name); });

}  // namespace
}  // namespace loyalty::test
