// The counter's operations on points: earn, redeem and adjust.
#pragma once

#include <cstdint>
#include <string>

#include "services/counter.hpp"

namespace loyalty {

struct EarnPoints : CounterCommand {
  TransactionId stamp_transaction_id{};  // smaller than transaction_id; used when stamps are given too
  std::int64_t purchase_amount_cents = 0;
  std::string purchase_reference = {};  // empty: none
  std::int64_t stamps = 0;
};
// The counter's refusals, those of the stamps among them, then purchase_below_minimum, points_limit_reached,
// purchase_already_recorded. A purchase too small for a point is recorded all the same.
// With stamps the outcome's `linked` is the stamps' row, given together with the points or not at all.
Outcome<CounterOutcome> earn_points(storage::Transaction& tx, const EarnPoints& command);

struct RedeemPoints : CounterCommand {
  RewardId reward_id{};
};
// The counter's refusals, then reward_not_found (also when it is switched off), not_enough_points.
Outcome<CounterOutcome> redeem_points(storage::Transaction& tx, const RedeemPoints& command);

struct AdjustPoints : CounterCommand {
  std::int64_t points_delta = 0;  // not 0; the reason stands in the notes
};
// For managers, whose sign-in authorises it: no PIN is asked for. card_not_found, card_inactive,
// program_inactive, wrong_program_type, not_enough_points, points_limit_reached.
Outcome<CounterOutcome> adjust_points(storage::Transaction& tx, const AdjustPoints& command);

}  // namespace loyalty
