#include "rules/voiding.hpp"

namespace loyalty {
namespace {

constexpr std::chrono::minutes staff_time{10};
constexpr std::chrono::days manager_time{90};

}  // namespace

std::optional<TransactionType> find_void_type(TransactionType type) {
  using enum TransactionType;
  switch (type) {
    case stamp_earned:
      return stamp_earned_voided;
    case stamp_redeemed:
      return stamp_redeemed_voided;
    case points_earned:
      return points_earned_voided;
    case points_redeemed:
      return points_redeemed_voided;
    case points_adjusted:
      return points_adjusted_voided;
    case points_expired:
    case welcome_bonus:
    case stamp_earned_voided:
    case stamp_redeemed_voided:
    case points_earned_voided:
    case points_redeemed_voided:
    case points_adjusted_voided:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Refusal> decide_void(const LoyaltyTransaction& reversed, const VoidingState& state,
                                   Instant now) {
  const Refusal not_voidable{.code = RefusalCode::not_voidable};
  if (state.is_voided) return Refusal{.code = RefusalCode::already_voided};
  if (!find_void_type(reversed.type)) return not_voidable;
  const auto age = now - reversed.created_at;
  if (state.role == Role::staff) {
    if (!state.is_own || !state.is_last || age > staff_time) return not_voidable;
  } else if (age > manager_time) {
    return not_voidable;
  }
  if (state.stamp_count - reversed.stamps_delta < 0) return not_voidable;
  return std::nullopt;
}

}  // namespace loyalty
