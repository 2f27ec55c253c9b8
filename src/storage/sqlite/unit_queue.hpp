// A bounded queue of units of work between the threads that serve and the threads of the engine.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

#include "storage/engine.hpp"

namespace loyalty::storage {

class UnitQueue {
 public:
  explicit UnitQueue(std::size_t units_max) : units_max_(units_max) {}

  // Throws StorageBusy when the queue is full or closed.
  void push(Unit& unit) {
    {
      const std::lock_guard lock(mutex_);
      if (is_closed_) throw StorageBusy("the store is closing");
      if (units_.size() >= units_max_) throw StorageBusy("too much is waiting for the database");
      units_.push_back(&unit);
    }
    wake_.notify_one();
  }

  // Waits for work and moves at most `count_max` units into `taken`, oldest first. False when the queue is
  // closed and empty.
  bool take(std::vector<Unit*>& taken, std::size_t count_max) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return is_closed_ || !units_.empty(); });
    const auto count = std::min(count_max, units_.size());
    taken.assign(units_.begin(), units_.begin() + static_cast<std::ptrdiff_t>(count));
    units_.erase(units_.begin(), units_.begin() + static_cast<std::ptrdiff_t>(count));
    return count > 0;
  }

  // What is queued is still done; nothing new is taken.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    wake_.notify_all();
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return units_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Unit*> units_;
  std::size_t units_max_;
  bool is_closed_ = false;
};

}  // namespace loyalty::storage
