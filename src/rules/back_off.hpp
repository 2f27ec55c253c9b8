// When something that did not work is tried again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "base/instant.hpp"

namespace loyalty {

struct BackOff {
  std::span<const std::chrono::minutes>
      pauses;                   // after the first attempt, the second ...; then the last again
  std::chrono::hours patience;  // since it was due; after that it is given up
};

// When it is due again after its attempt number `attempts` (1 is the first); none when it is given up.
// `chance`, from 0 to 1, makes the pause a fifth shorter or longer at most: what failed together does not
// come back together.
std::optional<Instant> compute_next_attempt(const BackOff& back_off, std::int64_t attempts, Instant due_since,
                                            Instant now, double chance);

}  // namespace loyalty
