// A server that goes away and comes back, that becomes read-only, or whose answer to a commit is lost.
#include <atomic>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "storage/companies.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/failures.hpp"
#include "storage/postgres/link.hpp"
#include "storage/store.hpp"
#include "support/lossy_proxy.hpp"
#include "support/postgres.hpp"
#include "support/postgres_database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty {
namespace {

using namespace std::chrono_literals;
using storage::Sql;
using storage::StorageBusy;
using storage::Transaction;
using testing::ElementsAre;

class PostgresAway : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    open(server.url());
    store->migrate();
  }
  void open(const std::string& url) {
    store = storage::Store::open(url, metrics, {.connections = 1, .prepares_statements = GetParam()});
  }
  // Adds the company unless it is there: what may be asked for again.
  auto ensuring(std::int64_t id) {
    return [this, id](Transaction& tx) {
      ++runs;
      if (storage::find_company(tx, CompanyId{id})) return false;
      storage::insert_company(tx, {.id = CompanyId{id}, .name = "Beans", .country = "LU"});
      return true;
    };
  }
  std::vector<std::int64_t> stored() {
    std::vector<std::int64_t> ids;
    test::PostgresSession session(server.url());
    for (const auto& row : session.ask("SELECT id FROM companies ORDER BY id"))
      ids.push_back(std::stoll(row.front()));
    return ids;
  }
  // Asks as a client does that is told to come again.
  template <class Work>
  bool write_in_the_end(Work work) {
    const auto give_up_at = steady_now() + 30s;
    while (steady_now() < give_up_at) {
      try {
        store->write_now(work);
        return true;
      } catch (const StorageBusy&) {
        std::this_thread::sleep_for(5ms);
      }
    }
    return false;
  }

  test::PostgresServer server;
  Metrics metrics;
  std::unique_ptr<storage::Store> store;
  std::atomic<int> runs = 0;
};

TEST_P(PostgresAway, IsBusyAtOnceAndBackByItself) {
  EXPECT_TRUE(store->write_now(ensuring(1)));
  server.stop_fast();
  EXPECT_THROW(store->write_now(ensuring(2)), StorageBusy);
  EXPECT_THROW(store->read_now(ensuring(2)), StorageBusy);
  // Between two tries nobody waits for a connection.
  const auto started = steady_now();
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    try {
      store->write_now(ensuring(2));
    } catch (const StorageBusy&) {
      ++refused;
    }
  }
  EXPECT_EQ(refused, 200);
  EXPECT_LT(steady_now() - started, 5s);
  server.start_again();
  EXPECT_TRUE(write_in_the_end(ensuring(3)));
  EXPECT_THAT(stored(), ElementsAre(1, 3));
}

TEST_P(PostgresAway, OutlivesARestartBetweenTwoUnits) {
  EXPECT_TRUE(store->write_now(ensuring(1)));
  server.restart();
  EXPECT_TRUE(write_in_the_end(ensuring(2)));
  server.kill_hard();
  server.start_again();
  EXPECT_TRUE(write_in_the_end(ensuring(3)));
}

TEST_P(PostgresAway, RunsAgainWhatFindsOutByItselfWhetherItWasKept) {
  test::LossyProxy proxy(server.port());
  open(test::with_port(server.url(), proxy.port()));
  proxy.lose_next_commit();
  EXPECT_FALSE(store->write_now(ensuring(1), {.is_repeatable = true})) << "the second run finds it";
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(proxy.commits_lost(), 1);
  EXPECT_THAT(stored(), ElementsAre(1));
}

TEST_P(PostgresAway, NeverRunsAgainWhatCouldBeDoneTwice) {
  test::LossyProxy proxy(server.port());
  open(test::with_port(server.url(), proxy.port()));
  proxy.lose_next_commit();
  EXPECT_THROW(store->write_now(ensuring(1)), StorageBusy);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(proxy.commits_lost(), 1);
  EXPECT_THAT(stored(), ElementsAre(1)) << "it was kept all the same";
  EXPECT_TRUE(store->write_now(ensuring(2)));
}

