#include "e2e/place.hpp"

#include <cstdlib>

namespace loyalty::e2e {
namespace {

constexpr std::string_view sqlite_prefix = "sqlite:";

std::string engine_name() { return is_behind_pool() ? "postgres" : test::chosen_engine(); }

}  // namespace

bool is_behind_pool() {
  const char* const engine = std::getenv("LOYALTY_TEST_ENGINE");
  return engine != nullptr && std::string_view(engine) == "pgbouncer";
}

Place::Place(test::Tables tables)
    : database_(engine_name(), engine_name() == "sqlite" ? test::Tables::none : tables) {
  if (is_behind_pool()) pool_.emplace(database_.url());
}

std::string sqlite_url(const std::filesystem::path& folder) {
  return std::string(sqlite_prefix) + (folder / "loyalty.db").string();
}

std::filesystem::path file_of(const std::string& sqlite_url) {
  return sqlite_url.substr(sqlite_prefix.size());
}

}  // namespace loyalty::e2e
