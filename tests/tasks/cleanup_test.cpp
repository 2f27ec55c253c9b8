#include "tasks/cleanup.hpp"

#include <string>

#include <gtest/gtest.h>

#include "services/idempotency.hpp"
#include "storage/idempotency.hpp"
#include "storage/mails.hpp"
#include "storage/sessions.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using storage::Transaction;

class RunCleanup : public test::StoreFixture {
 protected:
  void add_session(Transaction& tx, std::int64_t id, Instant expires_at) {
    storage::insert_session(tx,
                            {.id = static_cast<SessionId>(id),
                             .user_id = static_cast<UserId>(1),
                             .created_at = now,
                             .expires_at = expires_at},
                            "token " + std::to_string(id));
  }
  void keep_answer_of(Transaction& tx, const std::string& key, Instant kept_at) {
    storage::insert_kept_answer(tx, company, key, {.request_digest = "r", .status = 200, .body = "{}"},
                                kept_at);
  }
  bool is_kept(const std::string& key) {
    return database.read(
        [&](Transaction& tx) { return storage::find_kept_answer(tx, company, key, Instant{}).has_value(); });
  }

  const CompanyId company = static_cast<CompanyId>(7);
  const Instant now = test::at("2026-11-22T12:00:00Z");
};

TEST_P(RunCleanup, DoesNothingToAnEmptyDatabase) {
  EXPECT_EQ(run_cleanup(database.store(), now), CleanupCount{});
}

TEST_P(RunCleanup, DeletesSessionsThatHaveRunOutAndNoOthers) {
  database.write([&](Transaction& tx) {
    add_session(tx, 1, now - milliseconds{1});
    add_session(tx, 2, now);
    add_session(tx, 3, now + milliseconds{1});
  });
  EXPECT_EQ(run_cleanup(database.store(), now), (CleanupCount{.sessions = 2}));
  EXPECT_EQ(run_cleanup(database.store(), now), CleanupCount{});
  EXPECT_EQ(run_cleanup(database.store(), now + milliseconds{1}), (CleanupCount{.sessions = 1}));
}

TEST_P(RunCleanup, DeletesFailedSignInsWhoseWindowIsOver) {
  database.write([&](Transaction& tx) {
    storage::set_sign_in_failures(tx, "old", {.attempts = 3, .window_ends_at = now});
    storage::set_sign_in_failures(tx, "new", {.attempts = 3, .window_ends_at = now + milliseconds{1}});
  });
  EXPECT_EQ(run_cleanup(database.store(), now), (CleanupCount{.sign_in_failures = 1}));
  database.read([&](Transaction& tx) {
    EXPECT_FALSE(storage::find_sign_in_failures(tx, "old"));
    EXPECT_TRUE(storage::find_sign_in_failures(tx, "new"));
  });
}

TEST_P(RunCleanup, DeletesAnswersThatAreNoLongerGiven) {
  database.write([&](Transaction& tx) {
    keep_answer_of(tx, "old", now - kept_answer_time);
    keep_answer_of(tx, "new", now - kept_answer_time + milliseconds{1});
  });
  EXPECT_EQ(run_cleanup(database.store(), now), (CleanupCount{.kept_answers = 1}));
  EXPECT_FALSE(is_kept("old"));
  EXPECT_TRUE(is_kept("new"));
}

TEST_P(RunCleanup, GoesOnAfterTheFirstBatch) {
  constexpr int count = 1300;
  database.write([&](Transaction& tx) {
    for (int i = 1; i <= count; ++i) {
      add_session(tx, i, now - milliseconds{i});
      keep_answer_of(tx, std::to_string(i), now - kept_answer_time - milliseconds{i});
    }
  });
  EXPECT_EQ(run_cleanup(database.store(), now), (CleanupCount{.sessions = count, .kept_answers = count}));
}

TEST_P(RunCleanup, DeletesMailsThatNoLimitCountsAnyMore) {
  database.write([&](Transaction& tx) {
    for (std::int64_t id = 1; id <= 2; ++id) {
      storage::insert_mail(
          tx, {.company_id = company, .card_id = CardId{1}, .id = MailId{id}, .created_at = now - days{id}});
    }
  });
  EXPECT_EQ(run_cleanup(database.store(), now), (CleanupCount{.mails = 1}));
  database.read(
      [&](Transaction& tx) { EXPECT_EQ(storage::due_mails().find_backlog(tx, now, 9).waiting, 1); });
}

TEST_P(RunCleanup, DeletesWhatWasGivenUpAMonthAgo) {
  const auto& mails = storage::due_mails();
  database.write([&](Transaction& tx) {
    for (std::int64_t id = 1; id <= 2; ++id) {
      storage::insert_mail(
          tx, {.company_id = company, .card_id = CardId{1}, .id = MailId{id}, .created_at = now - days{40}});
    }
    for (const auto& seen : mails.list_due(tx, now, 9)) {
      const auto taken = mails.take(tx, seen, now);
      const auto age = seen.key.id == 1 ? milliseconds{days{30}} : milliseconds{days{30}} - milliseconds{1};
      mails.give_up(tx, taken.value(), now - age, "gone");
    }
  });
  EXPECT_EQ(run_cleanup(database.store(), now), (CleanupCount{.dead_letters = 1}));
  const auto left = database.read([&](Transaction& tx) { return mails.list_dead(tx, 9); });
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left.front().key.id, 2);
}

INSTANTIATE_TEST_SUITE_P(Engines, RunCleanup, test::each_engine());

}  // namespace
}  // namespace loyalty
