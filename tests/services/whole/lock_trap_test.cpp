// On a server database a statement sees what was committed when it began, even where it then waits for a
// lock: what it counts beside the lock is old. So the lock and the count are statements of their own, here
// held against the other way, and here all operations whose limits would be passed: every one of them waits
// for the same card.
#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "services/card_links.hpp"
#include "support/points.hpp"
#include "support/postgres_session.hpp"
#include "support/races.hpp"

namespace loyalty {
namespace {

using namespace std::chrono_literals;
using test::count;
using test::Counts;

// As many as the store of the tests has connections that write: all of them begin before any of them ends.
constexpr int waiting = 4;

class BehindTheLock : public test::PointsFixture {
 protected:
  // Rows that are written at the same time may stand in another order than their balances.
  void TearDown() override { EXPECT_EQ(world.ledger_fault(card, false), ""); }

  // What `work()` returned in each of the threads. Somebody else has the card until all of them wait for it.
  template <class Work>
  auto run_all(Work work) {
    test::PostgresSession holder(database.url());
    holder.run("BEGIN; SELECT 1 FROM loyalty_cards WHERE company_id = " + number(card.company_id) +
               " AND id = " + number(card.id) + " FOR UPDATE");
    std::vector<std::future<decltype(work())>> running;
    for (int i = 0; i < waiting; ++i) running.push_back(std::async(std::launch::async, work));
    wait_until_all_wait();
    holder.run("COMMIT");
    std::vector<decltype(work())> done;
    for (auto& one : running) done.push_back(one.get());
    return done;
  }

  template <class Id>
  static std::string number(Id id) {
    return std::to_string(to_integer(id));
  }

 private:
  void wait_until_all_wait() {
    test::PostgresSession observer(database.url());
    const auto give_up_at = steady_now() + 4s;
    const auto count_waiting = [&] {
      return observer.value(
          "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND "
          "wait_event_type = 'Lock'");
    };
    while (count_waiting() != std::to_string(waiting)) {
      ASSERT_LT(steady_now(), give_up_at) << "not all of them wait for the card";
      std::this_thread::sleep_for(1ms);
    }
  }
};

// How a balance may be guarded.
struct Shape {
  const char* name;
  storage::Sql lock;
  std::optional<storage::Sql> count;  // absent: the first statement counts as well
  bool keeps_the_limit;
};

const std::string count_of_rows =
    "(SELECT COUNT(*) FROM loyalty_transactions t WHERE t.company_id = $1 AND t.card_id = $2)";
const Shape shapes[] = {
    {.name = "a statement for the lock and one for the count",
     .lock = {"SELECT 0 FROM loyalty_cards c WHERE c.company_id = $1 AND c.id = $2", "c"},
     .count =
         storage::Sql{
             "SELECT COUNT(*) FROM loyalty_transactions t WHERE t.company_id = $1 AND t.card_id = $2"},
     .keeps_the_limit = true},
    {.name = "one statement for both",
     .lock = {"SELECT " + count_of_rows + " FROM loyalty_cards c WHERE c.company_id = $1 AND c.id = $2", "c"},
     .count = std::nullopt,
     .keeps_the_limit = false},
    {.name = "one statement, the lock in a part of its own",
     .lock = {"WITH locked AS MATERIALIZED (SELECT c.id FROM loyalty_cards c WHERE c.company_id = $1 AND "
              "c.id = $2 "
              "FOR UPDATE) SELECT " +
              count_of_rows + " FROM locked"},
     .count = std::nullopt,
     .keeps_the_limit = false},
};

const storage::Sql insert_row{
    "INSERT INTO loyalty_transactions (company_id, card_id, id, vendor_id, transaction_type, stamps_delta, "
    "points_delta, stamps_after, points_after, created_at) VALUES ($1, $2, $3, 0, 'stamp_earned', 0, 0, 0, "
    "0, 0)"};
const storage::Sql touch_card{
    "UPDATE loyalty_cards SET version = version + 1 WHERE company_id = $1 AND id = $2"};

class LockTrap : public BehindTheLock {
 protected:
  // One row each while there is none yet; how many did it.
  std::int64_t count_through(const Shape& shape) {
    const auto done = run_all([&] {
      const auto id = next_id_++;
      return database.write([&](storage::Transaction& tx) { return add_first_row(tx, shape, id); });
    });
    return std::ranges::count(done, true);
  }
  // The rows here are no history of anything.
  void TearDown() override {}

