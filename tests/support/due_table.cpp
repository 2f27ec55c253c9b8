#include "support/due_table.hpp"

namespace loyalty::test {
namespace {

using storage::Sql;
using storage::Transaction;

const Sql create{
    "CREATE TABLE due_objects (company_id BIGINT NOT NULL, owner_id BIGINT NOT NULL, id BIGINT NOT NULL, "
    "version BIGINT NOT NULL, attempts BIGINT NOT NULL, due_since BIGINT NOT NULL, due_at BIGINT, dead_at "
    "BIGINT, "
    "last_error TEXT, PRIMARY KEY (company_id, owner_id, id))"};
const Sql drop{"DROP TABLE IF EXISTS due_objects"};
const Sql insert{
    "INSERT INTO due_objects (company_id, owner_id, id, version, attempts, due_since) VALUES ($1, $2, $3, 1, "
    "0, 0)"};
const Sql select{
    "SELECT version, attempts, due_at, dead_at, last_error FROM due_objects WHERE company_id = $1 AND "
    "owner_id = $2 "
    "AND id = $3"};

}  // namespace

DueObjects::DueObjects(Database& database) : database_(database) {
  database_.write([](Transaction& tx) {
    tx.execute(drop, {});
    tx.execute(create, {});
  });
}

// What follows in the same database expects the program's own tables alone.
DueObjects::~DueObjects() {
  database_.write([](Transaction& tx) { tx.execute(drop, {}); });
}

const storage::DueTable& DueObjects::objects() {
  static const storage::DueTable table(
      {.table = "due_objects", .owner = "owner_id", .id = "id", .version = "version"});
  return table;
}

const storage::DueTable& DueObjects::letters() {
  static const storage::DueTable table({.table = "due_objects", .owner = "owner_id", .id = "id"});
  return table;
}

void DueObjects::add(const DueKey& key) {
  database_.write([&](Transaction& tx) { tx.execute(insert, {key.company_id, key.owner_id, key.id}); });
}

std::optional<DueObjects::State> DueObjects::find(const DueKey& key) {
  return database_.read([&](Transaction& tx) {
    return tx.find(select, {key.company_id, key.owner_id, key.id}, [](storage::Columns& row) {
      return State{.version = row.integer(),
                   .attempts = row.integer(),
                   .due_at = row.maybe_instant(),
                   .dead_at = row.maybe_instant(),
                   .last_error = row.maybe_text()};
    });
  });
}

}  // namespace loyalty::test
