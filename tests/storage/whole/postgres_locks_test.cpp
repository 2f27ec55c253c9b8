// Two servers on one database whose groups hold the same rows: neither waits for what the other has while it
// has what the other waits for, which the database would find out only after a second; and who waits for what
// somebody else holds does so once.
#include <atomic>
#include <chrono>
#include <deque>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/postgres/engine.hpp"
#include "support/postgres_database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::storage {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t rows = 6;
constexpr auto time_of_a_unit = 20ms;  // long enough that both groups are at work at once

const Sql wait_shortly{"SET LOCAL lock_timeout = '50ms'"};
const Sql lock_row{"UPDATE companies SET name = 'locked' WHERE id = $1"};

// Locks one row, as an operation at the counter locks its card.
class RowUnit final : public Unit {
 public:
  RowUnit(std::int64_t row, std::uint64_t lane, bool is_impatient = false)
      : row_(row), lane_(lane), is_impatient_(is_impatient) {}
  void run(Transaction& tx) override {
    ++runs_;
    if (is_impatient_) tx.execute(wait_shortly, {});
    tx.execute(lock_row, {row_});
    std::this_thread::sleep_for(time_of_a_unit);
  }
  void finish(std::exception_ptr fault) override {
    fault ? done_.set_exception(std::move(fault)) : done_.set_value();
  }
  std::uint64_t lane() const override { return lane_; }
  // Throws what it was finished with.
  void wait_until_done() { done_.get_future().get(); }
  int runs() const { return runs_; }

 private:
  std::int64_t row_;
  std::uint64_t lane_;
  bool is_impatient_;
  std::atomic<int> runs_ = 0;
  std::promise<void> done_;
};

// Keeps the only writer busy, so that what comes meanwhile becomes a group.
class Gate final : public Unit {
 public:
  void run(Transaction&) override {
    reached_.set_value();
    opened_.get_future().wait();
  }
  void finish(std::exception_ptr) override {}
  void wait_until_reached() { reached_.get_future().wait(); }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> reached_;
  std::promise<void> opened_;
};

struct Server {
  explicit Server(const std::string& url) : engine(open_postgres(url, metrics, 1, true)) {
    engine->submit_write(gate);
    gate.wait_until_reached();
  }
  void submit(std::int64_t row, std::uint64_t lane) { engine->submit_write(units.emplace_back(row, lane)); }

  Gate gate;
  std::deque<RowUnit> units;
  Metrics metrics;
  std::unique_ptr<Engine> engine;  // the first to go: its threads use the rest
};

class TwoServers : public ::testing::Test {
 protected:
  TwoServers() {
    for (std::int64_t row = 1; row <= rows; ++row) {
      session.run("INSERT INTO companies (id, name, country, is_active, created_at) VALUES (" +
                  std::to_string(row) + ", '', 'LU', 1, 0)");
    }
  }
  void expect_each_ran_once() {
    one.gate.open();
    other.gate.open();
    for (auto* server : {&one, &other}) {
      for (auto& unit : server->units) {
        unit.wait_until_done();
        EXPECT_EQ(unit.runs(), 1);
      }
    }
  }

  test::PostgresDatabase place{"postgres", test::Tables::migrated};
  test::PostgresSession session{place.url()};
  Server one{place.url()};
  Server other{place.url()};
};

TEST_F(TwoServers, LockTheCardsOfTheirGroupsInOneOrder) {
  for (std::int64_t row = 1; row <= rows; ++row) {
    one.submit(row, static_cast<std::uint64_t>(row));
    other.submit(rows + 1 - row, static_cast<std::uint64_t>(rows + 1 - row));
  }
  expect_each_ran_once();
}

// Of a unit without a lane nobody knows what it locks.
TEST_F(TwoServers, LockNothingElseBesideWhatNobodyForesees) {
  for (std::int64_t row = 1; row <= rows; ++row) {
    one.submit(row, 0);
    other.submit(rows + 1 - row, 0);
  }
  expect_each_ran_once();
}

TEST_F(TwoServers, LockNoCardsBesideWhatNobodyForesees) {
  one.submit(1, 1);
  one.submit(2, 0);
  other.submit(2, 2);
  other.submit(1, 0);
  expect_each_ran_once();
}

// Whoever waits behind the first of a lane would wait for the same, one after the other.
TEST_F(TwoServers, LetALaneWaitOnceForWhatSomebodyElseHolds) {
  session.run("BEGIN; UPDATE companies SET name = 'held' WHERE id = 1");
  for (int i = 0; i < 4; ++i) one.engine->submit_write(one.units.emplace_back(1, 1, true));
  one.submit(2, 2);
  one.gate.open();
  other.gate.open();
  int runs = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_THROW(one.units[i].wait_until_done(), StorageBusy);
    runs += one.units[i].runs();
  }
  EXPECT_EQ(runs, 2) << "one of them, with its group and alone";
  EXPECT_NO_THROW(one.units[4].wait_until_done()) << "the other card is free";
}

}  // namespace
}  // namespace loyalty::storage
