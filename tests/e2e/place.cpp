#include "e2e/place.hpp"

#include <cstdlib>
#include <stdexcept>

#include "e2e/program.hpp"
#include "support/postgres_session.hpp"

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

std::string make_database(const std::string& server_url, const std::string& options) {
  test::PostgresSession(server_url).run("CREATE DATABASE shop " + options);
  auto url = test::with_database(server_url, "shop");
  const auto migrated = run({.arguments = {"migrate"}, .settings = make_settings(url)});
  if (migrated.exit_code != 0) throw std::runtime_error(migrated.errors);
  return url;
}

std::string sqlite_url(const std::filesystem::path& folder) {
  return std::string(sqlite_prefix) + (folder / "loyalty.db").string();
}

std::filesystem::path file_of(const std::string& sqlite_url) {
  return sqlite_url.substr(sqlite_prefix.size());
}

}  // namespace loyalty::e2e
