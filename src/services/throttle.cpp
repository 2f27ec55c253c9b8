#include "services/throttle.hpp"

namespace loyalty {

std::optional<Refusal> find_throttle(const storage::SignInFailures& counted, std::int64_t attempts_max,
                                     Instant now) {
  if (counted.window_ends_at <= now || counted.attempts < attempts_max) return std::nullopt;
  return Refusal{.code = RefusalCode::too_many_attempts, .retry_at = counted.window_ends_at};
}

void count_attempt(storage::Transaction& tx, const Throttled& subject, storage::SignInFailures counted,
                   Instant now) {
  if (counted.window_ends_at <= now) counted = {.attempts = 0, .window_ends_at = now + throttle_window};
  ++counted.attempts;
  storage::set_sign_in_failures(tx, subject.digest, counted);
}

}  // namespace loyalty
