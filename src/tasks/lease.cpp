#include "tasks/lease.hpp"

#include <condition_variable>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

namespace loyalty {
namespace {

void log_fault(const std::string& task, const std::exception& fault) {
  log(LogLevel::warn, "lease_fault",
      {{"task", std::string_view(task)}, {"reason", std::string_view(fault.what())}});
}

// Calls `renew` after each pause until it goes away.
template <class Renew>
class Renewal {
 public:
  Renewal(std::chrono::milliseconds pause, Renew renew)
      : thread_([this, pause, renew = std::move(renew)](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          while (!wake_.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); })) renew();
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // the last one: it stops first
};

}  // namespace

TaskLease::TaskLease(storage::Store& store, std::string task, storage::LeaseHolder holder,
                     std::function<Instant()> clock, std::chrono::milliseconds renewal_pause)
    : store_(store),
      task_(std::move(task)),
      holder_(holder),
      clock_(std::move(clock)),
      renewal_pause_(renewal_pause) {}

TaskLease::~TaskLease() {
  if (!was_taken_) return;
  try {
    store_.write_now([&](storage::Transaction& tx) {
      storage::give_up_lease(tx, task_, holder_);
      return Done{};
    });
  } catch (const std::exception& fault) {
    // It runs out by itself.
    log_fault(task_, fault);
  }
}

bool TaskLease::run(const std::function<bool()>& work) {
  if (!take()) return false;
  was_taken_ = true;
  const Renewal renewal(renewal_pause_, [this] {
    try {
      take();
    } catch (const std::exception& fault) {
      log_fault(task_, fault);
    }
  });
  return work();
}

bool TaskLease::take() {
  const auto now = clock_();
  return store_.write_now([&](storage::Transaction& tx) {
    return storage::take_lease(tx, task_, holder_, now, now + lease_time);
  });
}

storage::LeaseHolder draw_lease_holder() {
  constexpr auto bound = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<storage::LeaseHolder>(1 + random_below(bound));
}

}  // namespace loyalty
