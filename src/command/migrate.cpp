#include <iostream>

#include "command/open_store.hpp"
#include "command/verbs.hpp"

namespace loyalty {
namespace {

std::string format_number(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

std::string_view place_of(storage::Placement placement) {
  switch (placement) {
    case storage::Placement::local:
      return "on the coordinator alone";
    case storage::Placement::reference:
      return "whole on every machine";
    case storage::Placement::tenant:
      return "spread by company";
  }
  return "";
}

// As it happens: a table with many rows takes long.
void print_place(const storage::Table& table, bool is_new) {
  std::cout << table.name << ": " << place_of(table.placement) << (is_new ? ", now" : "") << std::endl;
}

}  // namespace

void migrate(Config config, bool is_distributed) {
  Metrics metrics;
  const auto store = open_store(config, metrics);
  if (is_distributed) store->require_cluster();
  const int count = store->migrate();
  std::cout << (count == 0 ? "nothing to do" : "migrations applied: " + std::to_string(count)) << '\n';
  if (is_distributed) store->distribute_tables(print_place);
}

void print_migrations(Config config) {
  Metrics metrics;
  for (const auto& migration : open_store(config, metrics)->migrations()) {
    std::cout << format_number(migration.number) << ' ' << (migration.is_applied ? "applied" : "missing")
              << ' ' << migration.name << '\n';
  }
}

}  // namespace loyalty
