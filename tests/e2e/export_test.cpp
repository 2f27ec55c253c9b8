// The history downloaded as a file, against the same history read page by page.
#include <string>

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/shop.hpp"
#include "support/csv.hpp"

namespace loyalty::e2e {
namespace {

// More than one piece of the file.
constexpr int stamps = 620;

// As the file shows a value of the list.
std::string text_of(const boost::json::value& value) {
  if (value.is_null()) return {};
  if (!value.is_string()) return boost::json::serialize(value);
  std::string text(value.get_string());
  return text.starts_with('=') ? "'" + text : text;
}

TEST(Export, HoldsWhatTheListShows) {
  Shop shop;
  const EnrolledCard cards[] = {shop.enrol("lea"), shop.enrol("tom")};
  for (int i = 0; i < stamps; ++i) {
    auto ask = shop.stamp(cards[i % 2].number);
    if (i % 7 == 0) {
      ask.body = R"({"card":")" + cards[i % 2].number + R"(","notes":"=1+1, \"two\"\ncups"})";
    }
    shop.expect(200, ask);
  }
  const std::string history = std::string(api) + "/vendor/loyalty/transactions";
  const auto list = shop.list_all(history, shop.manager());
  const auto file = shop.expect(200, {.target = history + ".csv", .token = shop.manager()});
  EXPECT_EQ(file.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(file.header("cache-control"), "no-store");
  EXPECT_EQ(file.header("transfer-encoding"), "chunked");

  ASSERT_TRUE(file.body.starts_with("\xEF\xBB\xBF"));
  const auto rows = test::read_csv(std::string_view(file.body).substr(3));
  ASSERT_EQ(rows.size(), list.size() + 1);
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::vector<std::string> wanted;
    for (const auto& member : list[i].as_object()) wanted.push_back(text_of(member.value()));
    wanted.push_back(rows[i + 1].back());
    ASSERT_EQ(rows[i + 1], wanted);
  }
  EXPECT_EQ(shop.expect(403, {.target = history + ".csv", .token = shop.staff()}).code(), "forbidden");
  EXPECT_EQ(shop.server().stop(), 0);
  EXPECT_THAT(check_ledger(shop.database_url()).faults, ::testing::IsEmpty());
}

}  // namespace
}  // namespace loyalty::e2e
