// Rolls the vendors' history up into their statistics.
#pragma once

#include "services/statistics.hpp"
#include "storage/store.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {

// In batches small enough that no counter waits for them; what is more than one run may do of a vendor is
// left for the next one.
RolledUp run_statistics(storage::Store& store, Instant now);
TaskRun roll_up(const TaskContext& context);

// Forgets what is rolled up and does all of it again, by the business days as the vendors have them now.
// Servers may run meanwhile: what they answer is right at any time.
RolledUp rebuild_statistics(storage::Store& store, Instant now);

}  // namespace loyalty
