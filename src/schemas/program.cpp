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

PointsRewardLook to_look(const PointsReward& reward) {
  return {.id = reward.id,
          .name = reward.name,
          .points = reward.points,
          .description = reward.description,
          .is_active = reward.is_active};
}

ProgramFace to_face(const Program& program) {
  return {.loyalty_type = program.loyalty_type,
          .card_name = program.card_name,
          .card_color = program.card_color,
          .logo_url = program.logo_url,
          .stamp_icon = program.stamp_icon,
          .headline = program.headline,
          .stamps_target = program.stamps_target,
          .stamps_reward_description = program.stamps_reward_description,
          .points_per_euro = {program.points_per_euro_thousandths},
          .minimum_purchase_cents = program.minimum_purchase_cents,
          .welcome_bonus_stamps = program.welcome_bonus_stamps,
          .welcome_bonus_points = program.welcome_bonus_points,
          .points_expire_after_days = program.points_expire_after_days,
          .terms_text = program.terms_text,
          .terms_version = program.terms_version,
          .is_active = program.is_active};
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
  if (fields.points_per_euro.is_given()) {
    program.points_per_euro_thousandths = fields.points_per_euro.value.value_or(Thousandths{}).value;
  }
  if (fields.points_rewards.is_given()) {
    program.points_rewards =
        to_rewards(fields.points_rewards.value.value_or(std::vector<PointsRewardInput>{}));
  }
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

ProgramLook to_look(const Program& program) {
  ProgramLook look{.face = to_face(program)};
  for (const auto& reward : program.points_rewards) {
    if (reward.is_active) look.points_rewards.push_back(to_look(reward));
  }
  return look;
}

ProgramAnswer to_answer(const Program& program) {
  std::vector<PointsRewardAnswer> rewards;
  for (const auto& reward : program.points_rewards) {
    rewards.push_back({.look = to_look(reward), .cost_cents = reward.cost_cents});
  }
  return {.id = program.id,
          .face = to_face(program),
          .points_rewards = std::move(rewards),
          .stamps_reward_cost_cents = program.stamps_reward_cost_cents,
          .allow_negative_points = program.allow_negative_points,
          .cooldown_minutes = program.cooldown_minutes,
          .max_daily_stamps = program.max_daily_stamps,
          .require_staff_pin = program.require_staff_pin,
          .business_day_starts_at = program.business_day_starts_at,
          .google_issuer_id = program.google_issuer_id,
          .apple_pass_type_id = program.apple_pass_type_id,
          .version = program.version,
          .created_at = program.created_at,
          .updated_at = program.updated_at};
}

ChangedProgramAnswer to_answer(const Program& before, const Program& after, Language language) {
  ChangedProgramAnswer answer{.program = to_answer(after)};
  if (before.points_expire_after_days != after.points_expire_after_days) {
    constexpr std::string_view code = "expiry_touches_new_points_only";
    answer.notices.push_back({.code = code, .message = message(language, "notice." + std::string(code))});
  }
  return answer;
}

}  // namespace loyalty
