// A vendor's program: shapes of /vendor/loyalty/program, and the look that customers see.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "models/program.hpp"
#include "schemas/checks.hpp"
#include "schemas/shape.hpp"
#include "texts/messages.hpp"

namespace loyalty {

constexpr std::array<std::string_view, 16> stamp_icons{
    "coffee", "bread", "ice-cream", "scissors", "flower", "paw",    "book",    "star",
    "heart",  "leaf",  "bike",      "pizza",    "cookie", "bottle", "plant-2", "shirt"};

// Null: not known.
constexpr Rule reward_cost() {
  return range(0, 100'000'000).described("What the reward costs the shop. Customers do not see it.");
}

struct PointsRewardInput {
  static constexpr std::string_view schema_name = "PointsRewardInput";
  std::optional<RewardId> id = {};  // absent: a new reward
  std::string name = {};
  std::int64_t points = 0;
  std::string description = {};
  std::optional<std::int64_t> cost_cents = {};
  bool is_active = true;
};
template <class Fields>
void describe_fields(Fields& f, PointsRewardInput& r) {
  f("id", r.id);
  f("name", r.name, name_text());
  f("points", r.points, range(1, 10'000'000));
  f("description", r.description, text(0, 500).multiline().or_default());
  f("cost_cents", r.cost_cents, reward_cost());
  f("is_active", r.is_active, Rule{}.or_default());
}

// Everything that a request may say about a program. Which fields a type needs is the program's rule, not its
// form.
struct ProgramFields {
  Patch<LoyaltyType> loyalty_type = {};
  Patch<std::string> card_name = {};
  Patch<std::string> card_color = {};
  Patch<std::string> logo_url = {};
  Patch<std::string> stamp_icon = {};
  Patch<std::string> headline = {};
  Patch<std::int64_t> stamps_target = {};
  Patch<std::string> stamps_reward_description = {};
  Patch<std::int64_t> stamps_reward_cost_cents = {};
  Patch<Thousandths> points_per_euro = {};
  Patch<std::vector<PointsRewardInput>> points_rewards = {};
  Patch<std::int64_t> minimum_purchase_cents = {};
  Patch<std::int64_t> welcome_bonus_stamps = {};
  Patch<std::int64_t> welcome_bonus_points = {};
  Patch<std::int64_t> points_expire_after_days = {};
  Patch<bool> allow_negative_points = {};
  Patch<std::int64_t> cooldown_minutes = {};
  Patch<std::int64_t> max_daily_stamps = {};
  Patch<bool> require_staff_pin = {};
  Patch<std::chrono::minutes> business_day_starts_at = {};
  Patch<std::string> google_issuer_id = {};
  Patch<std::string> apple_pass_type_id = {};
  Patch<std::string> terms_text = {};
  Patch<bool> is_active = {};
};

struct ProgramCreate : ProgramFields {
  static constexpr std::string_view schema_name = "ProgramCreate";
};
struct ProgramPatch : ProgramFields {
  static constexpr std::string_view schema_name = "ProgramPatch";
};

template <class Fields>
void describe_program(Fields& f, ProgramFields& r, bool is_new) {
  const auto needed = [is_new](const Rule& rule) { return is_new ? rule.required() : rule; };
  f("loyalty_type", r.loyalty_type, needed({}));
  f("card_name", r.card_name, needed(name_text()));
  f("card_color", r.card_color,
    text(1, 7).checked(check_color, "invalid_color").matching("^#[0-9A-Fa-f]{6}$"));
  f("logo_url", r.logo_url,
    text(0, 2000).checked(check_https_url, "invalid_url").formatted("uri").nullable());
  f("stamp_icon", r.stamp_icon, one_of(stamp_icons));
  f("headline", r.headline, text(0, 120).nullable());
  f("stamps_target", r.stamps_target, range(Program::stamps_target_bounds).nullable());
  f("stamps_reward_description", r.stamps_reward_description, text(0, 200).nullable());
  f("stamps_reward_cost_cents", r.stamps_reward_cost_cents, reward_cost().nullable());
  f("points_per_euro", r.points_per_euro, range(Program::points_per_euro_bounds).nullable());
  f("points_rewards", r.points_rewards, range(Program::points_rewards_bounds).nullable());
  f("minimum_purchase_cents", r.minimum_purchase_cents, range(0, 100'000'000).nullable());
  f("welcome_bonus_stamps", r.welcome_bonus_stamps, range(Program::welcome_bonus_stamps_bounds).nullable());
  f("welcome_bonus_points", r.welcome_bonus_points, range(0, 10'000'000).nullable());
  f("points_expire_after_days", r.points_expire_after_days, range(1, 36'500).nullable());
  f("allow_negative_points", r.allow_negative_points);
  f("cooldown_minutes", r.cooldown_minutes, range(0, 1440));
  f("max_daily_stamps", r.max_daily_stamps, range(1, 1000));
  f("require_staff_pin", r.require_staff_pin);
  f("business_day_starts_at", r.business_day_starts_at);
  f("google_issuer_id", r.google_issuer_id,
    text(0, 30).checked(check_google_issuer_id, "invalid_google_issuer_id").nullable());
  f("apple_pass_type_id", r.apple_pass_type_id,
    text(0, 200).checked(check_apple_pass_type_id, "invalid_apple_pass_type_id").nullable());
  f("terms_text", r.terms_text, text(0, 20'000).multiline().nullable());
  f("is_active", r.is_active);
}
template <class Fields>
void describe_fields(Fields& f, ProgramCreate& r) {
  describe_program(f, r, true);
}
template <class Fields>
void describe_fields(Fields& f, ProgramPatch& r) {
  describe_program(f, r, false);
}

// Sets what the request names. New rewards have the id 0: making ids is the service's part. Versions and
// times too.
void apply(const ProgramFields& fields, Program& program);

// A reward as everybody may see it.
struct PointsRewardLook {
  static constexpr std::string_view schema_name = "PointsRewardLook";
  const PointsReward& reward = blank<PointsReward>();
};
template <class Fields>
void describe_fields(Fields& f, const PointsRewardLook& a) {
  f("id", a.reward.id);
  f("name", a.reward.name);
  f("points", a.reward.points);
  f("description", a.reward.description, Rule{}.null_when_empty());
  f("is_active", a.reward.is_active);
}

// And as the shop sees it.
struct PointsRewardAnswer {
  static constexpr std::string_view schema_name = "PointsReward";
  const PointsReward& reward = blank<PointsReward>();
};
template <class Fields>
void describe_fields(Fields& f, const PointsRewardAnswer& a) {
  describe_fields(f, PointsRewardLook{a.reward});
  f("cost_cents", a.reward.cost_cents);
}

// What everybody may see of a program, but for its rewards.
template <class Fields>
void describe_face(Fields& f, const Program& p) {
  f("loyalty_type", p.loyalty_type);
  f("card_name", p.card_name);
  f("card_color", p.card_color);
  f("logo_url", p.logo_url, Rule{}.null_when_empty());
  f("stamp_icon", p.stamp_icon);
  f("headline", p.headline, Rule{}.null_when_empty());
  f("stamps_target", p.stamps_target, Rule{}.null_when_empty());
  f("stamps_reward_description", p.stamps_reward_description, Rule{}.null_when_empty());
  f("points_per_euro", p.points_per_euro, Rule{}.null_when_empty());
  f("minimum_purchase_cents", p.minimum_purchase_cents);
  f("welcome_bonus_stamps", p.welcome_bonus_stamps);
  f("welcome_bonus_points", p.welcome_bonus_points);
  f("points_expire_after_days", p.points_expire_after_days);
  f("terms_text", p.terms_text, Rule{}.null_when_empty());
  f("terms_version", p.terms_version);
  f("is_active", p.is_active);
}

// What customers see. Rewards that are switched off are left out.
struct ProgramLook {
  static constexpr std::string_view schema_name = "ProgramLook";
  const Program& program = blank<Program>();
};
std::vector<PointsRewardLook> list_active_rewards(const Program& program);
template <class Fields>
void describe_fields(Fields& f, const ProgramLook& a) {
  describe_face(f, a.program);
  f("points_rewards", list_active_rewards(a.program));
}

struct ProgramAnswer {
  static constexpr std::string_view schema_name = "Program";
  const Program& program = blank<Program>();
};
template <class Fields>
void describe_fields(Fields& f, const ProgramAnswer& a) {
  const auto& p = a.program;
  f("id", p.id);
  describe_face(f, p);
  f("points_rewards", views_of<PointsRewardAnswer>(p.points_rewards));
  f("stamps_reward_cost_cents", p.stamps_reward_cost_cents);
  f("allow_negative_points", p.allow_negative_points);
  f("cooldown_minutes", p.cooldown_minutes);
  f("max_daily_stamps", p.max_daily_stamps);
  f("require_staff_pin", p.require_staff_pin);
  f("business_day_starts_at", p.business_day_starts_at);
  f("google_issuer_id", p.google_issuer_id, Rule{}.null_when_empty());
  f("apple_pass_type_id", p.apple_pass_type_id, Rule{}.null_when_empty());
  f("version", p.version);
  f("created_at", p.created_at);
  f("updated_at", p.updated_at);
}

// What somebody who changed something should know about it.
struct Notice {
  static constexpr std::string_view schema_name = "Notice";
  std::string_view code = {};  // the catalogue's "notice.<code>"
  std::string message = {};
};
template <class Fields>
void describe_fields(Fields& f, const Notice& a) {
  f("code", a.code);
  f("message", a.message);
}

struct ChangedProgramAnswer {
  static constexpr std::string_view schema_name = "ChangedProgram";
  ProgramAnswer program = {};  // its fields stand at the top
  std::vector<Notice> notices = {};
};
template <class Fields>
void describe_fields(Fields& f, const ChangedProgramAnswer& a) {
  describe_fields(f, a.program);
  f("notices", a.notices,
    Rule{}.described("What to know about the change; empty when it does at once what it says. "
                     "expiry_touches_new_points_only: points that were given before keep their dates."));
}
ChangedProgramAnswer to_changed_answer(const Program& before, const Program& after, Language language);

// One row of the platform's list of programs.
struct ProgramSummaryAnswer {
  static constexpr std::string_view schema_name = "ProgramSummary";
  const ProgramSummary& summary = blank<ProgramSummary>();
};
template <class Fields>
void describe_fields(Fields& f, const ProgramSummaryAnswer& a) {
  const auto& program = a.summary.program;
  f("id", program.id);
  f("company_id", program.company_id);
  f("company_name", a.summary.company_name);
  f("vendor_id", program.home_vendor_id);
  f("vendor_code", a.summary.vendor_code);
  f("vendor_name", a.summary.vendor_name);
  f("loyalty_type", program.loyalty_type);
  f("card_name", program.card_name);
  f("card_color", program.card_color);
  f("is_active", program.is_active);
  f("cards_total", a.summary.cards_total);
  f("cards_active", a.summary.cards_active);
  f("created_at", program.created_at);
}

}  // namespace loyalty
