// How often something may be tried: counted by subject, a digest, within a window of time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/refusal.hpp"
#include "storage/sessions.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

inline constexpr std::chrono::minutes throttle_window{15};

struct Throttled {
  std::string digest;
  std::int64_t attempts_max;
};

// too_many_attempts, until the window is over.
std::optional<Refusal> find_throttle(const storage::SignInFailures& counted, std::int64_t attempts_max,
                                     Instant now);
void count_attempt(storage::Transaction& tx, const Throttled& subject, storage::SignInFailures counted,
                   Instant now);

}  // namespace loyalty
