// A database of its own for a test on a server of PostgreSQL: the one that ctest keeps for a whole run, the
// test program's own when it is run by hand, or a cluster of Citus that somebody gave us.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace loyalty::test {

enum class Tables { none, migrated };

// Nobody else uses it as long as this lives. One with tables may be that of a test before, emptied: making
// one takes longer than most tests do.
class PostgresDatabase {
 public:
  // `engine` is "postgres" or "citus".
  PostgresDatabase(std::string_view engine, Tables tables);
  ~PostgresDatabase();
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  const std::string& url() const;

 private:
  std::unique_ptr<class OwnedDatabase> database_;
  std::unique_ptr<class OwnedDatabase>* spare_ =
      nullptr;  // where it is kept for the next test; null: nowhere
};

// LOYALTY_TEST_CITUS_URL; empty: there is no cluster.
std::string citus_url();

// Makes the database that those with tables are copies of. The server at `url` has none yet.
void make_template(const std::string& url);

}  // namespace loyalty::test
