#include "support/measuring_engine.hpp"

#include <regex>

#include "storage/postgres/connection.hpp"
#include "storage/sqlite/connection.hpp"

namespace loyalty::test {
namespace {

using storage::Connection;
using storage::Row;
using storage::RowVisitor;
using storage::Sql;
using storage::Value;
using Parameters = std::span<const Value>;

constexpr int times_max = 2;  // that a statement is measured in one scene

const Sql find_applied{"SELECT number, name FROM schema_migrations ORDER BY number"};
const Sql ask_nothing{"SELECT 1"};

// Whoever says how far it may count asks for so many rows, though the answer is one.
bool is_bounded_count(const std::string& statement) {
  static const std::regex bounded(R"(^SELECT COUNT\(\*\).* LIMIT \$[0-9]+\) counted$)");
  return std::regex_match(statement, bounded);
}

// What a statement came to.
struct Answered {
  std::int64_t rows = 0;
  std::int64_t counted = 0;
};

// A connection that tells of each statement before and after it was executed.
class WatchedConnection : public Connection {
 public:
  void query(const Sql& sql, Parameters parameters, RowVisitor visit) override {
    Answered answered;
    const bool is_count = is_bounded_count(sql.text);
    auto count = [&](const Row& row) {
      ++answered.rows;
      if (is_count) answered.counted = row.integer(0);
      visit(row);
    };
    before(sql, parameters);
    inner().query(sql, parameters, count);
    after(sql, answered);
  }
  std::int64_t execute(const Sql& sql, Parameters parameters) override {
    before(sql, parameters);
    const auto rows = inner().execute(sql, parameters);
    after(sql, {.rows = rows});
    return rows;
  }

 protected:
  virtual Connection& inner() = 0;
  virtual void before(const Sql& sql, Parameters parameters) = 0;
  virtual void after(const Sql& sql, const Answered& answered) = 0;
};

std::string render(Parameters parameters, std::string (*show)(const Value&)) {
  std::string list;
  for (const auto& parameter : parameters) list += (list.empty() ? "(" : ", ") + show(parameter);
  return list.empty() ? list : list + ")";
}

std::string show_type(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value.content())) return "bigint";
  return std::holds_alternative<std::string_view>(value.content()) ? "text" : "unknown";
}

std::string show_literal(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.content()))
    return "'" + std::to_string(*integer) + "'";
  const auto* text = std::get_if<std::string_view>(&value.content());
  if (text == nullptr) return "NULL";
  std::string literal = "'";
  for (const char byte : *text) literal += byte == '\'' ? std::string("''") : std::string(1, byte);
  return literal + "'";
}

class PostgresMeasuring final : public MeasuringEngine, WatchedConnection {
 public:
  explicit PostgresMeasuring(const std::string& url) : connection_(url, false) {}

  bool is_embedded() const override { return false; }

 private:
  Connection& connection() override { return *this; }
  Connection& inner() override { return connection_; }
  // No script may be run while the connection still waits for what was sent before.
  void begin() override {
    connection_.begin_write();
    connection_.execute(ask_nothing, {});
  }
  void commit() override { connection_.commit(); }
  void roll_back() override { connection_.roll_back(); }
  void run_script(const std::string& text) override { connection_.run_script(text); }

  void before(const Sql& sql, Parameters parameters) override {
    measured_.clear();
    const auto statement = storage::text_of(sql);
    if (++times_of(statement) > times_max) return;
    connection_.run_script("PREPARE measured" + render(parameters, show_type) + " AS " + statement);
    for (const char* const kind : {"generic", "custom"}) {
      measured_.push_back(measure(kind, parameters));
      measured_.back().statement = statement;
    }
    connection_.run_script("DEALLOCATE measured");
  }

  void after(const Sql&, const Answered& answered) override {
    for (auto& execution : measured_) {
      execution.rows = answered.rows;
      execution.counted = answered.counted;
      keep(std::move(execution));
    }
    measured_.clear();
  }

