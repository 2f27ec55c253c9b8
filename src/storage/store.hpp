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

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

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
  // Applies the missing ones; the number of them.
  int migrate();
  bool is_migrated();
  bool is_unfinished_copy();
  bool is_embedded() const { return engine_->is_embedded(); }
  void require_cluster() { engine_->require_cluster(); }
  void distribute_tables(const TableReport& report) { engine_->distribute_tables(report); }

 private:
  using Submit = void (Engine::*)(Unit&);
  template <class Work, class Value = std::invoke_result_t<Work&, Transaction&>>
  boost::asio::awaitable<Value> await(Work work, Submit submit, UnitTraits traits = {});
  template <class Work, class Value = std::invoke_result_t<Work&, Transaction&>>
  Value wait(Work work, Submit submit, UnitTraits traits = {});

  std::unique_ptr<Engine> engine_;
};

// Keeps the work and what came of it, and calls `resume` when there is something to see.
template <class Work, class Value, class Resume>
struct WorkUnit final : Unit {
  WorkUnit(Work& work_in, Resume resume_in, const UnitTraits& traits_in)
      : work(work_in), resume(std::move(resume_in)), traits(traits_in) {}

  void run(Transaction& tx) override { value.emplace(work(tx)); }
  void finish(std::exception_ptr reason) override {
    fault = std::move(reason);
    resume();
  }
  bool is_preview() const override { return traits.is_preview; }
  std::uint64_t lane() const override { return traits.hints.lane; }
  bool is_repeatable() const override { return traits.hints.is_repeatable; }
  Value take() {
    if (fault) std::rethrow_exception(fault);
    return std::move(*value);
  }

  Work& work;
  Resume resume;
  const UnitTraits traits;
  std::optional<Value> value;
  std::exception_ptr fault;
};

template <class Work, class Value>
boost::asio::awaitable<Value> Store::await(Work work, Submit submit, UnitTraits traits) {
  struct Waiting {
    std::function<void()> resume;
    void operator()() {
      // The unit lies in the coroutine's frame, which may be gone as soon as the coroutine goes on.
      const auto go = std::move(resume);
      go();
    }
  };
  WorkUnit<Work, Value, Waiting> unit(work, {}, traits);
  std::exception_ptr refused;
  co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable), void()>(
      [&](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        unit.resume.resume = [shared, executor, guard = boost::asio::make_work_guard(executor)] {
          boost::asio::post(executor, [shared] { std::move (*shared)(); });
        };
        try {
          (engine_.get()->*submit)(unit);
        } catch (...) {
          refused = std::current_exception();
          unit.resume();
        }
      },
      boost::asio::use_awaitable);
  if (refused) std::rethrow_exception(refused);
  co_return unit.take();
}

template <class Work, class Value>
Value Store::wait(Work work, Submit submit, UnitTraits traits) {
  const auto done = std::make_shared<std::promise<void>>();
  auto resume = [done] {
    // This thread may still be inside set_value() when the waiting one destroys the unit.
    const auto kept = done;  // NOLINT(performance-unnecessary-copy-initialization)
    kept->set_value();
  };
  WorkUnit<Work, Value, decltype(resume)> unit(work, resume, traits);
  (engine_.get()->*submit)(unit);
  done->get_future().wait();
  return unit.take();
}

}  // namespace loyalty::storage
