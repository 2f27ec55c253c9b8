#include "storage/idempotency.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;

class StoreKeptAnswers : public test::StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const Instant long_ago = now - std::chrono::hours{48};
  const CompanyId beans{11};

  void keep(CompanyId company, std::string_view key, const storage::KeptAnswer& answer, Instant when) {
    database.write(
        [&](storage::Transaction& tx) { storage::insert_kept_answer(tx, company, key, answer, when); });
  }
  std::optional<storage::KeptAnswer> find(CompanyId company, std::string_view key, Instant kept_since) {
    return database.write(
        [&](storage::Transaction& tx) { return storage::find_kept_answer(tx, company, key, kept_since); });
  }
};

TEST_P(StoreKeptAnswers, FindsTheFirstAnswerOfAKey) {
  keep(beans, "key", {.request_digest = "request", .status = 409, .body = "{\"ü\":1}"}, now);
  const auto kept = find(beans, "key", long_ago);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->request_digest, "request");
  EXPECT_EQ(kept->status, 409);
  EXPECT_EQ(kept->body, "{\"ü\":1}");
  EXPECT_FALSE(find(beans, "other", long_ago));
  EXPECT_FALSE(find(CompanyId{12}, "key", long_ago));
}

TEST_P(StoreKeptAnswers, FindsNoneThatIsTooOld) {
  keep(beans, "key", {.request_digest = "request", .status = 200, .body = "{}"}, now);
  EXPECT_TRUE(find(beans, "key", now - std::chrono::milliseconds{1}));
  EXPECT_FALSE(find(beans, "key", now));
}

TEST_P(StoreKeptAnswers, RefusesASecondAnswerWhileTheFirstIsKept) {
  keep(beans, "key", {.request_digest = "request", .status = 200, .body = "first"}, now);
  const storage::KeptAnswer second{.request_digest = "request", .status = 200, .body = "second"};
  EXPECT_THROW(keep(beans, "key", second, now + std::chrono::hours{47}), storage::StorageBusy);
  EXPECT_EQ(find(beans, "key", long_ago)->body, "first");
}

TEST_P(StoreKeptAnswers, FreesAKeyThatIsTooOld) {
  keep(beans, "key", {.request_digest = "request", .status = 200, .body = "first"}, now);
  EXPECT_FALSE(find(beans, "key", now));
  keep(beans, "key", {.request_digest = "request", .status = 200, .body = "second"},
       now + std::chrono::hours{48});
  EXPECT_EQ(find(beans, "key", long_ago)->body, "second");
}

TEST_P(StoreKeptAnswers, RemovesOldOnesInBatches) {
  for (const char* key : {"a", "b", "c"}) keep(beans, key, {.status = 200}, now);
  keep(beans, "new", {.status = 200}, now + std::chrono::hours{1});
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::delete_kept_answers(tx, now - std::chrono::milliseconds{1}, 10), 0);
    EXPECT_EQ(storage::delete_kept_answers(tx, now, 2), 2);
    EXPECT_EQ(storage::delete_kept_answers(tx, now, 2), 1);
  });
  EXPECT_TRUE(find(beans, "new", long_ago));
}

INSTANTIATE_TEST_SUITE_P(, StoreKeptAnswers, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
