// Deletes what has run out: sessions, counts of failed sign-ins, answers kept for Idempotency-Keys, old
// mails, and what was given up long ago.
#pragma once

#include <cstdint>

#include "base/instant.hpp"
#include "storage/store.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {

struct CleanupCount {
  std::int64_t sessions = 0;
  std::int64_t sign_in_failures = 0;
  std::int64_t kept_answers = 0;
  std::int64_t mails = 0;
  std::int64_t dead_letters = 0;  // of all tasks

  bool operator==(const CleanupCount&) const = default;
};

// In batches small enough that no counter waits for them; what is more than one run may do is left for the
// next one.
CleanupCount run_cleanup(storage::Store& store, Instant now);
TaskRun clean_up(const TaskContext& context);

}  // namespace loyalty
