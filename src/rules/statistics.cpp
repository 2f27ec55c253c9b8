#include "rules/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace loyalty {
namespace {

constexpr std::array<std::int64_t, 5> expiry_step_days{30, 60, 90, 180, 365};

// ceil(amount x cost / units), the largest number where it is more. None is owed for less than nothing.
std::int64_t compute_cost(std::int64_t amount, std::int64_t cost, std::int64_t units) {
  if (amount <= 0) return 0;
  std::int64_t whole = 0;
  if (__builtin_mul_overflow(amount / units, cost, &whole)) return INT64_MAX;
  const std::int64_t rest = (amount % units * cost + units - 1) / units;
  return whole > INT64_MAX - rest ? INT64_MAX : whole + rest;
}

}  // namespace

Figures compute_figures(TransactionType type, std::int64_t stamps_delta, std::int64_t points_delta) {
  switch (type) {
    case TransactionType::stamp_earned:
    case TransactionType::points_earned:
    case TransactionType::welcome_bonus:
    case TransactionType::stamp_earned_voided:
    case TransactionType::points_earned_voided:
      return {.stamps_issued = stamps_delta, .points_issued = points_delta};
    case TransactionType::stamp_redeemed:
    case TransactionType::points_redeemed:
      return {.stamps_redeemed = -stamps_delta, .rewards_redeemed = 1, .points_redeemed = -points_delta};
    case TransactionType::stamp_redeemed_voided:
    case TransactionType::points_redeemed_voided:
      return {.stamps_redeemed = -stamps_delta, .rewards_redeemed = -1, .points_redeemed = -points_delta};
    case TransactionType::points_expired:
      return {.points_expired = -points_delta};
    case TransactionType::points_adjusted:
    case TransactionType::points_adjusted_voided:
      return {.points_adjusted = points_delta};
  }
  return {};
}

bool is_visit(TransactionType type) {
  return type == TransactionType::stamp_earned || type == TransactionType::stamp_redeemed ||
         type == TransactionType::points_earned || type == TransactionType::points_redeemed;
}

std::int64_t compute_redemption_rate(const Program& program, const Figures& figures) {
  const auto issued = program.has_points() ? figures.points_issued : figures.stamps_issued;
  const auto redeemed = program.has_points() ? figures.points_redeemed : figures.stamps_redeemed;
  if (issued <= 0 || redeemed <= 0) return 0;
  return std::llround(1000.0 * static_cast<double>(redeemed) / static_cast<double>(issued));
}

std::vector<ExpiryStep> compute_expiry_steps(const PointsByExpiry& points, const BusinessCalendar& calendar,
                                             Date today) {
  std::vector<ExpiryStep> steps;
  auto next = points.begin();
  std::int64_t after_days = 0;
  const auto add_step = [&](std::optional<std::int64_t> until_days, Instant end) {
    ExpiryStep step{.after_days = after_days, .until_days = until_days};
    for (; next != points.end() && next->first < end; ++next) step.points += next->second;
    steps.push_back(step);
    after_days = until_days.value_or(after_days);
  };
  for (const auto days : expiry_step_days) {
    // Points of the last day end with it, where the next one begins.
    const auto last_day_ends = calendar.begin_of(today + std::chrono::days{days + 1});
    add_step(days, last_day_ends + std::chrono::milliseconds{1});
  }
  add_step(std::nullopt, beyond_all_expiries);
  return steps;
}

std::optional<std::int64_t> compute_points_liability(const Program& program, std::int64_t points) {
  std::optional<std::int64_t> most;
  for (const auto& reward : program.points_rewards) {
    if (!reward.is_active || !reward.cost_cents) continue;
    most = std::max(most.value_or(0), compute_cost(points, *reward.cost_cents, reward.points));
  }
  return most;
}

std::optional<std::int64_t> compute_stamps_liability(const Program& program, std::int64_t stamps) {
  if (!program.has_stamps() || !program.stamps_reward_cost_cents) return std::nullopt;
  return compute_cost(stamps, *program.stamps_reward_cost_cents, program.stamps_target);
}

}  // namespace loyalty
