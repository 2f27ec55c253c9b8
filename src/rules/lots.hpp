// Which lots points are taken from, and which they go back to.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/lot.hpp"

namespace loyalty {

struct LotChange {
  TransactionId lot_id{};
  std::int64_t points = 0;

  bool operator==(const LotChange&) const = default;
};

// Takes `points` from the lots in the order in which they stand. Less than asked for when they hold less.
std::vector<LotChange> choose_lots(std::span<const Lot> in_order, std::int64_t points);

// What goes back to the lots that a transaction took from, when `debt` points are settled out of it first.
// The points that are owed are kept back from the lots that stand first.
std::vector<LotChange> choose_refills(std::span<const Allocation> taken, std::int64_t debt);

}  // namespace loyalty
