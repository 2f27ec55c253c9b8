// A bounded queue of units of work for several threads. Units of one lane are given to one thread at a time,
// in their order.
//
// A group is one transaction, and what its units lock stays locked until its end. So that no two groups, of
// this server or another, ever wait for each other, the lanes of a group stand in one order everywhere, and a
// unit without a lane, of which nobody knows what it locks, is a group by itself.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "storage/engine.hpp"

namespace loyalty::storage {

// What one thread has in hand. Its lanes stay closed until it gives them back.
struct Group {
  std::vector<Unit*> units;
  std::vector<std::uint64_t> lanes;
};

class LaneQueue {
 public:
  LaneQueue(std::size_t units_max, std::size_t threads) : units_max_(units_max), threads_(threads) {}

  // Throws StorageBusy when the queue is full or closed.
  void push(Unit& unit) {
    {
      const std::lock_guard lock(mutex_);
      if (is_closed_) throw StorageBusy("the store is closing");
      if (count_ >= units_max_) throw StorageBusy("too much is waiting for the database");
      ++count_;
      // A unit without a lane gets one of its own: nothing else lies at its address.
      const auto key = unit.lane() != 0 ? unit.lane() : reinterpret_cast<std::uintptr_t>(&unit);
      auto& lane = lanes_[key];
      lane.units.push_back(&unit);
      if (lane.is_open && lane.units.size() == 1) open_.push_back(key);
    }
    wake_.notify_one();
  }

  // Waits for work and takes a fair part of what waits, at most `count_max` units. False when the queue is
  // closed and empty.
  bool take(Group& group, std::size_t count_max) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return (is_closed_ && count_ == 0) || !open_.empty(); });
    group.units.clear();
    group.lanes.clear();
    const auto share = std::min(count_max, (count_ + threads_ - 1) / threads_);
    while (group.units.size() < share && !open_.empty()) {
      const auto key = open_.front();
      const bool is_alone = lanes_[key].units.front()->lane() == 0;
      if (is_alone && !group.units.empty()) break;
      open_.pop_front();
      take_lane(group, key, count_max);
      if (is_alone) break;
    }
    count_ -= group.units.size();
    return !group.units.empty();
  }

  // Opens the lanes of a group that is done.
  void give_back(const Group& group) {
    bool has_work = false;
    {
      const std::lock_guard lock(mutex_);
      for (const auto key : group.lanes) {
        const auto found = lanes_.find(key);
        if (found->second.units.empty()) {
          lanes_.erase(found);
        } else {
          found->second.is_open = true;
          open_.push_back(key);
          has_work = true;
        }
      }
      has_work = has_work || (is_closed_ && count_ == 0);
    }
    if (has_work) wake_.notify_all();
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
    return count_;
  }

 private:
  struct Lane {
    std::deque<Unit*> units;
    bool is_open = true;  // no thread has units of it in hand
  };

  // A lane with much to do is done in one go: its units would wait for each other anyway.
  void take_lane(Group& group, std::uint64_t key, std::size_t count_max) {
    auto& lane = lanes_[key];
    lane.is_open = false;
    group.lanes.push_back(key);
    const auto count = std::min(lane.units.size(), count_max - group.units.size());
    const auto begin = lane.units.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    const auto place = std::ranges::upper_bound(group.units, lane.units.front()->lane(), {}, &Unit::lane);
    group.units.insert(place, begin, end);
    lane.units.erase(begin, end);
  }

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::unordered_map<std::uint64_t, Lane> lanes_;
  std::deque<std::uint64_t> open_;  // lanes with units that nobody has in hand
  std::size_t count_ = 0;
  std::size_t units_max_;
  std::size_t threads_;
  bool is_closed_ = false;
};

}  // namespace loyalty::storage