  // What it writes is taken back.
  Execution measure(const std::string& kind, Parameters parameters) {
    static const std::regex buffers("Buffers: shared(?: hit=([0-9]+))?(?: read=([0-9]+))?");
    Execution execution{.plan_kind = kind};
    connection_.run_script("SAVEPOINT measuring; SET LOCAL plan_cache_mode = force_" + kind + "_plan");
    const Sql explain{"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) EXECUTE measured" +
                      render(parameters, show_literal)};
    auto add = [&](const Row& row) { execution.plan += std::string(row.text(0)) + "\n"; };
    connection_.query(explain, {}, add);
    connection_.run_script("ROLLBACK TO measuring; RELEASE measuring");
    auto& plan = execution.plan;
    plan = plan.substr(0, plan.find("\nPlanning:"));
    // The first such line is that of the whole plan.
    std::smatch found;
    if (std::regex_search(plan, found, buffers)) {
      for (const std::size_t group : {1U, 2U})
        execution.work += found[group].matched ? std::stoll(found[group]) : 0;
    }
    return execution;
  }

  storage::PostgresConnection connection_;
  std::vector<Execution> measured_;  // of the statement that is executed next
};

class SqliteMeasuring final : public MeasuringEngine, WatchedConnection {
 public:
  explicit SqliteMeasuring(const std::string& path)
      : connection_(path, storage::SqliteConnection::Mode::read_write, cache_kibibytes) {
    sqlite3_trace_v2(connection_.handle(), SQLITE_TRACE_PROFILE, &count_steps, this);
  }

  bool is_embedded() const override { return true; }

 private:
  static constexpr int cache_kibibytes = 64 * 1024;

  Connection& connection() override { return *this; }
  Connection& inner() override { return connection_; }
  void begin() override { connection_.run_script("BEGIN IMMEDIATE"); }
  void commit() override { connection_.run_script("COMMIT"); }
  void roll_back() override { connection_.run_script("ROLLBACK"); }
  void run_script(const std::string& text) override { connection_.run_script(text); }

  static int count_steps(unsigned, void* self, void* statement, void*) {
    static_cast<SqliteMeasuring*>(self)->steps_ =
        sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
  }

  void before(const Sql&, Parameters) override {}

  void after(const Sql& sql, const Answered& answered) override {
    if (++times_of(sql.text) > times_max) return;
    Execution execution{
        .statement = sql.text, .work = steps_, .rows = answered.rows, .counted = answered.counted};
    // Prepared anew, as no plan is that was only explained before; the execution has told of new statistics.
    sqlite3_exec(connection_.handle(), ("EXPLAIN QUERY PLAN " + sql.text).c_str(), &add_line, &execution.plan,
                 nullptr);
    keep(std::move(execution));
  }

  static int add_line(void* plan, int, char** columns, char**) {
    *static_cast<std::string*>(plan) += "\n" + std::string(columns[3]);
    return 0;
  }

  storage::SqliteConnection connection_;
  std::int64_t steps_ = 0;
};

}  // namespace

std::vector<storage::AppliedMigration> MeasuringEngine::applied_migrations() {
  std::vector<storage::AppliedMigration> applied;
  if (!is_in_scene_) begin();
  auto add = [&](const Row& row) { applied.push_back({row.integer(0), std::string(row.text(1))}); };
  connection().query(find_applied, {}, add);
  if (!is_in_scene_) commit();
  return applied;
}

void MeasuringEngine::apply_migration(std::int64_t, const std::string&, const std::string&) {
  throw storage::StorageFault("what is measured has its tables");
}

void MeasuringEngine::require_cluster() { throw storage::StorageFault("clusters are not measured"); }

void MeasuringEngine::distribute_tables(const storage::TableReport&) { require_cluster(); }

void MeasuringEngine::begin_scene(const std::string& name) {
  scene_ = name;
  times_.clear();
  begin();
  is_in_scene_ = true;
}

void MeasuringEngine::end_scene() {
  roll_back();
  is_in_scene_ = false;
}

void MeasuringEngine::run(storage::Unit& unit) {
  std::exception_ptr fault;
  try {
    if (!is_in_scene_) begin();
    if (unit.is_preview()) run_script("SAVEPOINT preview");
    storage::Transaction tx(connection());
    unit.run(tx);
    if (unit.is_preview()) run_script("ROLLBACK TO preview; RELEASE preview");
    if (!is_in_scene_) commit();
  } catch (...) {
    fault = std::current_exception();
    roll_back();
    if (is_in_scene_) begin();
  }
  unit.finish(std::move(fault));
}

std::unique_ptr<MeasuringEngine> open_measuring_engine(const std::string& url) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) return std::make_unique<SqliteMeasuring>(url.substr(sqlite.size()));
  return std::make_unique<PostgresMeasuring>(url);
}

}  // namespace loyalty::test
