#include "support/postgres_database.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "base/codec.hpp"
#include "base/metrics.hpp"
#include "base/random.hpp"
#include "storage/store.hpp"
#include "storage/tables.hpp"
#include "support/postgres.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::test {
namespace {

const std::string template_name = "migrated";

// What ctest's fixture wrote, when its server is there.
std::string find_kept_server() {
  std::string url;
  std::getline(std::ifstream(LOYALTY_POSTGRES_FILE), url);
  if (url.empty()) return {};
  try {
    PostgresSession session(url);
    return url;
  } catch (const std::exception&) {
    return {};
  }
}

// This program's own, from its first use to the end of the program.
class OwnServer {
 public:
  OwnServer() { make_template(server_.url()); }
  std::string url() const { return server_.url(); }

 private:
  PostgresServer server_;
};

std::string find_server() {
  static const std::string kept = find_kept_server();
  if (!kept.empty()) return kept;
  static const OwnServer own;
  return own.url();
}

// Copying the files takes half the time of the other way, which servers before 15 do not know.
std::string copy_of_template(PostgresSession& session) {
  const bool has_choice = std::stoi(session.value("SHOW server_version_num")) >= 150'000;
  return " TEMPLATE " + template_name + (has_choice ? " STRATEGY file_copy" : "");
}

enum class Spread { nowhere, over_the_cluster };

void migrate(const std::string& url, Spread spread = Spread::nowhere) {
  Metrics metrics;
  const auto store = storage::Store::open(url, metrics, {.connections = 1});
  store->migrate();
  if (spread == Spread::over_the_cluster) store->distribute_tables([](const storage::Table&, bool) {});
}

}  // namespace

std::string citus_url() {
  const char* const url = std::getenv("LOYALTY_TEST_CITUS_URL");
  return url == nullptr ? "" : url;
}

void make_template(const std::string& url) {
  PostgresSession session(url);
  session.run("CREATE DATABASE " + template_name);
  migrate(with_database(url, template_name));
  // A database to which anybody is connected cannot be copied.
  session.run("ALTER DATABASE " + template_name + " ALLOW_CONNECTIONS false");
}

// Dropped, with all its connections, when this goes away.
class OwnedDatabase {
 public:
  OwnedDatabase(std::string_view engine, Tables tables);
  ~OwnedDatabase();
  OwnedDatabase(const OwnedDatabase&) = delete;
  OwnedDatabase& operator=(const OwnedDatabase&) = delete;

  const std::string& url() const { return url_; }

 private:
  std::string server_;
  std::string name_;
  std::string url_;
};

OwnedDatabase::OwnedDatabase(std::string_view engine, Tables tables)
    : server_(engine == "citus" ? citus_url() : find_server()),
      name_("test_" + to_hex(random_bytes(8))),
      url_(with_database(server_, name_)) {
  PostgresSession session(server_);
  if (engine == "citus") {
    session.run("CREATE DATABASE " + name_);
    PostgresSession(url_).run("CREATE EXTENSION citus");
    if (tables == Tables::migrated) migrate(url_, Spread::over_the_cluster);
  } else if (tables == Tables::migrated) {
    session.run("CREATE DATABASE " + name_ + copy_of_template(session));
  } else {
    session.run("CREATE DATABASE " + name_);
  }
}

OwnedDatabase::~OwnedDatabase() {
  try {
    PostgresSession(server_).run("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception& fault) {
    std::cerr << "a database of the tests is left: " << fault.what();
  }
}

namespace {

using Spare = std::unique_ptr<OwnedDatabase>;

// What the test before left; emptied when the next one wants it, so that the last one need not wait for that.
Spare& spare_of(std::string_view engine) {
  find_server();  // so that it goes away after what lies on it
  static std::map<std::string, Spare, std::less<>> spares;
  return spares[std::string(engine)];
}

// False when a test made something else of its tables.
bool empty(const OwnedDatabase& database) {
  PostgresSession session(database.url());
  std::set<std::string> names;
  std::string deletes;
  for (const auto& [name, placement] : storage::all_tables()) {
    names.emplace(name);
    if (name != "schema_migrations") deletes += "DELETE FROM " + std::string(name) + ";";
  }
  std::set<std::string> found;
  for (const auto& row : session.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
    found.insert(row.front());
  }
  if (found != names) return false;
  session.run(deletes);
  return true;
}

}  // namespace

PostgresDatabase::PostgresDatabase(std::string_view engine, Tables tables) {
  if (tables == Tables::migrated) {
    spare_ = &spare_of(engine);
    database_ = std::move(*spare_);
    if (database_ && !empty(*database_)) database_.reset();
  }
  if (!database_) database_ = std::make_unique<OwnedDatabase>(engine, tables);
}

PostgresDatabase::~PostgresDatabase() {
  if (spare_ != nullptr) *spare_ = std::move(database_);
}

const std::string& PostgresDatabase::url() const { return database_->url(); }

}  // namespace loyalty::test
