// Migrations as PostgreSQL takes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/engine.hpp"
#include "storage/postgres/connection.hpp"

namespace loyalty::storage {

// The migrations that the database has, by their numbers; none for an empty database.
std::vector<AppliedMigration> list_applied_migrations(PostgresConnection& connection);

// One transaction. Of two programs that do it at once the second waits for the first, and throws
// StorageFault. Where tables are spread over a cluster, new ones are too.
void apply_migration(PostgresConnection& connection, std::int64_t number, const std::string& name,
                     const std::string& text);

// As Engine::analyze, require_cluster and distribute_tables.
void analyze_tables(PostgresConnection& connection);
void require_cluster(PostgresConnection& connection);
void distribute_tables(PostgresConnection& connection, const TableReport& report);

// The text of a migration without what only SQLite knows, and with texts compared byte by byte as SQLite
// does: ranges of search terms and pages of lists rely on it.
std::string adapt_migration(const std::string& text);

}  // namespace loyalty::storage
