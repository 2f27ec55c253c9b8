#include "storage/copy.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>

#include "base/instant.hpp"
#include "base/metrics.hpp"
#include "storage/copy_end.hpp"
#include "storage/errors.hpp"
#include "storage/store.hpp"

namespace loyalty::storage {
namespace {

// Pages of about this size are held in memory three times over.
constexpr std::int64_t bytes_per_page = 2'000'000;
constexpr std::int64_t rows_per_page_first = 100;  // before anything is known of their size
constexpr std::int64_t rows_per_page_max = 5000;
constexpr std::string_view sqlite_prefix = "sqlite:";

// The target has its own, from the migrations; the leases are of servers that run now.
bool is_left_behind(const TableShape& table) {
  return table.name == "schema_migrations" || table.name == "task_leases";
}

const Sql find_applied{"SELECT number, name FROM schema_migrations ORDER BY number"};
const Sql insert_mark{"INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, $2, $3)"};
const Sql delete_mark{"DELETE FROM schema_migrations WHERE number = $1"};

// The statements that read a table in the order of its key, page by page.
struct PageStatements {
  Sql first;
  Sql next;
};

PageStatements render_statements(const TableShape& table) {
  std::string key;
  std::string parameters;
  for (std::size_t i = 0; i < table.key.size(); ++i) {
    const std::string separator = i == 0 ? "" : ", ";
    key += separator + "\"" + table.columns[table.key[i]].name + "\"";
    parameters += separator + "$" + std::to_string(i + 1);
  }
  const auto select = "SELECT " + render_columns(table) + " FROM \"" + table.name + "\"";
  const auto order = " ORDER BY " + key + " LIMIT $";
  return {.first = {select + order + "1"},
          .next = {select + " WHERE (" + key + ") > (" + parameters + ")" + order +
                   std::to_string(table.key.size() + 1)}};
}

CellRow read_cells(const TableShape& table, const Row& row) {
  CellRow cells(table.columns.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const int column = static_cast<int>(i);
    if (row.is_null(column)) continue;
    if (table.columns[i].type == TableShape::Type::integer) {
      cells[i] = row.integer(column);
    } else {
      cells[i] = std::string(row.text(column));
    }
  }
  return cells;
}

std::int64_t count_bytes(const CellRow& row) {
  std::int64_t bytes = 0;
  for (const auto& cell : row) {
    const auto* text = std::get_if<std::string>(&cell);
    bytes += static_cast<std::int64_t>(sizeof(Cell) + (text == nullptr ? 0 : text->size()));
  }
  return bytes;
}

// So many rows as fill the next page, if they are like these, which are some.
std::int64_t choose_limit(const std::vector<CellRow>& page) {
  std::int64_t bytes = 0;
  for (const auto& row : page) bytes += count_bytes(row);
  return std::clamp<std::int64_t>(bytes_per_page * std::ssize(page) / bytes, 1, rows_per_page_max);
}

void check_shape(const TableShape& table) {
  const bool is_known = std::ranges::all_of(
      table.columns, [](const auto& column) { return column.type != TableShape::Type::other; });
  if (!is_known || table.key.empty())
    throw StorageFault("the table " + table.name + " has a form that cannot be copied");
}

class Copy {
 public:
  Copy(CopyEnd& source, CopyEnd& target, const std::function<void(const TableCopy&)>& report)
      : source_(source), target_(target), report_(report) {}

  CopyResult run() {
    compare_versions();
    choose_tables();
    source_.hold(tables_);
    const bool is_fresh = !is_begun_ && is_empty();
    if (is_fresh) mark();
    may_append_ = is_begun_ || is_fresh;
    for (const auto& table : tables_) result_.tables.push_back(copy_table(table));
    if (may_append_) target_.connection().execute(delete_mark, {{Value(unfinished_copy)}});
    target_.commit();
    return std::move(result_);
  }

 private:
  void choose_tables() {
    const auto ours = target_.list_tables();
    for (const auto& table : source_.list_tables()) {
      const auto twin = std::ranges::find(ours, table.name, &TableShape::name);
      if (twin == ours.end()) {
        result_.left_out.push_back(table.name);
        continue;
      }
      check_shape(table);
      if (*twin != table) throw StorageUnusable("the two ends differ in the columns of " + table.name);
      if (is_left_behind(table)) continue;
      tables_.push_back(table);
      statements_.push_back(render_statements(table));
    }
  }

  std::vector<AppliedMigration> list_applied(CopyEnd& end) {
    std::vector<AppliedMigration> applied;
    auto keep = [&](const Row& row) { applied.push_back({row.integer(0), std::string(row.text(1))}); };
    end.connection().query(find_applied, {}, keep);
    return applied;
  }

  // The target has all that this program knows, unless its copy was begun by another one.
  void compare_versions() {
    const auto tables = source_.list_tables();
    if (std::ranges::find(tables, "schema_migrations", &TableShape::name) == tables.end())
      throw StorageUnusable("the source is not a database of loyalty");
    const auto from = list_applied(source_);
    auto to = list_applied(target_);
    refuse_former(from);
    refuse_former(to);
    if (!from.empty() && from.back().number == unfinished_copy)
      throw StorageUnusable("the source is itself an unfinished copy: finish that one first");
    is_begun_ = !to.empty() && to.back().number == unfinished_copy;
    if (is_begun_) to.pop_back();
    if (from == to) return;
    if (from.size() > to.size())
      throw StorageUnusable(
          "the source is newer than the target or this program: copy with the newer program"
          " into an empty database");
    throw StorageUnusable("the source is older than this program: run loyalty migrate on it first");
  }

