// The one way in which rows that are due are done (storage/due_rows.hpp): each is taken by a short write,
// done outside of any, and settled, put off or given up by another.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "models/due.hpp"
#include "rules/back_off.hpp"
#include "storage/due_rows.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {

enum class Attempt {
  done,
  put_off,      // not now; tried again
  refused,      // never; given up at once
  unreachable,  // nothing else of the kind would get through now either: put off, and the run ends
};
struct AttemptReport {
  Attempt attempt = Attempt::done;
  std::string reason = {};  // for the log and the list of what was given up: holds nothing of a person
};

// What is to be done for a row that is in hand, with all that it needs. Takes less time than the lease.
using DueJob = std::function<AttemptReport()>;

struct DueKind {
  const char* task;  // its name in the table
  const storage::DueTable& table;
  BackOff back_off;
  std::chrono::milliseconds lease;
  // Within the write that takes the row; writes nothing. None: nobody wants it any more.
  std::function<std::optional<DueJob>(storage::Transaction& tx, const DueRow& taken, Instant now)> prepare;
};

struct DueCount {
  std::int64_t sent = 0;
  std::int64_t put_off = 0;  // is tried again
  std::int64_t failed = 0;   // refused, or given up: may be revived by hand
  std::int64_t dropped = 0;  // nobody wants it any more

  bool operator==(const DueCount&) const = default;
};
struct DueRun {
  DueCount count;
  bool is_complete = true;  // false: more could be done at once
};

// A bounded number of rows, one after the other, for a bounded time. Shows how much waits and since when.
DueRun run_due_rows(const DueKind& kind, const TaskContext& context);

TaskRun to_task_run(const DueRun& run);

}  // namespace loyalty
