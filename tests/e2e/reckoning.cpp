#include "e2e/reckoning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace loyalty::e2e {

std::vector<EnrolledCard> enrol_some(Shop& shop, int count) {
  std::vector<EnrolledCard> cards;
  for (int i = 0; i < count; ++i) cards.push_back(shop.enrol("guest" + std::to_string(i)));
  return cards;
}

std::map<std::string, int> count_rows(Shop& shop, const std::string& query) {
  std::map<std::string, int> rows;
  const auto path = std::string(api) + "/vendor/loyalty/transactions" + query;
  for (const auto& row : shop.list_all(path, shop.staff())) ++rows[std::string(row.at("notes").as_string())];
  return rows;
}

void expect_each_once(const std::vector<Attempt>& attempts, std::map<std::string, int> rows) {
  for (const auto& attempt : attempts) {
    EXPECT_EQ(rows[attempt.ask.key], attempt.rows()) << attempt.ask.key;
  }
}

void send_again(Client& client, std::vector<Attempt>& attempts) {
  for (auto& attempt : attempts) {
    const auto again = client.ask(attempt.ask);
    if (attempt.is_settled()) {
      ASSERT_EQ(again.status, attempt.reply->status) << attempt.ask.key;
      ASSERT_EQ(again.body, attempt.reply->body) << attempt.ask.key;
      ASSERT_EQ(again.header("idempotent-replayed"), "true") << attempt.ask.key;
    } else {
      ASSERT_TRUE(again.status == 200 || again.status == 409) << again.body;
      attempt.reply = again;
    }
  }
}

void expect_whole_history(Shop& shop, const std::vector<Attempt>& attempts) {
  const auto rows = count_rows(shop);
  expect_each_once(attempts, rows);
  int expected = 0;
  for (const auto& attempt : attempts) expected += attempt.rows();
  int present = 0;
  for (const auto& [key, count] : rows) present += count;
  EXPECT_EQ(present, expected);
  EXPECT_THAT(check_ledger(shop.database_url()).faults, ::testing::IsEmpty());
}

}  // namespace loyalty::e2e
