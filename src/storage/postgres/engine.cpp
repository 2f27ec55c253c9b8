#include "storage/postgres/engine.hpp"

#include <algorithm>
#include <optional>
#include <thread>

#include "base/instant.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "storage/engine_metrics.hpp"
#include "storage/postgres/failures.hpp"
#include "storage/postgres/lane_queue.hpp"
#include "storage/postgres/link.hpp"
#include "storage/postgres/schema.hpp"

namespace loyalty::storage {
namespace {

constexpr std::size_t units_per_commit_max = 32;
constexpr std::size_t writes_waiting_max = 4096;
constexpr std::size_t reads_waiting_max = 4096;
constexpr int runs_max = 10;

const Sql begin_preview{"SAVEPOINT preview"};
const Sql undo_preview{"ROLLBACK TO preview"};
const Sql end_preview{"RELEASE preview"};

// How a transaction ended. Only of `unsure` nobody knows whether anything was kept; `busy` is what somebody
// waited for too long.
enum class End { committed, conflict, lost, unsure, busy, failed };
struct Attempt {
  End end = End::committed;
  std::exception_ptr fault;
};

Attempt failed_attempt() {
  const auto fault = std::current_exception();
  try {
    std::rethrow_exception(fault);
  } catch (const StorageConflict&) {
    return {End::conflict, fault};
  } catch (const StorageLost&) {
    return {End::lost, fault};
  } catch (const CommitUnsure&) {
    return {End::unsure, fault};
  } catch (const StorageBusy&) {
    return {End::busy, fault};
  } catch (...) {
    return {End::failed, fault};
  }
}

// Long enough for the other transaction to end; by chance, so that two do not meet again and again.
void wait_for_the_other(int run) {
  std::this_thread::sleep_for(
      std::chrono::milliseconds(1 + random_below(2 * static_cast<std::uint64_t>(run))));
}

class PostgresEngine final : public Engine {
 public:
  PostgresEngine(const std::string& url, Metrics& metrics, int connections, bool prepares_statements)
      : writers_(static_cast<std::size_t>(std::max(connections, 1))),
        readers_((writers_ + 1) / 2),
        link_settings_{url, prepares_statements,
                       &metrics.counter("loyalty_database_reconnects_total",
                                        "Connections to the database server made anew after a loss")},
        write_queue_(writes_waiting_max, writers_),
        read_queue_(reads_waiting_max, readers_),
        metrics_(metrics) {
    connect_once();
    for (std::size_t i = 0; i < writers_; ++i) threads_.emplace_back([this] { run_writer(); });
    for (std::size_t i = 0; i < readers_; ++i) threads_.emplace_back([this] { run_reader(); });
  }

  ~PostgresEngine() override {
    write_queue_.close();
    read_queue_.close();
    for (auto& thread : threads_) thread.join();
  }

  void submit_write(Unit& unit) override { write_queue_.push(unit); }
  void submit_read(Unit& unit) override { read_queue_.push(unit); }
  bool is_embedded() const override { return false; }

  std::vector<AppliedMigration> applied_migrations() override {
    return list_applied_migrations(*connect_once());
  }
  void apply_migration(std::int64_t number, const std::string& name, const std::string& text) override {
    storage::apply_migration(*connect_once(), number, name, text);
  }
  void analyze() override { analyze_tables(*connect_once()); }
  void require_cluster() override { storage::require_cluster(*connect_once()); }
  void distribute_tables(const TableReport& report) override {
    storage::distribute_tables(*connect_once(), report);
  }

 private:
  std::unique_ptr<PostgresConnection> connect_once() {
    return std::make_unique<PostgresConnection>(link_settings_.url, link_settings_.prepares_statements);
  }

  void run_writer() {
    Link link(link_settings_, outage_);
    Group group;
    while (write_queue_.take(group, units_per_commit_max)) {
      metrics_.writes_waiting.Set(static_cast<double>(write_queue_.size()));
      const auto started = steady_now();
      write_group(link, group.units);
      write_queue_.give_back(group);
      metrics_.observe_group(group.units.size(), started);
    }
  }

  // All units in one transaction. When it fails, each gets one of its own, so that nobody pays for another's
  // fault.
  void write_group(Link& link, const std::vector<Unit*>& group) {
    const auto attempt = write(link, group);
    if (attempt.end == End::committed) {
      for (auto* unit : group) unit->finish(nullptr);
      return;
    }
    metrics_.faults.Increment();
    const bool was_alone = group.size() == 1;
    std::uint64_t busy_lane = 0;
    for (auto* unit : group) {
      const auto lane = unit->lane();  // the unit is gone once it is finished
      if (lane != 0 && lane == busy_lane) {
        unit->finish(std::make_exception_ptr(StorageBusy("what the one before waited for did not come")));
      } else if (settle(link, *unit, attempt, was_alone) == End::busy) {
        busy_lane = lane;
      }
    }
  }

