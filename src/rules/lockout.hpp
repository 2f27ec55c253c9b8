// How many wrong PINs in a row are borne, and what happens then.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/instant.hpp"
#include "models/pin.hpp"

namespace loyalty {

struct LockoutPolicy {
  std::int64_t attempts_max = 5;
  std::chrono::minutes lock_time{30};
};

bool is_locked(const PinFailures& failures, Instant now);

// The failures after one more wrong PIN. A lock that has run out starts a new row; one that lasts stays as it
// is.
PinFailures compute_failure(const PinFailures& failures, const LockoutPolicy& policy, Instant now);

// Wrong PINs that are still borne before the lock.
std::int64_t compute_attempts_left(const PinFailures& failures, const LockoutPolicy& policy, Instant now);

}  // namespace loyalty
