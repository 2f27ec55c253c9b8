#include "storage/store.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/sqlite/engine.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

class Migrate : public ::testing::TestWithParam<const char*> {
 protected:
  test::Database database{GetParam()};

  void claim_migration(std::int64_t number) {
    static const storage::Sql insert{
        "INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, 'of the future', 0)"};
    database.write([&](storage::Transaction& tx) { tx.execute(insert, {number}); });
  }
};

TEST_P(Migrate, MakesEverythingFromNothing) {
  const auto before = database.store().migrations();
  ASSERT_FALSE(before.empty());
  EXPECT_EQ(before.front().number, 1);
  EXPECT_EQ(before.front().name, "companies");
  for (const auto& state : before) EXPECT_FALSE(state.is_applied) << state.name;
  EXPECT_FALSE(database.is_migrated());

  EXPECT_EQ(database.migrate(), static_cast<int>(before.size()));
  EXPECT_TRUE(database.is_migrated());
  for (const auto& state : database.store().migrations()) EXPECT_TRUE(state.is_applied) << state.name;
  database.read(
      [](storage::Transaction& tx) { EXPECT_TRUE(storage::list_companies(tx, std::nullopt, 1).empty()); });
}

TEST_P(Migrate, DoesNothingTheSecondTimeAndAfterARestart) {
  ASSERT_GT(database.migrate(), 0);
  database.write([](storage::Transaction& tx) {
    storage::insert_company(tx, {.id = CompanyId{1}, .name = "Beans", .country = "LU"});
  });
  EXPECT_EQ(database.migrate(), 0);
  database.reopen();
  EXPECT_TRUE(database.is_migrated());
  EXPECT_EQ(database.migrate(), 0);
  database.read(
      [](storage::Transaction& tx) { EXPECT_TRUE(storage::find_company(tx, CompanyId{1}).has_value()); });
}

TEST_P(Migrate, RefusesADatabaseThatIsNewerThanTheProgram) {
  database.migrate();
  claim_migration(9999);
  EXPECT_THROW(database.migrate(), storage::StorageUnusable);
  EXPECT_THROW(database.is_migrated(), storage::StorageUnusable);
  try {
    database.migrate();
  } catch (const storage::StorageUnusable& refusal) {
    EXPECT_NE(std::string(refusal.what()).find("9999"), std::string::npos) << refusal.what();
  }
}

// Its first migration had another name.
TEST_P(Migrate, RefusesADatabaseOfBefore) {
  static const storage::Sql rename{"UPDATE schema_migrations SET name = 'foundation' WHERE number = 1"};
  static const storage::Sql forget{"DELETE FROM schema_migrations WHERE number > 1"};
  database.migrate();
  database.write([](storage::Transaction& tx) { tx.execute(rename, {}); });
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(database.is_migrated(), storage::StorageUnusable);
    EXPECT_THROW(database.store().migrations(), storage::StorageUnusable);
    try {
      database.migrate();
      ADD_FAILURE() << "it was migrated";
    } catch (const storage::StorageUnusable& refusal) {
      EXPECT_NE(std::string(refusal.what()).find("before 0.2.0"), std::string::npos) << refusal.what();
    }
    database.write([](storage::Transaction& tx) { tx.execute(forget, {}); });
  }
}

INSTANTIATE_TEST_SUITE_P(, Migrate, test::each_engine(), test::engine_name);

TEST(ApplyMigration, LeavesNothingWhenItFailsHalfway) {
  const test::TemporaryFolder folder;
  Metrics metrics;
  const auto engine = storage::open_sqlite((folder.path() / "loyalty.db").string(), metrics);
  EXPECT_THROW(engine->apply_migration(1, "broken",
                                       "CREATE TABLE first (x BIGINT); INSERT INTO first VALUES (1); "
                                       "INSERT INTO missing VALUES (1);"),
               storage::StorageFault);
  EXPECT_TRUE(engine->applied_migrations().empty());
  // Were the table still there, this would fail.
  engine->apply_migration(1, "repaired", "CREATE TABLE first (x BIGINT);");
  EXPECT_EQ(engine->applied_migrations(), (std::vector<storage::AppliedMigration>{{1, "repaired"}}));
}

TEST(ApplyMigration, RefusesANumberThatIsApplied) {
  const test::TemporaryFolder folder;
  Metrics metrics;
  const auto engine = storage::open_sqlite((folder.path() / "loyalty.db").string(), metrics);
  engine->apply_migration(1, "one", "CREATE TABLE first (x BIGINT);");
  EXPECT_THROW(engine->apply_migration(1, "one again", "CREATE TABLE second (x BIGINT);"),
               storage::StorageFault);
  engine->apply_migration(2, "two", "CREATE TABLE second (x BIGINT);");
  EXPECT_EQ(engine->applied_migrations(), (std::vector<storage::AppliedMigration>{{1, "one"}, {2, "two"}}));
}

TEST(OpenStore, SaysWhatToDoWhenItCannot) {
  const test::TemporaryFolder folder;
  const auto text_file = (folder.path() / "text.db").string();
  std::ofstream(text_file)
      << "This is not a database at all, but a text of more than a hundred bytes, so that it "
         "is long enough to have the header of one.";
  Metrics metrics;
  EXPECT_THROW(storage::Store::open("mysql:loyalty", metrics), storage::StorageUnusable);
  EXPECT_THROW(storage::Store::open("sqlite:" + (folder.path() / "missing" / "a.db").string(), metrics),
               storage::StorageUnusable);
  EXPECT_THROW(storage::Store::open("sqlite:" + text_file, metrics), storage::StorageUnusable);
  EXPECT_THROW(storage::Store::open("sqlite:" + folder.path().string(), metrics), storage::StorageUnusable);
}

}  // namespace
}  // namespace loyalty
