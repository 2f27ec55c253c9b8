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
                       .is_active = input.is_active});
  }
  return rewards;
}

std::vector<PointsRewardAnswer> list_rewards(const Program& program, bool with_inactive) {
  std::vector<PointsRewardAnswer> answers;
  answers.reserve(program.points_rewards.size());
  for (const PointsReward& reward : program.points_rewards) {
    if (!reward.is_active && !with_inactive) continue;
    answers.push_back({.id = reward.id,
                       .name = reward.name,
                       .points = reward.points,
                       .description = reward.description,
                       .is_active = reward.is_active});
  }
  return answers;
}

ProgramLook make_look(const Program& program, bool with_inactive_rewards) {
  return {.loyalty_type = program.loyalty_type,
          .card_name = program.card_name,
          .card_color = program.card_color,
          .logo_url = program.logo_url,
          .stamp_icon = program.stamp_icon,
          .headline = program.headline,
          .stamps_target = program.stamps_target,
          .stamps_reward_description = program.stamps_reward_description,
          .points_per_euro = {program.points_per_euro_thousandths},
          .points_rewards = list_rewards(program, with_inactive_rewards),
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

ProgramLook to_look(const Program& program) { return make_look(program, false); }

ProgramAnswer to_answer(const Program& program) {
  return {.id = program.id,
          .look = make_look(program, true),
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

}  // namespace loyalty
