// A whole database moved into another one: between the engines, interrupted anywhere, and what is refused.
#include "storage/copy.hpp"

#include <functional>
#include <numeric>
#include <stdexcept>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "storage/companies.hpp"
#include "storage/errors.hpp"
#include "storage/store.hpp"
#include "support/database.hpp"
#include "support/postgres_session.hpp"
#include "support/rows.hpp"

namespace loyalty {
namespace {

using storage::TableCopy;
using test::DatabasePlace;
using test::fill_every_table;
using test::read_all_rows;
using test::run_sql;
using test::Tables;
using testing::AllOf;
using testing::HasSubstr;

struct Interrupted {};

void ignore(const TableCopy&) {}

// Of all tables together.
struct Sum {
  std::int64_t rows = 0;
  std::int64_t found = 0;
};
Sum add_up(const storage::CopyResult& result) {
  Sum sum;
  for (const auto& table : result.tables) {
    EXPECT_TRUE(table.is_complete);
    sum.rows += table.rows;
    sum.found += table.rows_found;
  }
  return sum;
}

std::int64_t count_all(const std::string& url) {
  std::int64_t count = 0;
  for (const auto& [table, rows] : read_all_rows(url)) count += std::ssize(rows);
  return count;
}

// What a copy that is refused says; empty: it is not.
std::string refusal_of(const std::string& from, const std::string& to) {
  try {
    storage::copy_database(from, to, ignore);
    return "";
  } catch (const storage::StorageUnusable& refused) {
    return refused.what();
  } catch (const storage::StorageBusy& refused) {
    return refused.what();
  }
}

// Ends as if killed at the given call of the report; whether it came to that.
bool copy_until(const std::string& from, const std::string& to, int calls) {
  try {
    storage::copy_database(from, to, [&](const TableCopy&) {
      if (--calls < 0) throw Interrupted();
    });
    return false;
  } catch (const Interrupted&) {
    return true;
  }
}

// Many rows with the same beginning of their key, over several pages.
void add_crowd(const std::string& url) {
  run_sql(url,
          "INSERT INTO card_search_terms (company_id, program_id, term, card_id) WITH RECURSIVE n(i) AS "
          "(SELECT 1 "
          "UNION ALL SELECT i + 1 FROM n WHERE i < 12000) SELECT 5, 5, 'term' || (i / 5000), i FROM n");
}

// What SQLite says to somebody who does not wait.
int update_file(const std::string& path) {
  sqlite3* handle = nullptr;
  sqlite3_open(path.c_str(), &handle);
  const int code = sqlite3_exec(handle, "UPDATE companies SET name = 'changed'", nullptr, nullptr, nullptr);
  sqlite3_close(handle);
  return code;
}

using Pair = std::tuple<const char*, const char*>;

class Copy : public testing::TestWithParam<Pair> {
 protected:
  DatabasePlace from{std::get<0>(GetParam()), Tables::migrated};
  DatabasePlace to{std::get<1>(GetParam())};
};

TEST_P(Copy, MovesEveryRowOfEveryTableThereAndBack) {
  fill_every_table(from.url(), 20);
  add_crowd(from.url());
  const auto before = read_all_rows(from.url());
  for (const auto& [table, rows] : before) EXPECT_GE(rows.size(), 20U) << table;

  const auto sum = add_up(storage::copy_database(from.url(), to.url(), ignore));
  EXPECT_EQ(sum.rows, count_all(from.url()));
  EXPECT_EQ(sum.found, 0);
  EXPECT_EQ(read_all_rows(to.url()), before);
  EXPECT_EQ(read_all_rows(from.url()), before);

  const DatabasePlace back(std::get<0>(GetParam()));
  storage::copy_database(to.url(), back.url(), ignore);
  EXPECT_EQ(read_all_rows(back.url()), before);
}

TEST_P(Copy, GoesOnWhereverItWasInterrupted) {
  fill_every_table(from.url(), 20);
  add_crowd(from.url());
  Metrics metrics;
  int interruptions = 0;
  for (int calls : {0, 1, 2, 3, 4, 7, 12, 20, 30, 40}) {
    if (!copy_until(from.url(), to.url(), calls)) break;
    ++interruptions;
    const auto unfinished = storage::Store::open(to.url(), metrics, {.connections = 1});
    EXPECT_THROW(unfinished->migrate(), storage::StorageUnusable) << "a server would start on it";
    EXPECT_THROW(unfinished->is_migrated(), storage::StorageUnusable);
  }
  EXPECT_GT(interruptions, 5);
  const auto sum = add_up(storage::copy_database(from.url(), to.url(), ignore));
  EXPECT_GT(sum.found, 0);
  EXPECT_LT(sum.found, sum.rows);
  EXPECT_EQ(read_all_rows(to.url()), read_all_rows(from.url()));
  EXPECT_TRUE(storage::Store::open(to.url(), metrics, {.connections = 1})->is_migrated());

  const auto again = add_up(storage::copy_database(from.url(), to.url(), ignore));
  EXPECT_EQ(again.found, again.rows) << "complete: only compared";
}

TEST_P(Copy, GoesOnWithWhatCameSinceAndRefusesWhatChanged) {
  fill_every_table(from.url(), 20);
  ASSERT_TRUE(copy_until(from.url(), to.url(), 30));
  run_sql(from.url(),
          "INSERT INTO companies (id, name, country, is_active, created_at) VALUES (77, 'x', 'LU', 1, 1)");
  run_sql(from.url(), "UPDATE companies SET name = 'changed' WHERE id = -1");
  const auto refused = refusal_of(from.url(), to.url());
  EXPECT_THAT(refused, AllOf(HasSubstr("companies"), HasSubstr("has changed since the copy was begun")));
  EXPECT_EQ(refusal_of(from.url(), to.url()), refused) << "and again";

  run_sql(from.url(), "UPDATE companies SET name = '" + std::string("\\") + "' WHERE id = -1");
  run_sql(from.url(), "DELETE FROM companies WHERE id = 77");
  run_sql(from.url(), "INSERT INTO vendor_codes (code, company_id, vendor_id) VALUES ('new', 1, 1)");
  EXPECT_EQ(refusal_of(from.url(), to.url()), "");
  EXPECT_EQ(read_all_rows(to.url()), read_all_rows(from.url()));
}

TEST_P(Copy, RefusesATargetWithRowsAndLeavesItAlone) {
  fill_every_table(from.url(), 20);
  storage::copy_database(from.url(), to.url(), ignore);
  run_sql(from.url(), "DELETE FROM vendors");
  run_sql(from.url(), "UPDATE users SET name = 'other'");
  const auto before = read_all_rows(to.url());
  EXPECT_THAT(
      refusal_of(from.url(), to.url()),
      AllOf(HasSubstr("the target is not empty"), HasSubstr("users"), HasSubstr("needs an empty database")));
  EXPECT_EQ(read_all_rows(to.url()), before);

  run_sql(to.url(), "DELETE FROM loyalty_cards");
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("the target is not empty"));
  EXPECT_TRUE(read_all_rows(to.url()).at("loyalty_cards").empty());
}

TEST_P(Copy, LeavesOutTablesThatAreNotOurs) {
  run_sql(from.url(), "CREATE TABLE other (a DOUBLE PRECISION)");
  EXPECT_EQ(storage::copy_database(from.url(), to.url(), ignore).left_out, std::vector<std::string>{"other"});
  run_sql(to.url(), "ALTER TABLE vendors ADD COLUMN colour TEXT");
  EXPECT_EQ(refusal_of(from.url(), to.url()), "the two ends differ in the columns of vendors");
}

TEST_P(Copy, RefusesOtherVersions) {
  run_sql(from.url(), "INSERT INTO schema_migrations (number, name, applied_at) VALUES (9000, 'later', 1)");
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("the source is newer"));
  run_sql(from.url(), "UPDATE schema_migrations SET number = 9223372036854775807 WHERE number = 9000");
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("itself an unfinished copy"));
  run_sql(from.url(), "DELETE FROM schema_migrations WHERE number > 3");
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("run loyalty migrate on it first"));
  run_sql(from.url(), "DROP TABLE schema_migrations");
  EXPECT_EQ(refusal_of(from.url(), to.url()), "the source is not a database of loyalty");

  run_sql(to.url(), "INSERT INTO schema_migrations (number, name, applied_at) VALUES (9000, 'later', 1)");
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("start the newer program"));
}

