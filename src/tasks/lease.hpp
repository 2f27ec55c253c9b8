// One server at a time does a task: the one that holds its lease. What a task does is right also when two do
// it at once, which is possible when a server's clock is wrong or it could not renew for longer than a lease
// lasts.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/instant.hpp"
#include "storage/leases.hpp"
#include "storage/store.hpp"

namespace loyalty {

inline constexpr std::chrono::minutes lease_time{2};
inline constexpr std::chrono::seconds lease_renewal_pause{30};

class TaskLease {
 public:
  // Takes nothing yet.
  TaskLease(storage::Store& store, std::string task, storage::LeaseHolder holder,
            std::function<Instant()> clock = system_now,
            std::chrono::milliseconds renewal_pause = lease_renewal_pause);
  // Gives the lease up, so that another server can go on at once.
  ~TaskLease();
  TaskLease(const TaskLease&) = delete;
  TaskLease& operator=(const TaskLease&) = delete;

  // Calls `work` and returns what it returned when this server has or gets the lease, which is renewed as
  // long as the work lasts and then kept until it runs out. False, and nothing is done, when another has it.
  bool run(const std::function<bool()>& work);

 private:
  bool take();

  storage::Store& store_;
  std::string task_;
  storage::LeaseHolder holder_;
  std::function<Instant()> clock_;
  std::chrono::milliseconds renewal_pause_;
  bool was_taken_ = false;
};

// The same for all tasks of one server, which are told from those of any other.
storage::LeaseHolder draw_lease_holder();

}  // namespace loyalty
