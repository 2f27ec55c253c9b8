// Takes out what has expired. Nobody can spend it before either; this makes it a row of history, so that
// statistics and cards show it.
#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "services/expiry.hpp"
#include "storage/store.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {

struct ExpirationRun {
  ExpiryCount count;
  bool is_complete = true;  // false: there was more than one run does
};

// By default a batch is small enough that no counter waits long for it, and a run that a server may wait for
// it when it stops.
struct ExpirationLimits {
  std::int64_t cards_per_write = 200;
  std::int64_t lots_per_write = 300;
  int writes_per_run = 50;
  std::chrono::milliseconds pause{3};  // between two writes: the disk is the counters' as well
};

// Begins where the last run stopped, and may run on several servers at once.
ExpirationRun run_point_expiration(storage::Store& store, IdSource& ids, Instant now,
                                   const ExpirationLimits& limits = {});
TaskRun expire_points(const TaskContext& context);

}  // namespace loyalty
