#include <iostream>

#include "command/open_store.hpp"
#include "command/verbs.hpp"

namespace loyalty {
namespace {

std::string format_number(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

}  // namespace

void migrate(Config config) {
  Metrics metrics;
  const int count = open_store(config, metrics)->migrate();
  std::cout << (count == 0 ? "nothing to do" : "migrations applied: " + std::to_string(count)) << '\n';
}

void print_migrations(Config config) {
  Metrics metrics;
  for (const auto& migration : open_store(config, metrics)->migrations()) {
    std::cout << format_number(migration.number) << ' ' << (migration.is_applied ? "applied" : "missing")
              << ' ' << migration.name << '\n';
  }
}

}  // namespace loyalty