TEST_P(Copy, RefusesDatabasesOfBefore) {
  const auto* const rename = "UPDATE schema_migrations SET name = 'foundation' WHERE number = 1";
  const auto* const give_back = "UPDATE schema_migrations SET name = 'companies' WHERE number = 1";
  run_sql(from.url(), rename);
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("made by a version before 0.2.0"));
  run_sql(from.url(), give_back);
  EXPECT_EQ(refusal_of(from.url(), to.url()), "");
  run_sql(to.url(), rename);
  EXPECT_THAT(refusal_of(from.url(), to.url()), HasSubstr("made by a version before 0.2.0"));
}

TEST_P(Copy, RefusesWhatIsInUse) {
  const auto look = [](storage::Transaction& tx) { storage::list_companies(tx, std::nullopt, 1); };
  test::Database open_source(std::get<0>(GetParam()), Tables::migrated);
  open_source.read(look);
  EXPECT_THAT(refusal_of(open_source.url(), to.url()), HasSubstr("another"));
  test::Database open_target(std::get<1>(GetParam()), Tables::migrated);
  open_target.read(look);
  EXPECT_THAT(refusal_of(from.url(), open_target.url()), HasSubstr("another"));
}

TEST_P(Copy, LetsNobodyChangeTheSourceMeanwhile) {
  fill_every_table(from.url(), 3);
  int tries = 0;
  storage::copy_database(from.url(), to.url(), [&](const TableCopy& copy) {
    if (!copy.is_complete || copy.table != "companies") return;
    ++tries;
    if (from.url().starts_with("sqlite:")) {
      EXPECT_EQ(update_file(from.url().substr(7)), SQLITE_BUSY);
    } else {
      test::PostgresSession session(from.url());
      session.run("SET lock_timeout = '200ms'");
      EXPECT_THROW(session.run("UPDATE companies SET name = 'changed'"), std::runtime_error);
      EXPECT_THROW(session.run("INSERT INTO vendor_codes VALUES ('A', 1, 1)"), std::runtime_error);
      EXPECT_EQ(session.value("SELECT COUNT(*) FROM companies"), "3");
    }
  });
  EXPECT_EQ(tries, 1);
}

INSTANTIATE_TEST_SUITE_P(EachPair, Copy, testing::Combine(test::each_engine(), test::each_engine()),
                         [](const testing::TestParamInfo<Pair>& info) {
                           return std::string(std::get<0>(info.param)) + "_to_" + std::get<1>(info.param);
                         });

TEST(CopyOfAFile, NeedsASourceAndAnotherTarget) {
  const test::TemporaryFolder folder;
  const auto file = (folder.path() / "a.db").string();
  EXPECT_EQ(refusal_of("sqlite:" + file, "sqlite:" + file + "2"), "there is no database file " + file);
  EXPECT_FALSE(std::filesystem::exists(file + "2"));
  EXPECT_EQ(refusal_of("sqlite:" + file, "sqlite:" + (folder.path() / "." / "a.db").string()),
            "the source and the target are the same database");
}

}  // namespace
}  // namespace loyalty