// After a fail-over the old server may answer again, as a standby: nobody stays with it.
TEST_P(PostgresAway, LeavesAServerThatTakesNoWritesAnyMore) {
  EXPECT_TRUE(store->write_now(ensuring(1)));
  test::PostgresSession session(server.url());
  session.run("ALTER SYSTEM SET default_transaction_read_only = on; ");
  session.run("SELECT pg_reload_conf()");
  // A session that is read-only itself: a write in it says so, however it was begun.
  static const Sql read_only{"SET TRANSACTION READ ONLY"};
  const auto write_on_a_standby = [&](Transaction& tx) {
    tx.execute(read_only, {});
    storage::insert_company(tx, {.id = CompanyId{2}, .name = "Beans", .country = "LU"});
    return true;
  };
  EXPECT_THROW(store->write_now(write_on_a_standby), StorageBusy);
  // target_session_attrs: no new connection to it either.
  EXPECT_THROW(store->write_now(ensuring(2)), StorageBusy);
  session.run("SET default_transaction_read_only = off");
  session.run("ALTER SYSTEM RESET default_transaction_read_only");
  session.run("SELECT pg_reload_conf()");
  EXPECT_TRUE(write_in_the_end(ensuring(3)));
  EXPECT_THAT(stored(), ElementsAre(1, 3));
}

