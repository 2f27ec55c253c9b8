#include "services/dead_letters.hpp"

#include <gtest/gtest.h>

#include "support/due_table.hpp"

namespace loyalty {
namespace {

using storage::Transaction;

class DeadLetters : public test::StoreFixture {
 protected:
  DeadLetters() {
    for (std::int64_t id = 1; id <= 3; ++id) {
      const DueKey key{.company_id = CompanyId{11}, .owner_id = 31, .id = id};
      objects.add(key);
      database.write([&](Transaction& tx) {
        table().mark(tx, key, now);
        const auto taken = table().take(tx, table().list_due(tx, now, 1).front(), now).value();
        table().give_up(tx, taken, now - std::chrono::hours{id}, "gone");
      });
    }
  }
  static const storage::DueTable& table() { return test::DueObjects::letters(); }
  std::vector<std::string> list(std::int64_t limit = 9) {
    std::vector<std::string> ids;
    const auto letters =
        database.read([&](Transaction& tx) { return list_dead_letters(tx, table(), limit); });
    for (const auto& letter : letters) ids.push_back(letter.id);
    return ids;
  }
  bool revive(std::string_view id) {
    return database.write([&](Transaction& tx) { return revive_dead_letter(tx, table(), id, now); });
  }

  const Instant now = test::at("2026-11-20T10:00:00Z");
  test::DueObjects objects{database};
};

TEST_P(DeadLetters, AreListedByTheirIds) {
  EXPECT_EQ(list(), (std::vector<std::string>{"11-31-1", "11-31-2", "11-31-3"}));
  const auto newest = database.read([&](Transaction& tx) { return list_dead_letters(tx, table(), 1); });
  EXPECT_EQ(newest,
            (std::vector{DeadLetter{
                .id = "11-31-1", .attempts = 1, .dead_at = now - std::chrono::hours{1}, .reason = "gone"}}));
}

TEST_P(DeadLetters, AreRevivedByTheirIds) {
  EXPECT_TRUE(revive("11-31-2"));
  EXPECT_FALSE(revive("11-31-2"));
  EXPECT_EQ(list(), (std::vector<std::string>{"11-31-1", "11-31-3"}));
  EXPECT_EQ(objects.find({.company_id = CompanyId{11}, .owner_id = 31, .id = 2})->due_at, now);
  for (const char* const id : {"", "-", "11", "11-31", "11-31-", "11-31-9", "12-31-1", "11-31-1-",
                               "11-31-1-1", "11-31-x", " 11-31-1", "11--31-1", "99999999999999999999-1-1"}) {
    EXPECT_FALSE(revive(id)) << id;
  }
  EXPECT_EQ(list().size(), 2u);
}

TEST_P(DeadLetters, AreRevivedAFewAtATime) {
  const auto revive_some = [&](std::int64_t limit) {
    return database.write([&](Transaction& tx) { return revive_dead_letters(tx, table(), limit, now); });
  };
  EXPECT_EQ(revive_some(2), 2);
  EXPECT_EQ(list(), std::vector<std::string>{"11-31-3"});
  EXPECT_EQ(revive_some(2), 1);
  EXPECT_EQ(revive_some(2), 0);
}

INSTANTIATE_TEST_SUITE_P(, DeadLetters, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
