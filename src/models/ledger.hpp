// A card with everything that explains its balances, and what is said when that does not add up.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/card.hpp"
#include "models/lot.hpp"
#include "models/transaction.hpp"

namespace loyalty {

// A row as the ledger sees it, without the texts that only people read.
struct LedgerRow {
  LoyaltyTransaction transaction;
  std::optional<TransactionId>
      recorded_purchase_id;  // which row the vendor's receipts give for its reference
};

struct CardLedger {
  CardId card_id{};
  std::optional<Card> card;             // without its texts; none: rows or lots of a card that is not there
  std::vector<LedgerRow> rows;          // by id
  std::vector<Lot> lots;                // by id
  std::vector<Allocation> allocations;  // by transaction
};

enum class LedgerFault {
  card_missing,
  stamp_count,
  total_stamps_earned,
  stamps_redeemed,
  points_balance,
  points_in_lots,
  total_points_earned,
  points_redeemed,
  total_spent_cents,
  next_expiry_at,
  last_stamp_at,
  last_points_at,
  balances_after,
  row_order,
  negative_stamps,
  reversed_row,
  reversed_stamps,
  reversed_points,
  reversed_purchase,
  linked_row,
  points_moved,
  purchase_reference,
  lot_row,
  lot_earned,
  lot_remaining,
  lot_overdrawn,
  lot_expiry,
  allocation_row,
  allocation_lot,
};

template <>
struct Names<LedgerFault> {
  using enum LedgerFault;
  static constexpr std::array<std::pair<LedgerFault, std::string_view>, 29> table{{
      {card_missing, "card_missing"},
      {stamp_count, "stamp_count"},
      {total_stamps_earned, "total_stamps_earned"},
      {stamps_redeemed, "stamps_redeemed"},
      {points_balance, "points_balance"},
      {points_in_lots, "points_in_lots"},
      {total_points_earned, "total_points_earned"},
      {points_redeemed, "points_redeemed"},
      {total_spent_cents, "total_spent_cents"},
      {next_expiry_at, "next_expiry_at"},
      {last_stamp_at, "last_stamp_at"},
      {last_points_at, "last_points_at"},
      {balances_after, "balances_after"},
      {row_order, "row_order"},
      {negative_stamps, "negative_stamps"},
      {reversed_row, "reversed_row"},
      {reversed_stamps, "reversed_stamps"},
      {reversed_points, "reversed_points"},
      {reversed_purchase, "reversed_purchase"},
      {linked_row, "linked_row"},
      {points_moved, "points_moved"},
      {purchase_reference, "purchase_reference"},
      {lot_row, "lot_row"},
      {lot_earned, "lot_earned"},
      {lot_remaining, "lot_remaining"},
      {lot_overdrawn, "lot_overdrawn"},
      {lot_expiry, "lot_expiry"},
      {allocation_row, "allocation_row"},
      {allocation_lot, "allocation_lot"},
  }};
};

// One thing that is not what the rest says it must be.
struct LedgerDifference {
  LedgerFault fault{};
  CompanyId company_id{};
  CardId card_id{};
  std::optional<TransactionId> id;       // of the row or the lot; none: the card itself
  std::optional<std::int64_t> expected;  // times in milliseconds; none: nothing
  std::optional<std::int64_t> found;

  bool operator==(const LedgerDifference&) const = default;
};

// Ids are made before a write begins, so rows that were written at the same time may stand in another order
// than they were written in. `strict`: nothing was, and the rows must add up as they stand.
enum class RowOrder { any, strict };

}  // namespace loyalty