INSTANTIATE_TEST_SUITE_P(, PostgresAway, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Prepared" : "Unprepared"; });

// Nothing is wrong with the network, and no answer comes: a server that was suspended, a pool that waits.
class PostgresHanging : public ::testing::Test {
 protected:
  void SetUp() override { connection.set_patience(200ms); }

  Metrics metrics;
  test::PostgresDatabase place{"postgres", test::Tables::migrated};
  test::LossyProxy proxy{
      static_cast<std::uint16_t>(std::stoi(test::PostgresSession(place.url()).value("SHOW port")))};
  storage::PostgresConnection connection{test::with_port(place.url(), proxy.port()), true};
};

TEST_F(PostgresHanging, IsLostWhenNoAnswerComes) {
  Transaction tx(connection);
  connection.begin_write();
  EXPECT_EQ(storage::find_company(tx, CompanyId{1}), std::nullopt);
  proxy.hang();
  const auto asked_at = steady_now();
  EXPECT_THROW(storage::find_company(tx, CompanyId{2}), storage::StorageLost);
  EXPECT_GE(steady_now() - asked_at, 200ms);
  EXPECT_LT(steady_now() - asked_at, 10s);
}

TEST_F(PostgresHanging, IsUnsureWhenNoAnswerToACommitComes) {
  Transaction tx(connection);
  connection.begin_write();
  storage::insert_company(tx, {.id = CompanyId{1}, .name = "Beans", .country = "LU"});
  proxy.hang();
  EXPECT_THROW(connection.commit(), storage::CommitUnsure);
}

// More than fits into what lies between the two.
TEST_F(PostgresHanging, IsUnsureWhenACommitDoesNotEvenGetThere) {
  const std::string name(20'000'000, 'n');
  Transaction tx(connection);
  connection.begin_write();
  EXPECT_EQ(storage::find_company(tx, CompanyId{1}), std::nullopt);
  proxy.hang();
  storage::insert_company(tx, {.id = CompanyId{1}, .name = name, .country = "LU"});
  EXPECT_THROW(connection.commit(), storage::CommitUnsure);
}

// Otherwise each thread would find out for itself, one request after the other.
TEST_F(PostgresHanging, IsNotAskedAgainByAnybodyOnceOneGotNoAnswer) {
  const storage::LinkSettings settings{.url = test::with_port(place.url(), proxy.port()),
                                       .reconnects = &metrics.counter("reconnects", "")};
  storage::Outage outage;
  storage::Link one(settings, outage);
  storage::Link other(settings, outage);
  auto& first = one.connection();
  first.set_patience(200ms);
  other.connection().set_patience(200ms);
  proxy.hang();
  first.begin_write();
  Transaction tx(first);
  EXPECT_THROW(storage::find_company(tx, CompanyId{1}), storage::StorageLost);
  EXPECT_TRUE(other.is_connected());
  one.drop();
  EXPECT_THROW(other.connection(), StorageBusy) << "a new one is tried, and does not come either";
  EXPECT_FALSE(other.is_connected());
}

// A commit may wait for a standby that was promised everything. Whoever left would leave a session of the
// server behind, again and again, until it takes nobody any more.
TEST(PostgresStandby, IsWaitedForByACommit) {
  const test::PostgresServer primary({.durability = test::Durability::real});
  Metrics metrics;
  storage::Store::open(primary.url(), metrics, {.connections = 1})->migrate();
  test::PostgresSession session(primary.url());
  const auto set_standby = [&](const std::string& name) {
    session.run("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'");
    session.run("SELECT pg_reload_conf()");
  };
  storage::PostgresConnection connection(primary.url(), true);
  connection.set_patience(200ms);
  set_standby("nobody");
  while (session.value("SHOW synchronous_standby_names").empty()) std::this_thread::sleep_for(5ms);
  connection.begin_write();
  Transaction tx(connection);
  storage::insert_company(tx, {.id = CompanyId{1}, .name = "Beans", .country = "LU"});
  auto committed = std::async(std::launch::async, [&] { connection.commit(); });
  EXPECT_EQ(committed.wait_for(1500ms), std::future_status::timeout);
  set_standby("");
  EXPECT_NO_THROW(committed.get());
}

// It dies of a log that it cannot write, perhaps after the commit lay in it.
TEST(PostgresPanic, LeavesACommitUnsure) {
  test::PostgresServer server({.durability = test::Durability::real});
  Metrics metrics;
  const auto store = storage::Store::open(server.url(), metrics, {.connections = 1});
  store->migrate();
  std::atomic<int> runs = 0;
  const auto insert = [&](Transaction& tx) {
    ++runs;
    storage::insert_company(tx, {.id = CompanyId{1}, .name = "Beans", .country = "LU"});
    return true;
  };
  // What the server's own writer would still have to write, and die of before us, is written by a commit.
  store->write_now([](Transaction& tx) {
    storage::insert_company(tx, {.id = CompanyId{2}, .name = "Tea", .country = "LU"});
    return true;
  });
  server.limit_files(1'000'000);  // the log is beyond that already
  EXPECT_THROW(store->write_now(insert), storage::CommitUnsure);
  EXPECT_EQ(runs, 1);
  EXPECT_THAT(server.log(), testing::HasSubstr("PANIC"));
}

// A pool in between may lead an open connection to a server that follows another one now.
TEST(PostgresStandby, IsBusyUntilItIsPromoted) {
  const test::PostgresServer primary({.durability = test::Durability::real});
  Metrics metrics;
  storage::Store::open(primary.url(), metrics, {.connections = 1})->migrate();
  test::PostgresServer standby({.durability = test::Durability::real, .primary = &primary});
  const auto write = [](storage::Store& store, std::int64_t id) {
    store.write_now([id](Transaction& tx) {
      storage::insert_company(tx, {.id = CompanyId{id}, .name = "Beans", .country = "LU"});
      return true;
    });
  };
  try {
    storage::Store::open(standby.url(), metrics);
    FAIL() << "a standby takes no writes";
  } catch (const StorageBusy& refusal) {
    EXPECT_THAT(refusal.what(), testing::HasSubstr("name the primary server"));
  }
  const auto whoever_is_there = standby.url() + "?target_session_attrs=any";
  const auto prepared = storage::Store::open(whoever_is_there, metrics, {.connections = 1});
  const auto unprepared =
      storage::Store::open(whoever_is_there, metrics, {.connections = 1, .prepares_statements = false});
  for (const auto* store : {&prepared, &unprepared}) {
    EXPECT_TRUE((*store)->is_migrated()) << "it can be read";
    EXPECT_THROW(write(**store, 1), StorageBusy);
  }
  standby.promote();
  write(*prepared, 1);
  write(*unprepared, 2);
  EXPECT_EQ(test::PostgresSession(standby.url()).value("SELECT count(*) FROM companies"), "2");
}

}  // namespace
}  // namespace loyalty
