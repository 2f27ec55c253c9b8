#include "schemas/program.hpp"

namespace loyalty {
namespace {

std::vector<PointsReward> to_rewards(const std::vector<PointsRewardInput>& inputs) {
  std::vector<PointsReward> rewards;
  rewards.reserve(inputs.size());
  for (const PointsRewardInput& input : inputs) {
    rewards.push_back({.id = input.id.value_or(RewardId{0}),
                       .name = input.name,
                       .points = input.points,
                       .description = input.description,
                       .cost_cents = input.cost_cents,
                       .is_active = input.is_active});
  }
  return rewards;
}

}  // namespace

void apply(const ProgramFields& fields, Program& program) {
  fields.loyalty_type.apply_to(program.loyalty_type);
  fields.card_name.apply_to(program.card_name);
  fields.card_color.apply_to(program.card_color);
  fields.logo_url.apply_to(program.logo_url);
  fields.stamp_icon.apply_to(program.stamp_icon);
  fields.headline.apply_to(program.headline);
  fields.stamps_target.apply_to(program.stamps_target);
  fields.stamps_reward_description.apply_to(program.stamps_reward_description);
  fields.stamps_reward_cost_cents.apply_to(program.stamps_reward_cost_cents);
  fields.points_per_euro.apply_to(program.points_per_euro);
  if (fields.points_rewards.is_null) program.points_rewards.clear();
  if (fields.points_rewards.value) program.points_rewards = to_rewards(*fields.points_rewards.value);
  fields.minimum_purchase_cents.apply_to(program.minimum_purchase_cents);
  fields.welcome_bonus_stamps.apply_to(program.welcome_bonus_stamps);
  fields.welcome_bonus_points.apply_to(program.welcome_bonus_points);
  fields.points_expire_after_days.apply_to(program.points_expire_after_days);
  fields.allow_negative_points.apply_to(program.allow_negative_points);
  fields.cooldown_minutes.apply_to(program.cooldown_minutes);
  fields.max_daily_stamps.apply_to(program.max_daily_stamps);
  fields.require_staff_pin.apply_to(program.require_staff_pin);
  fields.business_day_starts_at.apply_to(program.business_day_starts_at);
  fields.google_issuer_id.apply_to(program.google_issuer_id);
  fields.apple_pass_type_id.apply_to(program.apple_pass_type_id);
  fields.terms_text.apply_to(program.terms_text);
  fields.is_active.apply_to(program.is_active);
}

std::vector<PointsRewardLook> list_active_rewards(const Program& program) {
  std::vector<PointsRewardLook> rewards;
  for (const auto& reward : program.points_rewards) {
    if (reward.is_active) rewards.push_back({reward});
  }
  return rewards;
}

ChangedProgramAnswer to_changed_answer(const Program& before, const Program& after, Language language) {
  ChangedProgramAnswer answer{.program = {after}};
  if (before.points_expire_after_days != after.points_expire_after_days) {
    constexpr std::string_view code = "expiry_touches_new_points_only";
    answer.notices.push_back({.code = code, .message = message(language, "notice." + std::string(code))});
  }
  return answer;
}

}  // namespace loyalty