  bool is_empty() {
    return std::ranges::all_of(tables_, [&](const TableShape& table) {
      return read_page(target_, statements_of(table), {.table = table, .limit = 1}).empty();
    });
  }

  void mark() {
    const Value parameters[] = {unfinished_copy, "unfinished copy", system_now()};
    target_.connection().execute(insert_mark, parameters);
    target_.commit();
  }

  const PageStatements& statements_of(const TableShape& table) const {
    return statements_[static_cast<std::size_t>(&table - tables_.data())];
  }

  // The rows behind one, or the first.
  struct Place {
    const TableShape& table;
    CellRow after = {};
    std::int64_t limit = rows_per_page_first;
  };

  static std::vector<CellRow> read_page(CopyEnd& end, const PageStatements& statements, const Place& place) {
    std::vector<CellRow> page;
    auto keep = [&](const Row& row) { page.push_back(read_cells(place.table, row)); };
    std::vector<Value> parameters;
    if (!place.after.empty()) {
      for (const auto column : place.table.key) parameters.push_back(value_of(place.after[column]));
    }
    parameters.push_back(place.limit);
    end.connection().query(place.after.empty() ? statements.first : statements.next, parameters, keep);
    return page;
  }

  TableCopy copy_table(const TableShape& table) {
    TableCopy copy{.table = table.name};
    const auto& statements = statements_of(table);
    Place place{.table = table};
    for (;;) {
      auto wanted = read_page(source_, statements, place);
      const auto found = read_page(target_, statements, place);
      if (found.size() > wanted.size() || !std::equal(found.begin(), found.end(), wanted.begin()))
        throw_different(table);
      if (wanted.empty()) break;
      if (found.size() < wanted.size()) {
        if (!may_append_) throw_different(table);
        append(table, std::span(wanted).subspan(found.size()));
        if (read_page(target_, statements, place) != wanted)
          throw StorageFault("the target does not give back what was put into " + table.name);
      }
      copy.rows += std::ssize(wanted);
      copy.rows_found += std::ssize(found);
      place.limit = choose_limit(wanted);
      place.after = std::move(wanted.back());
      report_(copy);
    }
    copy.is_complete = true;
    report_(copy);
    return copy;
  }

  void append(const TableShape& table, std::span<const CellRow> rows) {
    target_.append(table, rows);
    target_.commit();
  }

  [[noreturn]] void throw_different(const TableShape& table) const {
    if (may_append_) {
      throw StorageUnusable("the target has other rows in " + table.name +
                            " than the source, which has changed since the copy was begun, or is another "
                            "one: begin again with an empty target");
    }
    throw StorageUnusable("the target is not empty, and not a copy of the source either (" + table.name +
                          "): a copy needs an empty database");
  }

  CopyEnd& source_;
  CopyEnd& target_;
  const std::function<void(const TableCopy&)>& report_;
  std::vector<TableShape> tables_;
  std::deque<PageStatements> statements_;  // one for each table; where they lie is their name
  CopyResult result_;
  bool is_begun_ = false;
  bool may_append_ = false;
};

bool is_sqlite(const std::string& url) { return url.starts_with(sqlite_prefix); }

std::filesystem::path file_of(const std::string& url) { return url.substr(sqlite_prefix.size()); }

bool is_same(const std::string& from_url, const std::string& to_url) {
  if (!is_sqlite(from_url) || !is_sqlite(to_url)) return from_url == to_url;
  std::error_code missing;
  return std::filesystem::weakly_canonical(file_of(from_url), missing) ==
         std::filesystem::weakly_canonical(file_of(to_url), missing);
}

std::unique_ptr<CopyEnd> open_end(const std::string& url, CopyRole role) {
  return is_sqlite(url) ? open_sqlite_end(file_of(url)) : open_postgres_end(url, role);
}

template <class Work>
void with_store(const std::string& url, Work work) {
  Metrics metrics;
  const auto store = Store::open(url, metrics, {.connections = 1});
  work(*store);
}

// Runs the migrations that the target lacks, but not on what was begun.
void prepare_target(const std::string& url) {
  with_store(url, [](Store& store) {
    if (!store.is_unfinished_copy()) store.migrate();
  });
}

}  // namespace

CopyResult copy_database(const std::string& from_url, const std::string& to_url,
                         const std::function<void(const TableCopy&)>& report) {
  if (is_same(from_url, to_url)) throw StorageUnusable("the source and the target are the same database");
  if (is_sqlite(from_url) && !std::filesystem::exists(file_of(from_url)))
    throw StorageUnusable("there is no database file " + file_of(from_url).string());
  const auto source = open_end(from_url, CopyRole::source);
  prepare_target(to_url);
  auto target = open_end(to_url, CopyRole::target);
  auto result = Copy(*source, *target, report).run();
  target.reset();
  with_store(to_url, [](Store& store) { store.analyze(); });
  return result;
}

}  // namespace loyalty::storage
