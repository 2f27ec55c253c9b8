// What a row of the history counts for, and the figures that follow from sums.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "models/program.hpp"
#include "models/statistics.hpp"
#include "models/transaction.hpp"
#include "rules/business_day.hpp"

namespace loyalty {

Figures compute_figures(TransactionType type, std::int64_t stamps_delta, std::int64_t points_delta);

// Whether the card was used by its holder: something earned or redeemed, also if it was taken back later.
bool is_visit(TransactionType type);

// What was redeemed of what was issued, in thousandths: of points where the program has them, else of stamps.
// 0 when nothing was issued.
std::int64_t compute_redemption_rate(const Program& program, const Figures& figures);

// Points by the first instant without them.
using PointsByExpiry = std::map<Instant, std::int64_t>;
// Where points never expire.
constexpr Instant beyond_all_expiries = from_milliseconds(INT64_MAX);

// Steps up to 30, 60, 90, 180 and 365 days, and what is later. Days are the shop's; points that can be used
// until the end of today are in the first step.
std::vector<ExpiryStep> compute_expiry_steps(const PointsByExpiry& points, const BusinessCalendar& calendar,
                                             Date today);

// What the points cost the shop if all went into the active reward that costs most a point; rounded up. None
// when no active reward has a cost.
std::optional<std::int64_t> compute_points_liability(const Program& program, std::int64_t points);
// The same for stamps, also those of cards that are not full yet. None without a cost.
std::optional<std::int64_t> compute_stamps_liability(const Program& program, std::int64_t stamps);

}  // namespace loyalty
