// How many points a purchase earns, until when they last, and when it earns none.
#pragma once

#include <cstdint>
#include <optional>

#include "base/zone.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "rules/business_day.hpp"

namespace loyalty {

// No card holds more: a sum of two such numbers is far from overflow.
constexpr std::int64_t points_balance_max = 1'000'000'000'000;

// floor(cents x points_per_euro / 100), exact. cents: 0 to 100,000,000.
std::int64_t compute_points(const Program& program, std::int64_t purchase_amount_cents);

// The first instant without points that are given on `day`: the end of the business day that is
// points_expire_after_days later; none when they never expire. Whole days of the calendar are counted, so a
// month's end, a leap day or a change of clocks makes no difference.
std::optional<Instant> compute_points_expiry(const Program& program, const BusinessDay& day,
                                             const Zone& zone);

// Refuses with purchase_below_minimum.
std::optional<Refusal> decide_purchase(const Program& program, std::int64_t purchase_amount_cents);

// Refuses with not_enough_points when `delta` would leave less than none and the program does not allow that,
// then with points_limit_reached.
std::optional<Refusal> decide_points_change(const Program& program, std::int64_t points_balance,
                                            std::int64_t delta);

// Refuses with not_enough_points.
std::optional<Refusal> decide_redeem_points(std::int64_t points_balance, std::int64_t cost);

}  // namespace loyalty
