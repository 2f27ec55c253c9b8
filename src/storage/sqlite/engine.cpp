#include "storage/sqlite/engine.hpp"

#include <future>
#include <thread>

#include "base/instant.hpp"
#include "base/log.hpp"
#include "storage/engine_metrics.hpp"
#include "storage/sqlite/checkpointer.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/unit_queue.hpp"

namespace loyalty::storage {
namespace {

constexpr std::size_t units_per_commit_max = 128;
constexpr std::size_t writes_waiting_max = 4096;
constexpr std::size_t reads_waiting_max = 4096;
constexpr std::size_t reader_threads = 2;
constexpr int reader_cache_kibibytes = 8 * 1024;

const Sql begin_write{"BEGIN IMMEDIATE"};
const Sql begin_read{"BEGIN"};
const Sql commit{"COMMIT"};
const Sql rollback{"ROLLBACK"};
const Sql begin_preview{"SAVEPOINT preview"};
const Sql undo_preview{"ROLLBACK TO preview"};
const Sql end_preview{"RELEASE preview"};
const Sql find_applied{"SELECT number, name FROM schema_migrations ORDER BY number"};
const Sql insert_applied{"INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, $2, $3)"};

constexpr const char* create_migrations_table =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at "
    "BIGINT NOT "
    "NULL)";

class SqliteEngine final : public Engine {
 public:
  SqliteEngine(const std::string& path, Metrics& metrics)
      : writer_(path, SqliteConnection::Mode::read_write, writer_cache_kibibytes),
        checkpointer_(path, writer_),
        write_queue_(writes_waiting_max),
        read_queue_(reads_waiting_max),
        metrics_(metrics) {
    writer_.run_script(create_migrations_table);
    // Opened here, where a failure is an answer, and not in a thread, where it would end the program.
    for (std::size_t i = 0; i < reader_threads; ++i) {
      readers_.push_back(std::make_unique<SqliteConnection>(path, SqliteConnection::Mode::read_only,
                                                            reader_cache_kibibytes));
    }
    threads_.emplace_back([this] { run_writer(); });
    for (auto& reader : readers_) threads_.emplace_back([this, &reader] { run_reader(*reader); });
  }

  ~SqliteEngine() override {
    write_queue_.close();
    read_queue_.close();
    for (auto& thread : threads_) thread.join();
  }

  void submit_write(Unit& unit) override { write_queue_.push(unit); }
  void submit_read(Unit& unit) override { read_queue_.push(unit); }

  bool is_embedded() const override { return true; }

  std::vector<AppliedMigration> applied_migrations() override {
    std::vector<AppliedMigration> applied;
    run_on_writer([&](SqliteConnection& connection) {
      auto keep = [&](const Row& row) { applied.push_back({row.integer(0), std::string(row.text(1))}); };
      connection.query(find_applied, {}, keep);
    });
    return applied;
  }

  void apply_migration(std::int64_t number, const std::string& name, const std::string& text) override {
    run_on_writer([&](SqliteConnection& connection) {
      connection.run_script(text);
      const Value parameters[] = {number, name, system_now()};
      connection.execute(insert_applied, parameters);
    });
  }

  void require_cluster() override {
    throw StorageUnusable(
        "an SQLite database lies on one machine: LOYALTY_DATABASE_URL must name a PostgreSQL cluster with "
        "Citus, or "
        "leave out --distributed");
  }
  void distribute_tables(const TableReport&) override { require_cluster(); }

 private:
  // Runs something that needs the connection itself as a unit of work, and waits for it.
  template <class Work>
  void run_on_writer(Work work);

  void run_writer() {
    std::vector<Unit*> group;
    while (write_queue_.take(group, units_per_commit_max)) {
      metrics_.writes_waiting.Set(static_cast<double>(write_queue_.size()));
      const auto started = steady_now();
      write_group(group);
      checkpointer_.finish_if_due();
      metrics_.observe_group(group.size(), started);
    }
  }

  // All units in one transaction. When one of them fails, the group is rolled back and each gets a
  // transaction of its own, so that nobody pays for another's fault. That is cheaper than a savepoint for
  // each unit, which copies every page it touches.
  void write_group(const std::vector<Unit*>& group) {
    auto fault = try_commit(group);
    if (!fault) {
      for (auto* unit : group) unit->finish(nullptr);
      return;
    }
    metrics_.faults.Increment();
    if (group.size() == 1) return group.front()->finish(std::move(fault));
    for (auto* unit : group) unit->finish(try_commit({unit}));
  }

  std::exception_ptr try_commit(const std::vector<Unit*>& group) {
    try {
      writer_.execute(begin_write, {});
      for (auto* unit : group) run_unit(*unit);
      writer_.execute(commit, {});
      return nullptr;
    } catch (...) {
      const auto fault = std::current_exception();
      roll_back();
      return fault;
    }
  }

  void run_unit(Unit& unit) {
    Transaction tx(writer_);
    if (!unit.is_preview()) return unit.run(tx);
    writer_.execute(begin_preview, {});
    unit.run(tx);
    writer_.execute(undo_preview, {});
    writer_.execute(end_preview, {});
  }

  // SQLite has already rolled back by itself after some faults. What is left open is closed here: a writer
  // that stays inside a transaction would never commit again.
  void roll_back() {
    try {
      if (writer_.is_in_transaction()) writer_.execute(rollback, {});
    } catch (const std::exception& failure) {
      log(LogLevel::error, "rollback_failed", {{"reason", std::string_view(failure.what())}});
    }
  }

  void run_reader(SqliteConnection& connection) {
    std::vector<Unit*> taken;
    while (read_queue_.take(taken, 1)) {
      metrics_.reads_waiting.Set(static_cast<double>(read_queue_.size()));
      metrics_.readers_busy.Increment();
      taken.front()->finish(try_read(connection, *taken.front()));
      metrics_.readers_busy.Decrement();
    }
  }

  std::exception_ptr try_read(SqliteConnection& connection, Unit& unit) {
    std::exception_ptr fault;
    try {
      connection.execute(begin_read, {});
      Transaction tx(connection);
      unit.run(tx);
    } catch (...) {
      fault = std::current_exception();
    }
    try {
      if (connection.is_in_transaction()) connection.execute(commit, {});
    } catch (const std::exception& failure) {
      log(LogLevel::error, "read_end_failed", {{"reason", std::string_view(failure.what())}});
    }
    return fault;
  }

  SqliteConnection writer_;
  Checkpointer checkpointer_;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;
  UnitQueue write_queue_;
  UnitQueue read_queue_;
  EngineMetrics metrics_;
  std::vector<std::thread> threads_;
};

template <class Work>
void SqliteEngine::run_on_writer(Work work) {
  struct ConnectionUnit final : Unit {
    ConnectionUnit(SqliteConnection& connection_in, Work& work_in)
        : connection(connection_in), work(work_in) {}
    void run(Transaction&) override { work(connection); }
    void finish(std::exception_ptr reason) override {
      const auto kept = done;
      if (reason) {
        kept->set_exception(std::move(reason));
      } else {
        kept->set_value();
      }
    }
    SqliteConnection& connection;
    Work& work;
    std::shared_ptr<std::promise<void>> done = std::make_shared<std::promise<void>>();
  };
  ConnectionUnit unit(writer_, work);
  auto result = unit.done->get_future();
  submit_write(unit);
  result.get();
}

}  // namespace

std::unique_ptr<Engine> open_sqlite(const std::string& path, Metrics& metrics) {
  return std::make_unique<SqliteEngine>(path, metrics);
}

}  // namespace loyalty::storage
