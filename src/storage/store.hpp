// The door to the database. Work is a plain function of a Transaction; it runs on the engine's threads, and
// whoever asked is answered after the commit. The same work may run twice: it makes no ids, reads no clock
// and has no effect but its rows.
#pragma once

#include <functional>
#include <future>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/metrics.hpp"
#include "storage/engine.hpp"

namespace loyalty::storage {

// Stands among a database's migrations while a copy into it is not complete: it is newer than every program,
// so none of them uses it.
inline constexpr std::int64_t unfinished_copy = std::numeric_limits<std::int64_t>::max();

struct MigrationState {
  std::int64_t number = 0;
  std::string name;
  bool is_applied = false;
};

// Throws StorageUnusable for a database of before 0.2.0, whose tables were laid otherwise: what it was
// migrated by bears other names.
void refuse_former(const std::vector<AppliedMigration>& applied);

// How to use a database server; an embedded database has nothing to set.
struct StoreOptions {
  int connections = 8;              // for writes; half as many more are for reads
  bool prepares_statements = true;  // false: a pool in between (PgBouncer) may not keep them
};

// What an engine may know of a write.
struct WriteHints {
  std::uint64_t lane = 0;      // Unit::lane
  bool is_repeatable = false;  // Unit::is_repeatable
};

struct UnitTraits {
  WriteHints hints = {};
  bool is_preview = false;
};

struct HandedUnit;

class Store {
 public:
  // `url` is "sqlite:PATH" or "postgresql://...". Throws StorageUnusable with a line that says what to do.
  static std::unique_ptr<Store> open(const std::string& url, Metrics& metrics,
                                     const StoreOptions& options = {});

  explicit Store(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  template <class Work>
  boost::asio::awaitable<std::invoke_result_t<Work&, Transaction&>> write(Work work, WriteHints hints = {}) {
    return await(std::move(work), &Engine::submit_write, UnitTraits{.hints = hints});
  }
  // The answer of a write that leaves nothing behind.
  template <class Work>
  boost::asio::awaitable<std::invoke_result_t<Work&, Transaction&>> preview(Work work,
                                                                            WriteHints hints = {}) {
    return await(std::move(work), &Engine::submit_write, UnitTraits{.hints = hints, .is_preview = true});
  }
  template <class Work>
  boost::asio::awaitable<std::invoke_result_t<Work&, Transaction&>> read(Work work) {
    return await(std::move(work), &Engine::submit_read);
  }

  // For threads that may wait: the command line, tasks and tests.
  template <class Work>
  auto write_now(Work work, WriteHints hints = {}) {
    return wait(std::move(work), &Engine::submit_write, UnitTraits{.hints = hints});
  }
  template <class Work>
  auto preview_now(Work work) {
    return wait(std::move(work), &Engine::submit_write, UnitTraits{.is_preview = true});
  }
  template <class Work>
  auto read_now(Work work) {
    return wait(std::move(work), &Engine::submit_read);
  }

  // All migrations that this program has, in order. Throws StorageUnusable when the database is newer than
  // the program.
  std::vector<MigrationState> migrations();
  // Applies the missing ones, and ends with analyze() when there were any; the number of them.
  int migrate();
  bool is_migrated();
  bool is_unfinished_copy();
  bool is_embedded() const { return engine_->is_embedded(); }
  void analyze() { engine_->analyze(); }
  void require_cluster() { engine_->require_cluster(); }
  void distribute_tables(const TableReport& report) { engine_->distribute_tables(report); }

 private:
  using Submit = void (Engine::*)(Unit&);
  // Gives the unit to the engine while the coroutine waits; it goes on on its own thread. Not a template:
  // what Asio needs for it is compiled once, and not for each work of each handler.
  boost::asio::awaitable<void> hand_over(HandedUnit& unit, Submit submit);
  template <class Work, class Value = std::invoke_result_t<Work&, Transaction&>>
  boost::asio::awaitable<Value> await(Work work, Submit submit, UnitTraits traits = {});
  template <class Work, class Value = std::invoke_result_t<Work&, Transaction&>>
  Value wait(Work work, Submit submit, UnitTraits traits = {});

  std::unique_ptr<Engine> engine_;
};

// A unit of work and how it ended; `resume` is called when there is something to see.
struct HandedUnit : Unit {
  explicit HandedUnit(const UnitTraits& traits_in) : traits(traits_in) {}

  void finish(std::exception_ptr reason) override {
    fault = std::move(reason);
    // The unit lies in the frame of who waits, which may be gone as soon as that one goes on.
    const auto go = std::move(resume);
    go();
  }
  bool is_preview() const override { return traits.is_preview; }
  std::uint64_t lane() const override { return traits.hints.lane; }
  bool is_repeatable() const override { return traits.hints.is_repeatable; }

  const UnitTraits traits;
  std::function<void()> resume;
  std::exception_ptr fault;

 protected:
  ~HandedUnit() = default;
};

template <class Work, class Value>
struct WorkUnit final : HandedUnit {
  WorkUnit(Work& work_in, const UnitTraits& traits_in) : HandedUnit(traits_in), work(work_in) {}

  void run(Transaction& tx) override { value.emplace(work(tx)); }
  Value take() {
    if (fault) std::rethrow_exception(fault);
    return std::move(*value);
  }

  Work& work;
  std::optional<Value> value;
};

template <class Work, class Value>
boost::asio::awaitable<Value> Store::await(Work work, Submit submit, UnitTraits traits) {
  WorkUnit<Work, Value> unit(work, traits);
  co_await hand_over(unit, submit);
  co_return unit.take();
}

template <class Work, class Value>
Value Store::wait(Work work, Submit submit, UnitTraits traits) {
  const auto done = std::make_shared<std::promise<void>>();
  WorkUnit<Work, Value> unit(work, traits);
  unit.resume = [done] {
    // This thread may still be inside set_value() when the waiting one destroys the unit.
    const auto kept = done;  // NOLINT(performance-unnecessary-copy-initialization)
    kept->set_value();
  };
  (engine_.get()->*submit)(unit);
  done->get_future().wait();
  return unit.take();
}

}  // namespace loyalty::storage
