// A loyalty program: what is given, for what, and within which limits. Its members, their cards and its
// rewards are the program's; a vendor is where something happens.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/thousandths.hpp"
#include "models/bounds.hpp"
#include "models/ids.hpp"
#include "models/names.hpp"

namespace loyalty {

enum class LoyaltyType { stamps, points, hybrid };

template <>
struct Names<LoyaltyType> {
  static constexpr std::array<std::pair<LoyaltyType, std::string_view>, 3> table{
      {{LoyaltyType::stamps, "stamps"}, {LoyaltyType::points, "points"}, {LoyaltyType::hybrid, "hybrid"}}};
};

// An entry of `points_rewards`.
struct PointsReward {
  RewardId id{};
  std::string name;
  std::int64_t points = 0;
  std::string description;
  std::optional<std::int64_t> cost_cents = {};  // what it costs the shop; none: not known
  bool is_active = true;

  bool operator==(const PointsReward&) const = default;
};

struct Program {
  CompanyId company_id{};
  ProgramId id{};
  VendorId home_vendor_id{};  // gives it currency, time zone and language
  LoyaltyType loyalty_type = LoyaltyType::stamps;
  std::string card_name;
  std::string card_color = "#0d5257";  // "#rrggbb", lower case
  std::string logo_url;                // empty: none
  std::string stamp_icon = "coffee";
  std::string headline;
  std::int64_t stamps_target = 0;  // 0 when the program has no stamps
  std::string stamps_reward_description;
  std::optional<std::int64_t> stamps_reward_cost_cents;  // what it costs the shop; none: not known
  Thousandths points_per_euro;                           // 0 when the program has no points
  std::vector<PointsReward> points_rewards;              // empty unless asked for
  std::int64_t minimum_purchase_cents = 0;
  std::int64_t welcome_bonus_stamps = 0;
  std::int64_t welcome_bonus_points = 0;
  std::optional<std::int64_t> points_expire_after_days;  // none: never
  bool allow_negative_points = true;
  std::int64_t cooldown_minutes = 15;
  std::int64_t max_daily_stamps = 5;
  bool require_staff_pin = true;
  std::chrono::minutes business_day_starts_at{0};  // after local midnight, 0 to 23:59
  std::string google_issuer_id;
  std::string apple_pass_type_id;
  std::string terms_text;
  std::int64_t terms_version = 1;  // rises when terms_text changes; consent names it
  bool is_active = true;
  std::int64_t version = 1;  // rises with every change
  Instant created_at{};
  Instant updated_at{};

  bool has_stamps() const { return loyalty_type != LoyaltyType::points; }
  bool has_points() const { return loyalty_type != LoyaltyType::stamps; }
  // What a card with so many stamps can be handed out at once.
  std::int64_t rewards_available(std::int64_t stamp_count) const {
    return has_stamps() && stamps_target > 0 && stamp_count > 0 ? stamp_count / stamps_target : 0;
  }

  // Of what a program has; what it does not need may be none all the same.
  static constexpr Bounds stamps_target_bounds{2, 100};
  static constexpr Bounds points_per_euro_bounds{1, 10'000'000};  // thousandths
  static constexpr Bounds points_rewards_bounds{0, 50};
  static constexpr Bounds welcome_bonus_stamps_bounds{0, 100};

  bool operator==(const Program&) const = default;
};

// What a vendor may do for the program that it runs.
struct ProgramVendor {
  CompanyId company_id{};
  VendorId vendor_id{};
  ProgramId program_id{};
  bool may_enrol = true;
  bool may_earn = true;
  bool may_redeem = true;
  Instant joined_at{};

  bool operator==(const ProgramVendor&) const = default;
};

// A program in the platform's list, without its rewards and terms.
struct ProgramSummary {
  Program program;
  std::string vendor_code;
  std::string vendor_name;
  std::string company_name;
  std::int64_t cards_total = 0;
  std::int64_t cards_active = 0;
};

}  // namespace loyalty
