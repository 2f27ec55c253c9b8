// Points that were given together and expire together.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "base/thousandths.hpp"
#include "models/ids.hpp"

namespace loyalty {

struct Lot {
  CompanyId company_id{};
  CardId card_id{};
  TransactionId id{};  // of the transaction that gave the points
  std::int64_t points_earned = 0;
  std::int64_t points_remaining = 0;
  Instant earned_at{};
  std::optional<Instant> expires_at;  // the first instant without them; none: never
  Thousandths points_per_euro;        // the rule they were earned under; 0: without a purchase
  std::optional<std::int64_t> expire_after_days;

  bool operator==(const Lot&) const = default;
};

// What a transaction put into a lot (positive) or took from it (negative) after the lot was made.
struct Allocation {
  TransactionId transaction_id{};
  TransactionId lot_id{};
  std::int64_t points = 0;

  bool operator==(const Allocation&) const = default;
};

}  // namespace loyalty
