// Where the database of a test is, on the engine that ctest chose for this run.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "support/database.hpp"
#include "support/pgbouncer.hpp"

namespace loyalty::e2e {

// LOYALTY_TEST_ENGINE=pgbouncer: PostgreSQL, and a pool in transaction mode before it.
bool is_behind_pool();

class Place {
 public:
  // An SQLite file is never made before the program does it, together with the key that belongs to it.
  explicit Place(test::Tables tables = test::Tables::migrated);

  // As a program is told it.
  const std::string& url() const { return pool_ ? pool_->url() : database_.url(); }

 private:
  test::DatabasePlace database_;
  std::optional<test::PgBouncer> pool_;
};

// Makes a database for the program on a server of PostgreSQL, with its tables; its URL. `options` are those
// of CREATE DATABASE.
std::string make_database(const std::string& server_url, const std::string& options = {});

// An SQLite file in that folder.
std::string sqlite_url(const std::filesystem::path& folder);
// The file of such a URL.
std::filesystem::path file_of(const std::string& sqlite_url);

}  // namespace loyalty::e2e
