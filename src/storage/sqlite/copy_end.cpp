#include "storage/copy_end.hpp"

#include <map>

#include "storage/sqlite/connection.hpp"

namespace loyalty::storage {
namespace {

constexpr int cache_kibibytes = 16 * 1024;

const Sql begin{"BEGIN IMMEDIATE"};
const Sql end{"COMMIT"};
const Sql select_columns{
    "SELECT t.name, c.name, c.type, c.pk FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
    "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid"};

class SqliteCopyEnd final : public CopyEnd {
 public:
  explicit SqliteCopyEnd(const std::string& path)
      : connection_(path, SqliteConnection::Mode::read_write, cache_kibibytes) {
    // With a log (WAL) this lock is had only while nobody else has the file open, and nobody opens it then.
    connection_.run_script("PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE");
    try {
      connection_.execute(begin, {});
    } catch (const StorageBusy&) {
      throw StorageBusy("another program uses the database file " + path + ": stop it first");
    }
  }

  std::vector<TableShape> list_tables() override {
    TableShapes shapes;
    auto add = [&](const Row& row) { shapes.add(row); };
    connection_.query(select_columns, {}, add);
    return shapes.take();
  }
  // The file is.
  void hold(const std::vector<TableShape>&) override {}

  Connection& connection() override { return connection_; }

  void append(const TableShape& table, std::span<const CellRow> rows) override {
    auto& insert = inserts_[table.name];
    if (insert.text.empty()) insert.text = render_insert(table);
    std::vector<Value> values;
    for (const auto& row : rows) {
      values.clear();
      for (const auto& cell : row) values.push_back(value_of(cell));
      connection_.execute(insert, values);
    }
  }

  void commit() override {
    connection_.execute(end, {});
    connection_.execute(begin, {});
  }

 private:
  static std::string render_insert(const TableShape& table) {
    std::string parameters;
    for (std::size_t i = 1; i <= table.columns.size(); ++i)
      parameters += (i == 1 ? "$" : ", $") + std::to_string(i);
    return "INSERT INTO \"" + table.name + "\" (" + render_columns(table) + ") VALUES (" + parameters + ")";
  }

  std::map<std::string, Sql>
      inserts_;  // lives longer than the connection, which knows them by where they lie
  SqliteConnection connection_;
};

}  // namespace

std::unique_ptr<CopyEnd> open_sqlite_end(const std::string& path) {
  return std::make_unique<SqliteCopyEnd>(path);
}

}  // namespace loyalty::storage
