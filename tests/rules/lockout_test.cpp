#include "rules/lockout.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

const Instant now = *parse_rfc3339("2026-11-22T12:00:00Z");
const Instant just_after = now + milliseconds(1);

struct LockoutCase {
  const char* name;
  PinFailures before;
  bool is_locked;
  std::int64_t attempts_left;
  PinFailures after;
};

TEST(ComputeFailure, LocksAtTheLastAttempt) {
  const LockoutCase cases[] = {
      {"none yet", {0, {}}, false, 5, {1, {}}},
      {"three", {3, {}}, false, 2, {4, {}}},
      {"four", {4, {}}, false, 1, {5, now + minutes(30)}},
      {"more than ever counted", {7, {}}, false, 0, {8, now + minutes(30)}},
      {"locked", {5, now + minutes(30)}, true, 0, {5, now + minutes(30)}},
      {"locked for a moment more", {5, just_after}, true, 0, {5, just_after}},
      {"the lock has just run out", {5, now}, false, 5, {1, {}}},
      {"the lock ran out long ago", {5, now - minutes(600)}, false, 5, {1, {}}},
  };
  const LockoutPolicy policy;
  for (const LockoutCase& each : cases) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(is_locked(each.before, now), each.is_locked);
    EXPECT_EQ(compute_attempts_left(each.before, policy, now), each.attempts_left);
    const PinFailures after = compute_failure(each.before, policy, now);
    EXPECT_EQ(after.attempts, each.after.attempts);
    EXPECT_EQ(after.locked_until, each.after.locked_until);
  }
}

TEST(ComputeFailure, FollowsThePolicy) {
  const LockoutPolicy policy{.attempts_max = 1, .lock_time = minutes(2)};
  const PinFailures first = compute_failure({}, policy, now);
  EXPECT_EQ(first.locked_until, now + minutes(2));
  // A lock that has run out starts a new row, which here locks again at once.
  const PinFailures second = compute_failure(first, policy, now + minutes(2));
  EXPECT_EQ(second.attempts, 1);
  EXPECT_EQ(second.locked_until, now + minutes(4));
}

TEST(ComputeFailure, CountsFiveWrongPinsInARow) {
  const LockoutPolicy policy;
  PinFailures failures;
  for (int attempt = 1; attempt <= 4; ++attempt) {
    failures = compute_failure(failures, policy, now);
    EXPECT_FALSE(is_locked(failures, now)) << attempt;
    EXPECT_EQ(compute_attempts_left(failures, policy, now), 5 - attempt);
  }
  failures = compute_failure(failures, policy, now);
  EXPECT_TRUE(is_locked(failures, now + minutes(30) - milliseconds(1)));
  EXPECT_FALSE(is_locked(failures, now + minutes(30)));
}

}  // namespace
}  // namespace loyalty
