#include "storage/copy_end.hpp"

#include <chrono>
#include <thread>

#include "base/instant.hpp"
#include "storage/errors.hpp"
#include "storage/postgres/connection.hpp"

namespace loyalty::storage {
namespace {

using namespace std::chrono_literals;

// A program that was killed leaves its connections to the server for a moment.
constexpr auto patience = 5s;
constexpr auto pause = 50ms;

const Sql count_others{
    "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND "
    "application_name = 'loyalty' AND pid <> pg_backend_pid()"};
// The number is ours alone: "loyalty" in ASCII, and one more than that of the migrations' lock.
const Sql lock_target{"SELECT CASE WHEN pg_try_advisory_lock(30521821099226234) THEN 0 ELSE 1 END"};
const Sql select_columns{
    "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), "
    "COALESCE(array_position(i.indkey::INT2[], a.attnum) + 1, 0) "
    "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') "
    "ORDER BY c.relname, a.attnum"};

// As the text format of COPY has it.
void append_cell(std::string& lines, const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
    lines += std::to_string(*integer);
    return;
  }
  const auto* text = std::get_if<std::string>(&cell);
  if (text == nullptr) {
    lines += "\\N";
    return;
  }
  for (const char byte : *text) {
    switch (byte) {
      case '\\':
        lines += "\\\\";
        break;
      case '\n':
        lines += "\\n";
        break;
      case '\r':
        lines += "\\r";
        break;
      case '\t':
        lines += "\\t";
        break;
      default:
        lines += byte;
    }
  }
}

class PostgresCopyEnd final : public CopyEnd {
 public:
  PostgresCopyEnd(const std::string& url, CopyRole role) : connection_(url, true) {
    // A table may be large and the other end slow.
    connection_.set_patience(std::nullopt);
    connection_.run_script("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    wait_until_none(count_others,
                    "another loyalty program is connected to the database: stop all servers first (a pool in "
                    "between may have to be stopped as well)");
    if (role == CopyRole::target) wait_until_none(lock_target, "another copy into the database is running");
    connection_.begin_write();
  }

  std::vector<TableShape> list_tables() override {
    TableShapes shapes;
    auto add = [&](const Row& row) { shapes.add(row); };
    connection_.query(select_columns, {}, add);
    return shapes.take();
  }

  // With these locks nobody adds or changes a row until the transaction ends.
  void hold(const std::vector<TableShape>& tables) override {
    std::string names;
    for (const auto& table : tables) names += (names.empty() ? "\"" : ", \"") + table.name + "\"";
    connection_.run_script("LOCK TABLE " + names + " IN SHARE MODE");
  }

  Connection& connection() override { return connection_; }

  void append(const TableShape& table, std::span<const CellRow> rows) override {
    std::string lines;
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) lines += '\t';
        append_cell(lines, row[i]);
      }
      lines += '\n';
    }
    connection_.copy_in("COPY \"" + table.name + "\" (" + render_columns(table) + ") FROM STDIN", lines);
  }

  void commit() override {
    connection_.commit();
    connection_.begin_write();
  }

 private:
  void wait_until_none(const Sql& count, const char* what) {
    const auto give_up_at = steady_now() + patience;
    while (ask(count) > 0) {
      if (steady_now() >= give_up_at) throw StorageBusy(what);
      std::this_thread::sleep_for(pause);
    }
  }

  // In a transaction of its own: what the server counts stands still within one.
  std::int64_t ask(const Sql& count) {
    std::int64_t found = 0;
    auto keep = [&](const Row& row) { found = row.integer(0); };
    connection_.begin_write();
    connection_.query(count, {}, keep);
    connection_.commit();
    return found;
  }

  PostgresConnection connection_;
};

}  // namespace

std::unique_ptr<CopyEnd> open_postgres_end(const std::string& url, CopyRole role) {
  return std::make_unique<PostgresCopyEnd>(url, role);
}

}  // namespace loyalty::storage
