#include "rules/back_off.hpp"

#include <algorithm>

namespace loyalty {

std::optional<Instant> compute_next_attempt(const BackOff& back_off, std::int64_t attempts, Instant due_since,
                                            Instant now, double chance) {
  constexpr double spread = 0.2;
  const auto last = std::ssize(back_off.pauses) - 1;
  const auto step = static_cast<std::size_t>(std::clamp<std::int64_t>(attempts - 1, 0, last));
  const std::chrono::duration<double, std::milli> pause = back_off.pauses[step];
  const auto next =
      now + std::chrono::round<std::chrono::milliseconds>(pause * (1 + spread * (2 * chance - 1)));
  return next - due_since > back_off.patience ? std::nullopt : std::optional(next);
}

}  // namespace loyalty
