#include "rules/lockout.hpp"

#include <algorithm>

namespace loyalty {

bool is_locked(const PinFailures& failures, Instant now) {
  return failures.locked_until && now < *failures.locked_until;
}

PinFailures compute_failure(const PinFailures& failures, const LockoutPolicy& policy, Instant now) {
  if (is_locked(failures, now)) return failures;
  PinFailures next{.attempts = failures.locked_until ? 1 : failures.attempts + 1,
                   .locked_until = std::nullopt};
  if (next.attempts >= policy.attempts_max) next.locked_until = now + policy.lock_time;
  return next;
}

std::int64_t compute_attempts_left(const PinFailures& failures, const LockoutPolicy& policy, Instant now) {
  if (is_locked(failures, now)) return 0;
  if (failures.locked_until) return policy.attempts_max;
  return std::max<std::int64_t>(policy.attempts_max - failures.attempts, 0);
}

}  // namespace loyalty
