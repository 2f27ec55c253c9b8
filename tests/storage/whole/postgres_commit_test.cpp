// Units of work on a real PostgreSQL that gets in their way: deadlocks, waits that take too long, restarts,
// and commits of which nobody hears again.
#include <atomic>
#include <barrier>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/postgres/engine.hpp"
#include "storage/store.hpp"
#include "support/postgres_database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty {
namespace {

using namespace std::chrono_literals;
using storage::Sql;
using storage::StorageBusy;
using storage::Transaction;
using testing::HasSubstr;

const Sql rename_company{"UPDATE companies SET name = $2 WHERE id = $1"};
const Sql select_names{"SELECT id FROM companies ORDER BY id"};

Company company_of(std::int64_t id) { return {.id = CompanyId{id}, .name = "Beans", .country = "LU"}; }

auto inserting(std::int64_t id) {
  return [id](Transaction& tx) {
    storage::insert_company(tx, company_of(id));
    return true;
  };
}

class PostgresCommit : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override { open(4); }
  void open(int connections) {
    store.reset();
    store = std::make_unique<storage::Store>(
        storage::open_postgres(place.url(), metrics, connections, GetParam()));
  }
  std::vector<std::int64_t> stored() {
    return store->read_now([](Transaction& tx) {
      return tx.list(select_names, {}, [](storage::Columns& row) { return row.integer(); });
    });
  }
  template <class Work>
  auto begin(Work work, storage::WriteHints hints = {}) {
    return std::async(std::launch::async, [this, work, hints] { return store->write_now(work, hints); });
  }
  std::string value(const std::string& sql) { return test::PostgresSession(place.url()).value(sql); }

  test::PostgresDatabase place{"postgres", test::Tables::migrated};
  Metrics metrics;
  std::unique_ptr<storage::Store> store;
};

// Each of two has what the other wants: the server ends one of them, which then runs again.
TEST_P(PostgresCommit, RunsAUnitAgainThatADeadlockEnded) {
  store->write_now(inserting(1));
  store->write_now(inserting(2));
  std::barrier both(2);
  std::atomic<int> runs = 0;
  const auto rename_both = [&](std::int64_t first, std::int64_t second) {
    return [&, first, second, is_first_run = std::make_shared<bool>(true)](Transaction& tx) {
      ++runs;
      tx.execute(rename_company, {first, "A"});
      if (std::exchange(*is_first_run, false)) both.arrive_and_wait();
      tx.execute(rename_company, {second, "B"});
      return true;
    };
  };
  auto one = begin(rename_both(1, 2));
  auto other = begin(rename_both(2, 1));
  EXPECT_TRUE(one.get());
  EXPECT_TRUE(other.get());
  EXPECT_GE(runs, 3);
}

// Behind a pool other statements come before the one that makes a transaction strict.
class PostgresStrictCommit : public PostgresCommit {};

TEST_P(PostgresStrictCommit, RunsAUnitAgainThatCouldNotBeSerialised) {
  static const Sql strictly{"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"};
  static const Sql count{"SELECT COUNT(*) FROM companies WHERE id > $1"};
  std::barrier both(2);
  std::atomic<int> runs = 0;
  // Each counts what the other then adds to.
  const auto add_what_was_counted = [&](std::int64_t id) {
    return [&, id, is_first_run = std::make_shared<bool>(true)](Transaction& tx) {
      ++runs;
      tx.execute(strictly, {});
      const auto counted = tx.find(count, {0}, [](storage::Columns& row) { return row.integer(); });
      if (std::exchange(*is_first_run, false)) both.arrive_and_wait();
      storage::insert_company(tx, company_of(id + 10 * *counted));
      return true;
    };
  };
  auto one = begin(add_what_was_counted(1));
  auto other = begin(add_what_was_counted(2));
  EXPECT_TRUE(one.get());
  EXPECT_TRUE(other.get());
  EXPECT_GE(runs, 3);
  EXPECT_THAT(stored(), testing::AnyOf(testing::ElementsAre(1, 12), testing::ElementsAre(2, 11)));
}

TEST_P(PostgresCommit, GivesUpAfterManyConflicts) {
  std::atomic<int> runs = 0;
  const auto conflict = [&](Transaction&) -> bool {
    ++runs;
    throw storage::StorageConflict("always");
  };
  EXPECT_THROW(store->write_now(conflict), storage::StorageConflict);
  EXPECT_EQ(runs, 10);
}

TEST_P(PostgresCommit, IsBusyWhenALockOrAStatementTakesTooLong) {
  static const Sql short_lock{"SET LOCAL lock_timeout = '20ms'"};
  static const Sql short_statement{"SET LOCAL statement_timeout = '20ms'"};
  store->write_now(inserting(1));
  test::PostgresSession holder(place.url());
  holder.run("BEGIN; SELECT 1 FROM companies WHERE id = 1 FOR UPDATE");
  for (const auto* const setting : {&short_lock, &short_statement}) {
    std::atomic<int> runs = 0;
    const auto wait = [&](Transaction& tx) {
      ++runs;
      tx.execute(*setting, {});
      tx.execute(rename_company, {1, "never"});
      return true;
    };
    EXPECT_THROW(store->write_now(wait), StorageBusy) << setting->text;
    EXPECT_EQ(runs, 1) << "whoever asked may ask again";
  }
  holder.run("ROLLBACK");
  EXPECT_EQ(value("SELECT name FROM companies"), "Beans");
}

