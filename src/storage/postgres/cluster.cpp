#include "storage/postgres/cluster.hpp"

#include <algorithm>
#include <string>

namespace loyalty::storage {
namespace {

const Sql find_extension{"SELECT 1 FROM pg_extension WHERE extname = 'citus'"};
const Sql find_spread{"SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass($1)"};
const Sql find_table{"SELECT 1 WHERE to_regclass($1) IS NOT NULL"};
const Sql make_reference{"SELECT create_reference_table(CAST($1 AS regclass))"};
const Sql make_distributed{
    "SELECT create_distributed_table(CAST($1 AS regclass), 'company_id', colocate_with => $2)"};

bool has_row(PostgresConnection& connection, const Sql& sql, std::span<const Value> parameters) {
  bool has_any = false;
  auto note = [&](const Row&) { has_any = true; };
  connection.query(sql, parameters, note);
  return has_any;
}

bool is_placed(PostgresConnection& connection, const Table& table) {
  const Value name[] = {table.name};
  return has_row(connection, find_spread, name);
}

// All of a company's rows lie on one machine because their tables keep to one of them, which keeps to none.
std::string_view group_of(const Table& table) {
  const auto tables = all_tables();
  const auto first = std::ranges::find(tables, Placement::tenant, &Table::placement);
  return first->name == table.name ? "none" : first->name;
}

}  // namespace

bool has_cluster(PostgresConnection& connection) { return has_row(connection, find_extension, {}); }

bool is_spread(PostgresConnection& connection) {
  return has_cluster(connection) &&
         std::ranges::any_of(all_tables(), [&](const Table& table) { return is_placed(connection, table); });
}

bool place_table(PostgresConnection& connection, const Table& table) {
  const Value name[] = {table.name};
  if (table.placement == Placement::local || !has_row(connection, find_table, name)) return false;
  if (is_placed(connection, table)) return false;
  auto ignore = [](const Row&) {};
  if (table.placement == Placement::reference) {
    connection.query(make_reference, name, ignore);
  } else {
    const Value name_and_group[] = {table.name, group_of(table)};
    connection.query(make_distributed, name_and_group, ignore);
  }
  return true;
}

}  // namespace loyalty::storage
