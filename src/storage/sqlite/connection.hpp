// One SQLite connection with its prepared statements. Used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

#include "storage/connection.hpp"
#include "storage/errors.hpp"

namespace loyalty::storage {

class SqliteConnection final : public Connection {
 public:
  enum class Mode { read_write, read_only };

  SqliteConnection(const std::string& path, Mode mode, int cache_kibibytes);

  void query(const Sql& sql, std::span<const Value> parameters, RowVisitor visit) override;
  std::int64_t execute(const Sql& sql, std::span<const Value> parameters) override;
  void claim(const Sql& sql, std::span<const Value> parameters) override;

  // Statements that are not worth keeping: pragmas, migrations, several in one text.
  void run_script(const std::string& text);
  bool is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  sqlite3* handle() { return handle_.get(); }

 private:
  struct Statement;
  struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };

  void switch_to_wal();
  Statement& prepare(const Sql& sql);
  void bind(Statement& statement, std::span<const Value> parameters);
  [[noreturn]] void fail(int code, const std::string& doing);

  std::unique_ptr<sqlite3, CloseHandle> handle_;
  std::unordered_map<const Sql*, std::unique_ptr<Statement>> statements_;  // destroyed before the handle

 public:
  ~SqliteConnection() override;
};

}  // namespace loyalty::storage
