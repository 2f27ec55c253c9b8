// How often a card may be written to, and when a mail that could not be sent is tried again.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "base/instant.hpp"
#include "rules/back_off.hpp"

namespace loyalty {

inline constexpr std::chrono::minutes mail_pause{15};
inline constexpr std::size_t mails_per_day_max = 5;
inline constexpr std::chrono::hours mail_day{24};  // the day of the limit, and how long a mail is tried

inline constexpr std::array<std::chrono::minutes, 4> mail_attempt_pauses{
    std::chrono::minutes{1}, std::chrono::minutes{5}, std::chrono::minutes{30}, std::chrono::minutes{120}};
inline constexpr BackOff mail_back_off{.pauses = mail_attempt_pauses, .patience = mail_day};

// When a card may have its next mail: none when that is now. `written` are the moments of its mails, in any
// order.
std::optional<Instant> compute_next_mail(std::span<const Instant> written, Instant now);

bool is_mail_too_old(Instant due_since, Instant now);

}  // namespace loyalty
