// The company is the tenant: the tables, as the migrations make them, are checked here, and the statements,
// as they stand in the sources.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/tables.hpp"
#include "support/database.hpp"
#include "support/postgres_session.hpp"
#include "support/statements.hpp"

namespace loyalty {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::set<std::string> names_of(storage::Placement placement) {
  std::set<std::string> names;
  for (const auto& table : storage::all_tables()) {
    if (table.placement == placement) names.emplace(table.name);
  }
  return names;
}

class Schema : public ::testing::Test {
 protected:
  Schema()
      : tables(rows("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND " + ours + " ORDER BY 1")) {
    for (const auto& table : storage::all_tables()) listed.emplace_back(table.name);
    for (const auto& name : names_of(storage::Placement::tenant))
      tenants += (tenants.empty() ? "'" : ", '") + name + "'";
  }

  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> found;
    for (const auto& row : session.ask(sql)) found.push_back(row.front());
    return found;
  }
  // What of the tenants' tables cannot be spread by company, or breaks the rule of the house.
  std::vector<std::string> find_faults() {
    std::vector<std::string> faults;
    for (const auto& check :
         {// Of a primary key, a unique constraint or a unique index, partial or not, the first column is the
          // company itself: where an expression stands there is none.
          "SELECT c.relname || ': ' || i.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN "
          "pg_class i ON i.oid = x.indexrelid WHERE x.indisunique AND NOT EXISTS (SELECT 1 FROM pg_attribute "
          "a "
          "WHERE a.attrelid = c.oid AND a.attnum = x.indkey[0] AND a.attname = 'company_id') AND " +
              of_tenants(),
          "SELECT c.relname || ': no primary key' FROM pg_class c WHERE NOT EXISTS (SELECT 1 FROM pg_index x "
          "WHERE x.indrelid = c.oid AND x.indisprimary) AND " +
              of_tenants(),
          // A foreign key keeps to the company; there is none to a table of another placement.
          "SELECT c.relname || ': ' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
          "WHERE "
          "k.contype = 'f' AND NOT EXISTS (SELECT 1 FROM unnest(k.conkey, k.confkey) AS pair (ours, theirs) "
          "JOIN "
          "pg_attribute o ON o.attrelid = k.conrelid AND o.attnum = pair.ours JOIN pg_attribute t ON "
          "t.attrelid = "
          "k.confrelid AND t.attnum = pair.theirs WHERE o.attname = 'company_id' AND t.attname = "
          "'company_id') AND " +
              of_tenants(),
          "SELECT c.relname || ': ' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
          "JOIN "
          "pg_class t ON t.oid = k.confrelid WHERE k.contype = 'f' AND t.relname NOT IN (" +
              tenants + ") AND " + of_tenants(),
          "SELECT c.relname || ': ' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
          "WHERE "
          "k.contype = 'x' AND " +
              of_tenants(),
          "SELECT c.relname || ': company_id' FROM pg_class c WHERE NOT EXISTS (SELECT 1 FROM pg_attribute a "
          "WHERE "
          "a.attrelid = c.oid AND a.attname = 'company_id' AND a.atttypid = 'bigint'::regtype AND "
          "a.attnotnull) "
          "AND " +
              of_tenants()}) {
      for (auto& fault : rows(check)) faults.push_back(std::move(fault));
    }
    return faults;
  }
  // What no table may have on a cluster: each of its machines would count for itself.
  std::vector<std::string> find_counters() {
    return rows(
        "SELECT relname FROM pg_class WHERE relkind = 'S' AND " + ours +
        " UNION ALL SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = "
        "a.attrelid WHERE (a.attidentity <> '' OR a.attgenerated <> '' OR a.atthasdef) AND " +
        of_ours());
  }

  const std::string ours = "relnamespace = 'public'::regnamespace";
  test::DatabasePlace place{"postgres", test::Tables::migrated};
  test::PostgresSession session{place.url()};
  std::vector<std::string> tables;
  std::vector<std::string> listed;
  std::string tenants;  // as SQL has them in a list

 private:
  std::string of_ours() const { return "c." + ours; }
  std::string of_tenants() const {
    return of_ours() + " AND c.relkind = 'r' AND c.relname IN (" + tenants + ")";
  }
};

TEST_F(Schema, HasNoTableWithoutAPlaceAndNoPlaceWithoutATable) {
  EXPECT_THAT(listed, testing::UnorderedElementsAreArray(tables));
  test::Database file("sqlite", test::Tables::migrated);
  static const storage::Sql select{
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"};
  const auto in_file = file.read([](storage::Transaction& tx) {
    return tx.list(select, {}, [](storage::Columns& row) { return row.text(); });
  });
  EXPECT_THAT(listed, testing::UnorderedElementsAreArray(in_file));
}

TEST_F(Schema, PutsTheCompanyFirstInEveryKeyOfATenantsTable) {
  EXPECT_THAT(tables, Contains("loyalty_cards"));
  EXPECT_THAT(find_faults(), IsEmpty());
}

TEST_F(Schema, CountsNothingByItself) { EXPECT_THAT(find_counters(), IsEmpty()); }

TEST_F(Schema, WouldShowWhatBreaksTheRule) {
  struct Case {
    const char* change;
    const char* fault;
  };
  // As a later migration might do it to a tenant's table.
  const Case cases[] = {
      {"ALTER TABLE customers DROP CONSTRAINT customers_pkey, ADD PRIMARY KEY (id, company_id)",
       "customers: customers_pkey"},
      {"ALTER TABLE customers DROP CONSTRAINT customers_pkey", "customers: no primary key"},
      {"ALTER TABLE customers ADD CONSTRAINT mail UNIQUE (email)", "customers: mail"},
      {"CREATE UNIQUE INDEX partial ON customers (program_id, company_id) WHERE email IS NULL",
       "customers: partial"},
      {"CREATE UNIQUE INDEX expression ON customers ((company_id + 0), email)", "customers: expression"},
      {"ALTER TABLE loyalty_cards ADD UNIQUE (company_id, id, customer_id), ADD CONSTRAINT crossed FOREIGN "
       "KEY "
       "(id, company_id) REFERENCES customers (company_id, id)",
       "loyalty_cards: crossed"},
      {"ALTER TABLE loyalty_cards ADD CONSTRAINT outside FOREIGN KEY (company_id) REFERENCES companies (id)",
       "loyalty_cards: outside"},
      {"ALTER TABLE customers ADD CONSTRAINT apart EXCLUDE (email WITH =)", "customers: apart"},
      {"ALTER TABLE customers ALTER company_id TYPE INTEGER", "customers: company_id"},
  };
  for (const auto& one : cases) {
    session.run("BEGIN");
    session.run(one.change);
    EXPECT_THAT(find_faults(), Contains(one.fault)) << one.change;
    session.run("ROLLBACK");
  }
  for (const auto* const change : {"CREATE TABLE wrong (id SERIAL)", "CREATE SEQUENCE wrong",
                                   "CREATE TABLE wrong (id BIGINT GENERATED ALWAYS AS IDENTITY)",
                                   "ALTER TABLE customers ALTER created_at SET DEFAULT 0"}) {
    session.run("BEGIN");
    session.run(change);
    EXPECT_THAT(find_counters(), Not(IsEmpty())) << change;
    session.run("ROLLBACK");
  }
}

class Statements : public ::testing::Test {
 protected:
  const std::set<std::string> tenant_tables = names_of(storage::Placement::tenant);
  std::vector<test::Statement> all = test::read_statements(LOYALTY_SOURCE_DIR "/src/storage");
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
      "mails.cpp: select_old",
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
