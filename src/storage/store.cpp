#include "storage/store.hpp"

#include <algorithm>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "storage/postgres/engine.hpp"
#include "storage/sqlite/engine.hpp"

namespace loyalty::storage {
namespace {

struct Migration {
  std::int64_t number;
  std::string name;
  std::string text;
};

// "0001_companies.sql" is number 1, "companies".
Migration migration_of(const embedded::File& file) {
  const auto number = parse_integer(file.name.substr(0, 4));
  if (!number || file.name.size() < 10) throw StorageFault("a migration file is not named NNNN_name.sql");
  const auto name = file.name.substr(5, file.name.size() - 5 - 4);
  return {*number, std::string(name), std::string(file.bytes)};
}

std::vector<Migration> own_migrations() {
  std::vector<Migration> all;
  for (const auto& file : embedded::migrations()) all.push_back(migration_of(file));
  return all;
}

}  // namespace

std::unique_ptr<Store> Store::open(const std::string& url, Metrics& metrics, const StoreOptions& options) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) {
    return std::make_unique<Store>(open_sqlite(url.substr(sqlite.size()), metrics));
  }
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
    return std::make_unique<Store>(
        open_postgres(url, metrics, options.connections, options.prepares_statements));
  }
  throw StorageUnusable("LOYALTY_DATABASE_URL must be sqlite:PATH or postgresql://...");
}

void refuse_former(const std::vector<AppliedMigration>& applied) {
  for (const auto& migration : own_migrations()) {
    const auto found = std::ranges::find(applied, migration.number, &AppliedMigration::number);
    if (found == applied.end() || found->name == migration.name) continue;
    throw StorageUnusable(
        "the database was made by a version before 0.2.0, which laid its tables otherwise: begin with a new "
        "database, or go on with that version");
  }
}

std::vector<MigrationState> Store::migrations() {
  const auto applied = engine_->applied_migrations();
  std::vector<MigrationState> states;
  for (const auto& migration : own_migrations()) {
    const bool is_applied =
        std::ranges::find(applied, migration.number, &AppliedMigration::number) != applied.end();
    states.push_back({migration.number, migration.name, is_applied});
  }
  refuse_former(applied);
  if (!applied.empty() && applied.back().number == unfinished_copy)
    throw StorageUnusable("the database is an unfinished copy: run the same loyalty copy again");
  const auto newest = states.empty() ? 0 : states.back().number;
  if (!applied.empty() && applied.back().number > newest) {
    throw StorageUnusable("the database has migration " + std::to_string(applied.back().number) +
                          ", this program knows " + std::to_string(newest) + ": start the newer program");
  }
  return states;
}

int Store::migrate() {
  int count = 0;
  const auto states = migrations();
  const auto texts = own_migrations();
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states[i].is_applied) continue;
    try {
      engine_->apply_migration(texts[i].number, texts[i].name, texts[i].text);
      ++count;
    } catch (const StorageFault&) {
      // Of two programs that start at once on a new database the slower one finds the work done.
      if (!migrations()[i].is_applied) throw;
    }
  }
  if (count > 0) analyze();
  return count;
}

bool Store::is_migrated() {
  const auto states = migrations();
  return std::all_of(states.begin(), states.end(),
                     [](const MigrationState& state) { return state.is_applied; });
}

bool Store::is_unfinished_copy() {
  const auto applied = engine_->applied_migrations();
  return !applied.empty() && applied.back().number == unfinished_copy;
}

}  // namespace loyalty::storage