TEST_P(PostgresCommit, LimitsHowLongAnythingWaits) {
  static const Sql setting{"SELECT CAST(setting AS BIGINT) FROM pg_settings WHERE name = $1"};
  const auto read = [&](const char* name) {
    return store->write_now([&](Transaction& tx) {
      return *tx.find(setting, {name}, [](storage::Columns& row) { return row.integer(); });
    });
  };
  EXPECT_EQ(read("lock_timeout"), 5'000);
  EXPECT_EQ(read("statement_timeout"), 30'000);
  EXPECT_EQ(read("idle_in_transaction_session_timeout"), 60'000);
  if (!GetParam()) return;  // the connection is the pool's
  EXPECT_EQ(read("tcp_keepalives_idle"), 10);
  EXPECT_EQ(read("tcp_keepalives_interval"), 5);
  EXPECT_EQ(read("tcp_keepalives_count"), 3);
}

TEST_P(PostgresCommit, LetsNobodyPayForAnotherUnitsFault) {
  open(1);
  std::promise<void> opened;
  std::promise<void> reached;
  auto gate = begin([&](Transaction&) {
    reached.set_value();
    opened.get_future().wait();
    return true;
  });
  reached.get_future().wait();
  std::vector<std::future<bool>> all;
  for (std::int64_t id = 1; id <= 9; ++id) {
    const auto insert = [id](Transaction& tx) {
      storage::insert_company(tx, company_of(id));
      if (id == 4) storage::insert_company(tx, company_of(id));
      if (id == 7) throw std::runtime_error("seven");
      return true;
    };
    all.push_back(begin(insert, {.lane = static_cast<std::uint64_t>(id)}));
  }
  opened.set_value();
  EXPECT_TRUE(gate.get());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 3) {
      EXPECT_THROW(all[i].get(), storage::StorageFault);
    } else if (i == 6) {
      EXPECT_THROW(all[i].get(), std::runtime_error);
    } else {
      EXPECT_TRUE(all[i].get());
    }
  }
  EXPECT_THAT(stored(), testing::ElementsAre(1, 2, 3, 5, 6, 8, 9));
}

// What was sent along fails at the commit; the connection is as good as before.
TEST_P(PostgresCommit, KeepsTheConnectionWhenACommitFails) {
  static const Sql insert{
      "INSERT INTO companies (id, name, country, is_active, created_at) VALUES ($1, '', '', 1, 0)"};
  open(1);
  store->write_now(inserting(1));
  const auto fail_late = [&](Transaction& tx) {
    tx.send(insert, {2});
    tx.send(insert, {1});
    tx.send(insert, {3});
    return true;
  };
  EXPECT_THROW(store->write_now(fail_late), storage::StorageFault);
  EXPECT_THAT(stored(), testing::ElementsAre(1));
  EXPECT_TRUE(store->write_now(inserting(4)));
  EXPECT_THAT(metrics.render(), HasSubstr("\nloyalty_database_reconnects_total 0\n"));
}

// Units of one lane never wait for each other's locks.
TEST_P(PostgresCommit, RunsUnitsOfALaneOneAfterTheOther) {
  std::atomic<int> running = 0;
  std::atomic<int> at_once_max = 0;
  std::vector<std::future<bool>> all;
  for (int i = 0; i < 40; ++i) {
    all.push_back(begin(
        [&](Transaction& tx) {
          at_once_max = std::max<int>(at_once_max, ++running);
          tx.list(select_names, {}, [](storage::Columns& row) { return row.integer(); });
          --running;
          return true;
        },
        {.lane = 7}));
  }
  for (auto& one : all) EXPECT_TRUE(one.get());
  EXPECT_EQ(at_once_max, 1);
}

TEST_P(PostgresCommit, ConnectsAgainAfterARestartOfItsSessions) {
  open(1);
  store->write_now(inserting(1));
  EXPECT_EQ(stored().size(), 1u);
  test::PostgresSession(place.url())
      .run(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
          "AND pid "
          "<> "
          "pg_backend_pid()");
  // Nothing was under way, so nobody notices; statements are prepared anew.
  EXPECT_TRUE(store->write_now(inserting(2)));
  EXPECT_EQ(stored().size(), 2u);
  EXPECT_THAT(metrics.render(), HasSubstr("\nloyalty_database_reconnects_total 2\n"));
}

TEST_P(PostgresCommit, RunsAUnitAgainWhoseConnectionWasEndedBeforeItsCommit) {
  std::atomic<int> runs = 0;
  const auto lose_once = [&](Transaction& tx) {
    storage::insert_company(tx, company_of(1));
    static const Sql own{"SELECT pg_backend_pid()"};
    const auto pid = *tx.find(own, {}, [](storage::Columns& row) { return row.integer(); });
    if (++runs == 1)
      test::PostgresSession(place.url())
          .run("SELECT pg_terminate_backend(" + std::to_string(pid) + ", 5000)");
    tx.execute(rename_company, {1, "Crumbs"});
    return true;
  };
  EXPECT_TRUE(store->write_now(lose_once));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(value("SELECT name FROM companies"), "Crumbs");
}

INSTANTIATE_TEST_SUITE_P(, PostgresStrictCommit, ::testing::Values(true));
INSTANTIATE_TEST_SUITE_P(, PostgresCommit, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Prepared" : "Unprepared"; });

}  // namespace
}  // namespace loyalty
