// How often a card may be written to, and when a mail that could not be sent is tried again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "base/instant.hpp"

namespace loyalty {

inline constexpr std::chrono::minutes mail_pause{15};
inline constexpr std::size_t mails_per_day_max = 5;
inline constexpr std::chrono::hours mail_day{24};  // the day of the limit, and how long a mail is tried

// When a card may have its next mail: none when that is now. `written` are the moments of its mails, in any
// order.
std::optional<Instant> compute_next_mail(std::span<const Instant> written, Instant now);

// When a mail is due again after its attempt number `attempts` (1 is the first); none when it is given up.
std::optional<Instant> compute_next_attempt(std::int64_t attempts, Instant created_at, Instant now);

bool is_mail_too_old(Instant created_at, Instant now);

}  // namespace loyalty
