#include "storage/postgres/schema.hpp"

#include <regex>

#include "base/instant.hpp"
#include "storage/postgres/cluster.hpp"

namespace loyalty::storage {
namespace {

const Sql find_table{"SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL"};
const Sql find_applied{"SELECT number, name FROM schema_migrations ORDER BY number"};
const Sql insert_applied{"INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, $2, $3)"};

// The number of the lock is ours alone: "loyalty" in ASCII. A cluster may take long to move rows.
void begin_alone(PostgresConnection& connection) {
  connection.set_patience(std::nullopt);
  connection.run_script(
      "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; "
      "SELECT pg_advisory_xact_lock(30521821099226233); ");
}

constexpr const char* make_table =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at "
    "BIGINT "
    "NOT NULL); ";

template <class Work>
void in_transaction(PostgresConnection& connection, Work work) {
  try {
    work();
    connection.commit();
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

}  // namespace

std::vector<AppliedMigration> list_applied_migrations(PostgresConnection& connection) {
  std::vector<AppliedMigration> applied;
  connection.begin_read();
  in_transaction(connection, [&] {
    bool has_table = false;
    auto note = [&](const Row&) { has_table = true; };
    connection.query(find_table, {}, note);
    auto keep = [&](const Row& row) { applied.push_back({row.integer(0), std::string(row.text(1))}); };
    if (has_table) connection.query(find_applied, {}, keep);
  });
  return applied;
}

void apply_migration(PostgresConnection& connection, std::int64_t number, const std::string& name,
                     const std::string& text) {
  in_transaction(connection, [&] {
    begin_alone(connection);
    connection.run_script(make_table);
    // Somebody else may have been faster: then this fails, and nothing is done twice.
    const Value parameters[] = {number, name, system_now()};
    connection.execute(insert_applied, parameters);
    connection.run_script(adapt_migration(text));
    if (!is_spread(connection)) return;
    for (const auto& table : all_tables()) place_table(connection, table);
  });
}

void analyze_tables(PostgresConnection& connection) {
  std::string names;
  for (const auto& table : all_tables()) {
    if (table.placement != Placement::local) names += (names.empty() ? "" : ", ") + std::string(table.name);
  }
  in_transaction(connection, [&] {
    begin_alone(connection);
    connection.run_script("ANALYZE " + names);
  });
}

void require_cluster(PostgresConnection& connection) {
  bool has_extension = false;
  connection.begin_read();
  in_transaction(connection, [&] { has_extension = has_cluster(connection); });
  if (!has_extension) {
    throw StorageUnusable(
        "the database is no cluster: install Citus on each machine and CREATE EXTENSION citus in this "
        "database, "
        "or leave out --distributed");
  }
}

void distribute_tables(PostgresConnection& connection, const TableReport& report) {
  require_cluster(connection);
  // One transaction each: a table has many parts, and all of them in one would be more locks than a server
  // has.
  for (const auto& table : all_tables()) {
    bool is_new = false;
    in_transaction(connection, [&] {
      begin_alone(connection);
      is_new = place_table(connection, table);
    });
    report(table, is_new);
  }
}

std::string adapt_migration(const std::string& text) {
  static const std::regex clustered(R"(\s+WITHOUT ROWID)");
  static const std::regex text_type(R"(\bTEXT\b)");
  return std::regex_replace(std::regex_replace(text, clustered, ""), text_type, "TEXT COLLATE \"C\"");
}

}  // namespace loyalty::storage
