// The tables spread over a cluster: on a stand-in for the extension that says what was asked of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/errors.hpp"
#include "storage/store.hpp"
#include "support/citus_stand_in.hpp"
#include "support/database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty {
namespace {

using storage::Placement;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Names = std::vector<std::string>;

class Cluster : public ::testing::Test {
 protected:
  Cluster() {
    database.migrate();
    test::install_citus_stand_in(database.url());
  }

  // The tables that have a place only since now.
  Names distribute() {
    Names placed;
    reported = 0;
    database.store().distribute_tables([&](const storage::Table& table, bool is_new) {
      ++reported;
      if (is_new) placed.emplace_back(table.name);
    });
    return placed;
  }
  std::string failure() {
    try {
      distribute();
    } catch (const std::exception& fault) {
      return fault.what();
    }
    return {};
  }
  Names placed() { return test::list_placed_tables(database.url()); }
  void run(const std::string& sql) { test::PostgresSession(database.url()).run(sql); }

  test::Database database{"postgres"};
  std::size_t reported = 0;
};

Names expected_places() {
  Names lines;
  for (const auto& [name, placement] : storage::all_tables()) {
    const std::string table(name);
    if (placement == Placement::reference) lines.push_back("reference " + table);
    if (placement != Placement::tenant) continue;
    const std::string group = table == "vendors" ? "none" : "vendors";
    lines.push_back("distributed " + table + " by company_id with " + group);
  }
  return lines;
}

TEST_F(Cluster, GetsEachTableInItsPlace) {
  const auto made = distribute();
  EXPECT_EQ(reported, storage::all_tables().size());
  EXPECT_EQ(made.size(), storage::all_tables().size() - 1) << "the migrations stay where they are";
  EXPECT_EQ(placed(), expected_places());
}

TEST_F(Cluster, IsAskedForNothingTwice) {
  distribute();
  const auto before = placed();
  EXPECT_THAT(distribute(), IsEmpty());
  EXPECT_EQ(reported, storage::all_tables().size());
  EXPECT_EQ(placed(), before);
}

TEST_F(Cluster, GoesOnWhereItWasInterrupted) {
  run("SELECT create_reference_table('users'); "
      "SELECT create_distributed_table('vendors', 'company_id', colocate_with => 'none')");
  const auto made = distribute();
  EXPECT_THAT(made, testing::Not(testing::Contains("users")));
  EXPECT_THAT(made, testing::Not(testing::Contains("vendors")));
  EXPECT_THAT(placed(), testing::UnorderedElementsAreArray(expected_places()));
}

// What went wrong is told in the words of the cluster; what was done before stays.
TEST_F(Cluster, SaysWhyATableCannotBeSpread) {
  run("ALTER TABLE customers DROP CONSTRAINT customers_pkey, ADD PRIMARY KEY (id)");
  EXPECT_THAT(failure(), HasSubstr("cannot create constraint on \"customers\""));
  EXPECT_THAT(placed(), testing::Contains("distributed vendors by company_id with none"));
  run("ALTER TABLE customers DROP CONSTRAINT customers_pkey, ADD PRIMARY KEY (company_id, id)");
  EXPECT_EQ(failure(), "");
  EXPECT_EQ(placed(), expected_places());
}

TEST_F(Cluster, TakesTheTablesOfALaterMigrationByItself) {
  distribute();
  // As if the last migrations were new.
  run("DROP TABLE task_leases, secret_key_digests, counter_times, statistics_returns, "
      "statistics_last_visits, statistics_expiries, statistics_days, statistics_totals; "
      "DELETE FROM schema_migrations WHERE number IN (7, 9); TRUNCATE placed; "
      "DELETE FROM pg_dist_partition WHERE logicalrelid NOT IN (SELECT oid FROM pg_class)");
  EXPECT_EQ(database.migrate(), 2);
  EXPECT_THAT(placed(), ElementsAre("distributed statistics_totals by company_id with vendors",
                                    "distributed statistics_days by company_id with vendors",
                                    "distributed statistics_expiries by company_id with vendors",
                                    "distributed statistics_last_visits by company_id with vendors",
                                    "distributed statistics_returns by company_id with vendors",
                                    "distributed counter_times by company_id with vendors",
                                    "reference task_leases", "reference secret_key_digests"));
}

TEST_F(Cluster, LeavesTablesAloneThatNobodyWantedSpread) {
  run("DROP TABLE task_leases, secret_key_digests; DELETE FROM schema_migrations WHERE number = 9");
  EXPECT_EQ(database.migrate(), 1);
  EXPECT_THAT(placed(), IsEmpty());
}

TEST(DistributeTables, SaysWhatToDoWithoutACluster) {
  struct Case {
    const char* engine;
    const char* what_to_do;
  };
  for (const auto& one :
       {Case{"sqlite", "must name a PostgreSQL cluster"}, Case{"postgres", "CREATE EXTENSION"}}) {
    test::Database database(one.engine, test::Tables::migrated);
    try {
      database.store().distribute_tables([](const storage::Table&, bool) {});
      FAIL() << one.engine;
    } catch (const storage::StorageUnusable& refusal) {
      EXPECT_THAT(refusal.what(), HasSubstr(one.what_to_do));
    }
  }
}

}  // namespace
}  // namespace loyalty