 private:
  bool add_first_row(storage::Transaction& tx, const Shape& shape, std::int64_t id) {
    const auto first = [](storage::Columns& row) { return row.integer(); };
    auto counted = tx.find(shape.lock, {card.company_id, card.id}, first);
    if (shape.count) counted = tx.find(*shape.count, {card.company_id, card.id}, first);
    if (counted != 0) return false;
    tx.execute(insert_row, {card.company_id, card.id, id});
    tx.execute(touch_card, {card.company_id, card.id});
    return true;
  }

  std::atomic<std::int64_t> next_id_ = 1;
};

TEST_P(LockTrap, LetsTooManyThroughWhereOneStatementLocksAndCounts) {
  static const storage::Sql forget{"DELETE FROM loyalty_transactions WHERE company_id = $1 AND card_id = $2"};
  for (const auto& shape : shapes) {
    database.write([&](storage::Transaction& tx) { tx.execute(forget, {card.company_id, card.id}); });
    EXPECT_EQ(count_through(shape), shape.keeps_the_limit ? 1 : waiting) << shape.name;
  }
}

TEST_P(BehindTheLock, NoStampPassesTheDailyLimit) {
  change([](Program& program) { program.max_daily_stamps = 2; });
  const auto done = run_all([&] { return world.stamp(world.bakery, card); });
  EXPECT_EQ(count(done), (Counts{{"", 2}, {"daily_limit_reached", waiting - 2}}));
}

TEST_P(BehindTheLock, NoStampPassesTheCooldown) {
  change([](Program& program) { program.cooldown_minutes = 1; });
  const auto done = run_all([&] { return world.stamp(world.bakery, card); });
  EXPECT_EQ(count(done), (Counts{{"", 1}, {"cooldown_active", waiting - 1}}));
}

TEST_P(BehindTheLock, NoStampsAreRedeemedTwice) {
  world.give(world.bakery, card, world.program(world.bakery).stamps_target);
  const auto done = run_all([&] { return world.redeem(world.bakery, card); });
  EXPECT_EQ(count(done), (Counts{{"", 1}, {"not_enough_stamps", waiting - 1}}));
}

TEST_P(BehindTheLock, NoPointsAreSpentTwice) {
  expire_after(30);
  earn(15);
  earn(15);
  const auto done = run_all([&] { return try_burn(croissant); });
  EXPECT_EQ(count(done), (Counts{{"", 1}, {"not_enough_points", waiting - 1}}));
  EXPECT_EQ(balance(), 10);
}

TEST_P(BehindTheLock, NoPointsExpireTwice) {
  expire_after(10);
  earn(30);
  world.pass(std::chrono::days{11});
  const auto done = run_all([&] { return try_adjust(1); });
  EXPECT_EQ(count(done), (Counts{{"", waiting}}));
  EXPECT_EQ(balance(), waiting);
}

TEST_P(BehindTheLock, NothingIsTakenBackTwice) {
  const auto id = earn(30);
  const auto done = run_all([&] { return take_back(id); });
  EXPECT_EQ(count(done), (Counts{{"", 1}, {"already_voided", waiting - 1}}));
  EXPECT_EQ(balance(), 0);
}

TEST_P(BehindTheLock, NoLinkIsSentTwice) {
  const auto actor = world.actor(world.bakery);
  const auto done = run_all([&] {
    const auto id = world.next_id<MailId>();
    return database.write([&](storage::Transaction& tx) { return send_card_link(tx, actor, card.id, id); });
  });
  EXPECT_EQ(count(done), (Counts{{"", 1}, {"link_sent_recently", waiting - 1}}));
}

// SQLite has one writer, so nobody ever waits there.
INSTANTIATE_TEST_SUITE_P(, LockTrap, ::testing::Values("postgres"), test::engine_name);
INSTANTIATE_TEST_SUITE_P(, BehindTheLock, ::testing::Values("postgres"), test::engine_name);

}  // namespace
}  // namespace loyalty