  // Runs the unit alone until it is known what became of it.
  End settle(Link& link, Unit& unit, const Attempt& first, bool was_alone) {
    End end = first.end;
    // Never shared with other units: whoever gets it may keep it as long as they like.
    std::exception_ptr fault = was_alone ? first.fault : nullptr;
    for (int run = 1; may_run_again(unit, end, was_alone) && run < runs_max; ++run) {
      if (end == End::conflict) wait_for_the_other(run);
      auto attempt = write(link, {&unit});
      end = attempt.end;
      fault = std::move(attempt.fault);
      was_alone = true;
    }
    if (end != End::committed && !fault) {
      fault = std::make_exception_ptr(StorageBusy("nobody knows whether it was kept: ask again"));
    }
    unit.finish(end == End::committed ? nullptr : std::move(fault));
    return end;
  }

  static bool may_run_again(const Unit& unit, End end, bool was_alone) {
    switch (end) {
      case End::committed:
        return false;
      case End::conflict:
      case End::lost:
        return true;
      case End::unsure:
        return unit.is_repeatable();
      case End::busy:
      case End::failed:
        return !was_alone;
    }
    return false;
  }

  Attempt write(Link& link, const std::vector<Unit*>& group) {
    try {
      auto& connection = link.connection();
      connection.begin_write();
      for (auto* unit : group) run_unit(connection, *unit);
      connection.commit();
      return {};
    } catch (...) {
      auto attempt = failed_attempt();
      roll_back(link, attempt.end);
      return attempt;
    }
  }

  void run_unit(PostgresConnection& connection, Unit& unit) {
    connection.forget_foreseen();
    Transaction tx(connection);
    if (!unit.is_preview()) return unit.run(tx);
    connection.send(begin_preview, {});
    unit.run(tx);
    connection.send(undo_preview, {});
    connection.send(end_preview, {});
  }

  void roll_back(Link& link, End end) {
    if (!link.is_connected()) return;
    if (end == End::lost || end == End::unsure) return link.drop();
    try {
      link.current().roll_back();
    } catch (const std::exception& failure) {
      link.drop();
      log(LogLevel::warn, "rollback_failed", {{"reason", std::string_view(failure.what())}});
    }
  }

  void run_reader() {
    Link link(link_settings_, outage_);
    Group group;
    while (read_queue_.take(group, 1)) {
      metrics_.reads_waiting.Set(static_cast<double>(read_queue_.size()));
      metrics_.readers_busy.Increment();
      read(link, *group.units.front());
      read_queue_.give_back(group);
      metrics_.readers_busy.Decrement();
    }
  }

  // A connection that was lost while it lay idle is noticed by the next read, which then runs again.
  void read(Link& link, Unit& unit) {
    for (int run = 1;; ++run) {
      Attempt attempt;
      try {
        auto& connection = link.connection();
        connection.begin_read();
        Transaction tx(connection);
        unit.run(tx);
        connection.send_end();
      } catch (...) {
        attempt = failed_attempt();
      }
      if (attempt.end == End::committed) {
        unit.finish(nullptr);
        return end_read(link);
      }
      roll_back(link, attempt.end);
      const bool may_help = attempt.end == End::lost || attempt.end == End::conflict;
      if (!may_help || run >= runs_max) return unit.finish(std::move(attempt.fault));
    }
  }

  void end_read(Link& link) {
    try {
      link.current().finish_end();
    } catch (const std::exception& failure) {
      link.drop();
      log(LogLevel::warn, "read_end_failed", {{"reason", std::string_view(failure.what())}});
    }
  }

  const std::size_t writers_;
  const std::size_t readers_;
  const LinkSettings link_settings_;
  Outage outage_;
  LaneQueue write_queue_;
  LaneQueue read_queue_;
  EngineMetrics metrics_;
  std::vector<std::thread> threads_;
};

}  // namespace

std::unique_ptr<Engine> open_postgres(const std::string& url, Metrics& metrics, int connections,
                                      bool prepares_statements) {
  return std::make_unique<PostgresEngine>(url, metrics, connections, prepares_statements);
}

}  // namespace loyalty::storage
