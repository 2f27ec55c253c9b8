// A database of its own for a test on a server of PostgreSQL: the one that ctest keeps for a whole run, the
// test program's own when it is run by hand, or a cluster of Citus that somebody gave us.
#pragma once

#include <string>
#include <string_view>

namespace loyalty::test {

enum class Tables { none, migrated };

// Dropped, with all its connections, when this goes away.
class PostgresDatabase {
 public:
  // `engine` is "postgres" or "citus".
  PostgresDatabase(std::string_view engine, Tables tables);
  ~PostgresDatabase();
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  const std::string& url() const { return url_; }

 private:
  std::string server_;
  std::string name_;
  std::string url_;
};

// LOYALTY_TEST_CITUS_URL; empty: there is no cluster.
std::string citus_url();

// Makes the database that those with tables are copies of. The server at `url` has none yet.
void make_template(const std::string& url);

}  // namespace loyalty::test
