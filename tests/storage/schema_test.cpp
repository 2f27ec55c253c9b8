// The company is the tenant: the tables, as the migrations make them, are checked here, and the statements,
// as they stand in the sources.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/statements.hpp"

namespace loyalty {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// Small and the same on every shard; what must be found without knowing the company.
const std::set<std::string> reference_tables{"companies",    "vendor_codes",     "users",
                                             "user_vendors", "sessions",         "sign_in_failures",
                                             "task_leases",  "schema_migrations"};

std::vector<std::string> texts(storage::Transaction& tx, const storage::Sql& sql, const std::string& about) {
  return tx.list(sql, {about}, [](storage::Columns& row) { return row.text(); });
}

std::vector<std::string> list_tables(storage::Transaction& tx) {
  static const storage::Sql tables{
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND $1 = ''"};
  return texts(tx, tables, "");
}

// Keys of tenant tables that do not begin with, or do not contain, the company.
std::vector<std::string> find_faults(storage::Transaction& tx) {
  static const storage::Sql key{"SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk"};
  static const storage::Sql unique{"SELECT name FROM pragma_index_list($1) WHERE \"unique\" = 1"};
  static const storage::Sql columns{"SELECT name FROM pragma_index_info($1) ORDER BY seqno"};
  static const storage::Sql foreign{
      "SELECT DISTINCT id FROM pragma_foreign_key_list($1) AS k WHERE NOT EXISTS (SELECT 1 FROM "
      "pragma_foreign_key_list($1) AS c WHERE c.id = k.id AND c.\"from\" = 'company_id' AND c.\"to\" = "
      "'company_id')"};
  std::vector<std::string> faults;
  for (const auto& table : list_tables(tx)) {
    if (reference_tables.contains(table)) continue;
    const auto primary = texts(tx, key, table);
    if (primary.empty() || primary.front() != "company_id") faults.push_back(table + ": primary key");
    for (const auto& index : texts(tx, unique, table)) {
      const auto indexed = texts(tx, columns, index);
      if (indexed.empty() || indexed.front() != "company_id") faults.push_back(table + ": " + index);
    }
    if (!texts(tx, foreign, table).empty()) faults.push_back(table + ": foreign key");
  }
  return faults;
}

TEST(Schema, PutsTheCompanyFirstInEveryKeyOfATenantTable) {
  test::Database database("sqlite");
  database.migrate();
  database.read([](storage::Transaction& tx) {
    EXPECT_THAT(list_tables(tx), Contains("loyalty_cards"));
    EXPECT_THAT(find_faults(tx), IsEmpty());
  });
}

TEST(Schema, WouldShowATableThatBreaksTheRule) {
  static const storage::Sql wrong{
      "CREATE TABLE wrong (id BIGINT PRIMARY KEY, company_id BIGINT, code TEXT UNIQUE, "
      "card_id BIGINT REFERENCES loyalty_cards (id))"};
  test::Database database("sqlite");
  database.migrate();
  database.write([](storage::Transaction& tx) {
    tx.execute(wrong, {});
    const auto faults = find_faults(tx);
    EXPECT_THAT(faults, Contains("wrong: primary key"));
    EXPECT_THAT(faults, Contains(HasSubstr("wrong: sqlite_autoindex")));
    EXPECT_THAT(faults, Contains("wrong: foreign key"));
  });
}

class Statements : public ::testing::Test {
 protected:
  std::set<std::string> tenant_tables;
  std::vector<test::Statement> all = test::read_statements(LOYALTY_SOURCE_DIR "/src/storage");

  void SetUp() override {
    test::Database database("sqlite");
    database.migrate();
    const auto tables = database.read(list_tables);
    for (const auto& table : tables) {
      if (!reference_tables.contains(table)) tenant_tables.insert(table);
    }
  }
};

TEST_F(Statements, AreAllRead) {
  EXPECT_GT(all.size(), 60u);
  for (const auto& statement : all) EXPECT_FALSE(statement.text.empty()) << statement.name;
}

// On a cluster that is spread by company such a statement is one machine's.
TEST_F(Statements, StayWithOneCompanyWhereverTheyTouchATenantsRows) {
  // By file and name, each with its reason.
  const std::set<std::string> allowed{
      // An administrator's lists and look-ups go over all companies.
      "companies.cpp: select_vendor_anywhere",
      "companies.cpp: select_vendors",
      "programs.cpp: select_summaries",
      "statistics.cpp: select_counted_vendors",
      "statistics.cpp: select_vendors_number",
      // A clean-up that looks for what is old, whoever's it is.
      "idempotency.cpp: select_old_answers",
  };
  std::set<std::string> faults;
  for (const auto& statement : all) {
    if (test::stays_with_one_company(statement.text, tenant_tables)) continue;
    faults.insert(statement.file + ": " + statement.name);
  }
  EXPECT_EQ(faults, allowed);
}

TEST_F(Statements, NeverChangeTheHistory) {
  for (const auto& statement : all) {
    EXPECT_THAT(statement.text, testing::Not(HasSubstr("UPDATE loyalty_transactions"))) << statement.name;
    EXPECT_THAT(statement.text, testing::Not(HasSubstr("DELETE FROM loyalty_transactions")))
        << statement.name;
  }
}

TEST(StaysWithOneCompany, AsksForItForEachTenantTable) {
  const std::set<std::string> tables{"cards", "rows"};
  struct Case {
    const char* text;
    bool expected;
  };
  const Case cases[] = {
      {"SELECT a FROM users WHERE id = $1", true},
      {"SELECT a FROM cards WHERE company_id = $1 AND id = $2", true},
      {"SELECT a FROM cards WHERE id = $1 AND company_id = $2 LIMIT $3", true},
      {"SELECT company_id FROM cards WHERE id = $2", false},
      {"SELECT a FROM cards WHERE company_id > $1", false},
      {"SELECT a FROM cards c JOIN rows r ON r.company_id = $1 AND r.id = c.id WHERE c.company_id = $1",
       true},
      {"SELECT a FROM cards c JOIN rows r ON r.company_id = c.company_id WHERE c.company_id = $1", false},
      {"SELECT a FROM cards c JOIN rows r ON r.company_id = $2 WHERE c.company_id = $1", false},
      {"SELECT a FROM cards c JOIN rows r ON r.id = c.id WHERE c.company_id = $1 AND c.company_id = $1",
       false},
      {"SELECT a FROM cards c LEFT JOIN users u ON u.id = c.user_id WHERE c.company_id = $1", true},
      {"SELECT (SELECT b FROM rows r WHERE r.company_id = $1) FROM cards c WHERE c.company_id = $1", true},
      {"SELECT (SELECT b FROM rows r WHERE r.id = c.id) FROM cards c WHERE c.company_id = $1", false},
      {"SELECT COUNT(*) FROM (SELECT 1 FROM rows WHERE company_id = $1 LIMIT $2) counted", true},
      {"SELECT a FROM (SELECT id FROM rows WHERE company_id = $1) page JOIN cards c ON c.id = page.id",
       false},
      {"UPDATE cards SET a = $2 WHERE company_id = $1", true},
      {"UPDATE cards SET a = $2 WHERE id = $1", false},
      {"UPDATE cards SET company_id = $2 WHERE company_id = $1", false},
      {"DELETE FROM rows", false},
      {"DELETE FROM rows WHERE company_id = $1", true},
      {"DELETE FROM rows WHERE company_id = $1 AND id IN (SELECT id FROM rows WHERE a = $2)", false},
      {"INSERT INTO rows (company_id, id) VALUES ($1, $2)", true},
      {"INSERT INTO rows (id, company_id) VALUES ($1, $2)", false},
      {"SELECT a FROM cards_of_others WHERE id = $1", true},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(test::stays_with_one_company(one.text, tables), one.expected) << one.text;
  }
}

}  // namespace
}  // namespace loyalty
