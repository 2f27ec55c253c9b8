// May this card get stamps or a reward now? The limits that keep a stamp card honest.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "models/card.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"

namespace loyalty {

struct StampingState {
  CardStatus status = CardStatus::active;
  std::int64_t stamp_count = 0;
  std::int64_t stamps_today = 0;  // given in this business day, voided ones not counted
  std::optional<Instant> last_stamp_at;
  Instant day_ends{};
};

// Refuses with card_inactive, then program_inactive.
std::optional<Refusal> decide_card_usable(const Program& program, CardStatus status);

// Refuses with daily_limit_reached, then cooldown_active. Assumes that the card is usable.
std::optional<Refusal> decide_stamp(const Program& program, const StampingState& state, std::int64_t count,
                                    Instant now);

// Refuses with not_enough_stamps.
std::optional<Refusal> decide_redeem_stamps(const Program& program, std::int64_t stamp_count);

std::int64_t compute_stamps_remaining_today(const Program& program, std::int64_t stamps_today);

// When a single stamp would be accepted; none when it would be now.
std::optional<Instant> compute_next_stamp_at(const Program& program, std::optional<Instant> last_stamp_at,
                                             std::int64_t stamps_today, Instant day_ends, Instant now);

}  // namespace loyalty
