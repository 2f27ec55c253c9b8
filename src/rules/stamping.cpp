#include "rules/stamping.hpp"

#include <algorithm>
#include <chrono>

namespace loyalty {
namespace {

// The end of the cooldown while it lasts. A last stamp in the future means that the clock went back: it then
// counts as given now, so that the card is never locked for longer than one cooldown.
std::optional<Instant> compute_cooldown_end(const Program& program, std::optional<Instant> last_stamp_at,
                                            Instant now) {
  if (!last_stamp_at) return std::nullopt;
  const Instant end = std::min(*last_stamp_at, now) + std::chrono::minutes{program.cooldown_minutes};
  return end > now ? std::optional(end) : std::nullopt;
}

}  // namespace

std::optional<Refusal> decide_card_usable(const Program& program, CardStatus status) {
  if (status != CardStatus::active) return Refusal{.code = RefusalCode::card_inactive};
  if (!program.is_active) return Refusal{.code = RefusalCode::program_inactive};
  return std::nullopt;
}

std::optional<Refusal> decide_stamp(const Program& program, const StampingState& state, std::int64_t count,
                                    Instant now) {
  if (count > program.max_daily_stamps - state.stamps_today) {
    return Refusal{.code = RefusalCode::daily_limit_reached,
                   .retry_at = state.day_ends,
                   .limit = program.max_daily_stamps};
  }
  if (const auto end = compute_cooldown_end(program, state.last_stamp_at, now)) {
    return Refusal{.code = RefusalCode::cooldown_active, .retry_at = *end};
  }
  return std::nullopt;
}

std::optional<Refusal> decide_redeem_stamps(const Program& program, std::int64_t stamp_count) {
  if (stamp_count >= program.stamps_target) return std::nullopt;
  return Refusal{.code = RefusalCode::not_enough_stamps, .missing = program.stamps_target - stamp_count};
}

std::int64_t compute_stamps_remaining_today(const Program& program, std::int64_t stamps_today) {
  return std::max<std::int64_t>(program.max_daily_stamps - stamps_today, 0);
}

std::optional<Instant> compute_next_stamp_at(const Program& program, std::optional<Instant> last_stamp_at,
                                             std::int64_t stamps_today, Instant day_ends, Instant now) {
  const std::optional<Instant> cooldown_end = compute_cooldown_end(program, last_stamp_at, now);
  if (compute_stamps_remaining_today(program, stamps_today) > 0) return cooldown_end;
  return std::max(day_ends, cooldown_end.value_or(day_ends));
}

}  // namespace loyalty
