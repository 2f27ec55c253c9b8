#include "rules/accrual.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t cents_per_euro = 100;
constexpr std::int64_t thousandths_per_point = 1000;

}  // namespace

std::int64_t compute_points(const Program& program, std::int64_t purchase_amount_cents) {
  return purchase_amount_cents * program.points_per_euro.value / (cents_per_euro * thousandths_per_point);
}

std::optional<Instant> compute_points_expiry(const Program& program, const BusinessDay& day,
                                             const Zone& zone) {
  if (!program.points_expire_after_days) return std::nullopt;
  const auto last = day.date + std::chrono::days{*program.points_expire_after_days};
  return zone.instant_at(last + std::chrono::days{1}, program.business_day_starts_at);
}

std::optional<Refusal> decide_purchase(const Program& program, std::int64_t purchase_amount_cents) {
  if (purchase_amount_cents >= program.minimum_purchase_cents) return std::nullopt;
  return Refusal{.code = RefusalCode::purchase_below_minimum, .limit = program.minimum_purchase_cents};
}

std::optional<Refusal> decide_points_change(const Program& program, std::int64_t points_balance,
                                            std::int64_t delta) {
  const auto after = points_balance + delta;
  if (delta < 0 && after < 0 && !program.allow_negative_points) {
    return Refusal{.code = RefusalCode::not_enough_points, .missing = -after};
  }
  if (after > points_balance_max || after < -points_balance_max) {
    return Refusal{.code = RefusalCode::points_limit_reached, .limit = points_balance_max};
  }
  return std::nullopt;
}

std::optional<Refusal> decide_redeem_points(std::int64_t points_balance, std::int64_t cost) {
  if (points_balance >= cost) return std::nullopt;
  return Refusal{.code = RefusalCode::not_enough_points, .missing = cost - points_balance};
}

}  // namespace loyalty
