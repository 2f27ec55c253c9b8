#include "support/rows.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <list>
#include <set>

#include "base/metrics.hpp"
#include "storage/store.hpp"

namespace loyalty::test {
namespace {

using storage::Sql;
using storage::Transaction;

const std::set<std::string> own_books{"schema_migrations", "task_leases"};

const Sql columns_of_sqlite{
    "SELECT t.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0 FROM sqlite_master AS t, "
    "pragma_table_info(t.name) AS "
    "c "
    "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid"};
const Sql columns_of_postgres{
    "SELECT table_name, column_name, upper(data_type), CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END "
    "FROM information_schema.columns WHERE table_schema = current_schema() "
    "ORDER BY table_name, ordinal_position"};

using Tables = std::map<std::string, std::vector<ColumnInfo>>;

template <class Work>
void with_store(const std::string& url, Work work) {
  Metrics metrics;
  const auto store = storage::Store::open(url, metrics, {.connections = 1});
  store->write_now([&](Transaction& tx) {
    work(tx);
    return true;
  });
}

Tables list_tables(Transaction& tx, const std::string& url) {
  const auto& sql = url.starts_with("sqlite:") ? columns_of_sqlite : columns_of_postgres;
  const auto all = tx.list(sql, {}, [](storage::Columns& row) {
    return ColumnInfo{.table = row.text(),
                      .name = row.text(),
                      .is_integer = row.text() == "BIGINT",
                      .is_nullable = row.boolean()};
  });
  Tables tables;
  for (const auto& column : all) {
    if (!own_books.contains(column.table)) tables[column.table].push_back(column);
  }
  return tables;
}

// Statements must live as long as any connection that knows them.
const Sql& keep(const std::string& text) {
  static std::list<Sql> kept;
  return kept.emplace_back(Sql{text});
}

std::string show(const storage::Row& row, std::size_t columns) {
  std::string shown;
  for (std::size_t i = 0; i < columns; ++i) {
    const int column = static_cast<int>(i);
    shown += row.is_null(column) ? "(none)" : "[" + std::string(row.text(column)) + "]";
  }
  return shown;
}

// Different for each row, but for those that a key does not keep apart.
std::string make_text(int row) {
  static const std::array<std::string, 16> hostile{"",
                                                   "\\N",
                                                   "\\",
                                                   "\\.",
                                                   "a\tb",
                                                   "line\nline\r\n",
                                                   "it's; DROP TABLE users; --",
                                                   "\"",
                                                   "\\n\\t",
                                                   "NULL",
                                                   "é\u0301",
                                                   "€𝄞😀",
                                                   "\x01\x7f",
                                                   " both ends ",
                                                   "%_$1",
                                                   std::string(20'000, 'x')};
  const auto number = static_cast<std::size_t>(row);
  const auto& text = hostile[number % hostile.size()];
  return number < hostile.size() ? text : text + std::to_string(row);
}

std::int64_t make_number(const ColumnInfo& column, int row) {
  if (column.name == "is_spent") return 0;  // which is bound to what remains of a lot
  constexpr std::array<std::int64_t, 4> extremes{std::numeric_limits<std::int64_t>::min(),
                                                 std::numeric_limits<std::int64_t>::max(), -1, 1};
  const auto number = static_cast<std::size_t>(row);
  return number < extremes.size() ? extremes[number] : 1'000'000'007LL * row;
}

void insert_row(Transaction& tx, const std::vector<ColumnInfo>& columns, int row) {
  std::string names;
  std::string values;
  for (const auto& column : columns) {
    const std::string separator = names.empty() ? "" : ", ";
    names += separator + "\"" + column.name + "\"";
    values += separator;
    if (column.is_nullable && row % 3 == 1) {
      values += "NULL";
    } else if (column.is_integer) {
      values += "CAST('" + std::to_string(make_number(column, row)) + "' AS BIGINT)";
    } else {
      auto text = make_text(row);
      for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2)
        text.insert(at, 1, '\'');
      values += "'" + text + "'";
    }
  }
  tx.execute(keep("INSERT INTO \"" + columns.front().table + "\" (" + names + ") VALUES (" + values + ")"),
             {});
}

}  // namespace

std::map<std::string, std::vector<ColumnInfo>> read_columns(const std::string& url) {
  Tables tables;
  with_store(url, [&](Transaction& tx) { tables = list_tables(tx, url); });
  return tables;
}

std::map<std::string, std::vector<std::string>> read_all_rows(const std::string& url) {
  std::map<std::string, std::vector<std::string>> all;
  with_store(url, [&](Transaction& tx) {
    for (const auto& [table, columns] : list_tables(tx, url)) {
      auto& rows = all[table];
      tx.each(keep("SELECT * FROM \"" + table + "\""), {},
              [&](const storage::Row& row) { rows.push_back(show(row, columns.size())); });
      std::ranges::sort(rows);
    }
  });
  return all;
}

void fill_every_table(const std::string& url, int rows) {
  with_store(url, [&](Transaction& tx) {
    for (const auto& [table, columns] : list_tables(tx, url)) {
      for (int row = 0; row < rows; ++row) insert_row(tx, columns, row);
    }
  });
}

void run_sql(const std::string& url, const std::string& text) {
  with_store(url, [&](Transaction& tx) { tx.execute(keep(text), {}); });
}

}  // namespace loyalty::test
