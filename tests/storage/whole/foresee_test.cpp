#include <functional>
#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/idempotency.hpp"
#include "storage/postgres/engine.hpp"
#include "storage/store.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using storage::Transaction;

// Asked through a database of any engine.
class KeptAnswers {
 public:
  const Instant now = test::at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};

  void keep(Transaction& tx, std::string_view key) {
    storage::insert_kept_answer(tx, beans, key, {.request_digest = "request", .status = 200, .body = "{}"},
                                now);
  }
  bool is_kept(Transaction& tx, std::string_view key) {
    return storage::find_kept_answer(tx, beans, key, now - std::chrono::hours{48}).has_value();
  }
};

// Reads that are announced, on every engine: they find what they would have found without it.
class Foreseen : public test::StoreFixture, public KeptAnswers {};

class ForeseenOnPostgres : public ::testing::Test, public KeptAnswers {
 protected:
  test::Database database{"postgres", test::Tables::migrated};
};

TEST_P(Foreseen, FindWhatIsThere) {
  database.write([&](Transaction& tx) { keep(tx, "one"); });
  database.write([&](Transaction& tx) {
    tx.foresee([&] {
      (void)is_kept(tx, "one");
      // A part that announces by itself what the whole has announced already.
      tx.foresee([&] { (void)is_kept(tx, "one"); });
      (void)is_kept(tx, "other");
    });
    EXPECT_FALSE(is_kept(tx, "other")) << "asked for in another order";
    EXPECT_TRUE(is_kept(tx, "one"));
    EXPECT_TRUE(is_kept(tx, "one")) << "and once more";
    EXPECT_FALSE(is_kept(tx, "never announced"));
  });
}

TEST_P(Foreseen, SeeWhatWasWrittenSince) {
  database.write([&](Transaction& tx) {
    tx.foresee([&] {
      (void)is_kept(tx, "one");
      (void)is_kept(tx, "other");
    });
    EXPECT_FALSE(is_kept(tx, "one"));
    keep(tx, "other");
    EXPECT_TRUE(is_kept(tx, "other"));
  });
}

TEST_P(Foreseen, MayBeLeftUnasked) {
  database.write([&](Transaction& tx) {
    tx.foresee([&] { (void)is_kept(tx, "one"); });
    keep(tx, "one");
  });
  EXPECT_TRUE(database.write([&](Transaction& tx) { return is_kept(tx, "one"); }));
}

TEST_P(Foreseen, ServeReadsToo) {
  database.write([&](Transaction& tx) { keep(tx, "one"); });
  EXPECT_TRUE(database.read([&](Transaction& tx) {
    tx.foresee([&] { (void)is_kept(tx, "one"); });
    return is_kept(tx, "one");
  }));
}

INSTANTIATE_TEST_SUITE_P(Engines, Foreseen, test::each_engine(), test::engine_name);

class LaneUnit final : public storage::Unit {
 public:
  explicit LaneUnit(std::function<void(Transaction&)> work) : work_(std::move(work)) {}

  void run(Transaction& tx) override { work_(tx); }
  void finish(std::exception_ptr fault) override {
    // The waiting thread may destroy the unit while this one is still inside the promise.
    const auto kept = done_;
    fault ? kept->set_exception(std::move(fault)) : kept->set_value();
  }
  std::uint64_t lane() const override { return 1; }
  void wait() { done_->get_future().get(); }

 private:
  std::function<void(Transaction&)> work_;
  std::shared_ptr<std::promise<void>> done_ = std::make_shared<std::promise<void>>();
};

// The units of one group share a transaction and a connection. What the first foresaw and did not ask for is
// not the second's: meanwhile somebody else has written it.
TEST_F(ForeseenOnPostgres, IsNotForTheNextUnit) {
  std::promise<void> all_wait;
  LaneUnit first([&](Transaction&) { all_wait.get_future().wait(); });
  LaneUnit second([&](Transaction& tx) {
    tx.foresee([&] { (void)is_kept(tx, "one"); });
    EXPECT_FALSE(is_kept(tx, "other"));
    database.write([&](Transaction& beside) { keep(beside, "one"); });
  });
  bool is_seen = false;
  LaneUnit third([&](Transaction& tx) { is_seen = is_kept(tx, "one"); });
  Metrics metrics;
  const auto engine = storage::open_postgres(database.url(), metrics, 1, true);
  for (auto* unit : {&first, &second, &third}) engine->submit_write(*unit);
  all_wait.set_value();
  for (auto* unit : {&first, &second, &third}) unit->wait();
  EXPECT_TRUE(is_seen);
}

// What a constraint refuses shows at the commit, and costs no connection.
TEST_F(ForeseenOnPostgres, KeepsItsConnectionThroughAFailedCommit) {
  database.write([&](Transaction& tx) { keep(tx, "one"); });
  EXPECT_THROW(database.write([&](Transaction& tx) { keep(tx, "one"); }), storage::StorageConflict);
  EXPECT_THAT(database.metrics().render(), ::testing::HasSubstr("loyalty_database_reconnects_total 0"));
}

}  // namespace
}  // namespace loyalty
