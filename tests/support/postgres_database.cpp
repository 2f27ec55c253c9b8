#include "support/postgres_database.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/codec.hpp"
#include "base/metrics.hpp"
#include "base/random.hpp"
#include "storage/store.hpp"
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

void migrate(const std::string& url) {
  Metrics metrics;
  storage::Store::open(url, metrics, {.connections = 1})->migrate();
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

PostgresDatabase::PostgresDatabase(std::string_view engine, Tables tables)
    : server_(engine == "citus" ? citus_url() : find_server()),
      name_("test_" + to_hex(random_bytes(8))),
      url_(with_database(server_, name_)) {
  PostgresSession session(server_);
  if (engine == "citus") {
    session.run("CREATE DATABASE " + name_);
    PostgresSession(url_).run("CREATE EXTENSION citus");
    if (tables == Tables::migrated) migrate(url_);
  } else if (tables == Tables::migrated) {
    session.run("CREATE DATABASE " + name_ + copy_of_template(session));
  } else {
    session.run("CREATE DATABASE " + name_);
  }
}

PostgresDatabase::~PostgresDatabase() {
  try {
    PostgresSession(server_).run("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception& fault) {
    std::cerr << "a database of the tests is left: " << fault.what();
  }
}

}  // namespace loyalty::test
