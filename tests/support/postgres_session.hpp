// A connection to PostgreSQL beside the product's, for what a test arranges or looks at by itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

struct pg_conn;

namespace loyalty::test {

class PostgresSession {
 public:
  // Throws std::runtime_error, with the server's words, when it cannot connect.
  explicit PostgresSession(const std::string& url);

  // The rows of one or several statements, as text; those of the last one. Throws std::runtime_error, with
  // the server's words, when one fails.
  std::vector<std::vector<std::string>> ask(const std::string& sql);
  // The first column of the first row.
  std::string value(const std::string& sql);
  void run(const std::string& sql) { ask(sql); }

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  std::unique_ptr<pg_conn, Close> connection_;
};

// The same URL for another database.
std::string with_database(const std::string& url, const std::string& database);

}  // namespace loyalty::test
