// Tables spread over the machines of a cluster, by the functions of the extension citus. All within the
// transaction that is under way.
#pragma once

#include "storage/postgres/connection.hpp"
#include "storage/tables.hpp"

namespace loyalty::storage {

// Whether this database has the extension.
bool has_cluster(PostgresConnection& connection);

// Whether any table is spread already.
bool is_spread(PostgresConnection& connection);

// False when there is nothing to do: the table has its place, or there is no such table yet.
bool place_table(PostgresConnection& connection, const Table& table);

}  // namespace loyalty::storage
