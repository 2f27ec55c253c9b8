#include "rules/ledger.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "rules/voiding.hpp"

namespace loyalty {
namespace {

using enum LedgerFault;

std::optional<std::int64_t> value_of(std::int64_t number) { return number; }
template <class Id>
std::optional<std::int64_t> value_of(const std::optional<Id>& id) {
  return id ? std::optional(static_cast<std::int64_t>(*id)) : std::nullopt;
}
std::optional<std::int64_t> value_of(const std::optional<Instant>& instant) {
  return instant ? std::optional(to_milliseconds(*instant)) : std::nullopt;
}

// What the rows say of the card: its balances, and the totals that only some kinds of rows change.
Card replay(const std::vector<LedgerRow>& rows) {
  Card card;
  for (const auto& [row, purchase] : rows) {
    card.stamp_count += row.stamps_delta;
    card.points_balance += row.points_delta;
    card.total_spent_cents += row.purchase_amount_cents.value_or(0);
    switch (row.type) {
      using enum TransactionType;
      case welcome_bonus:
      case stamp_earned:
      case points_earned:
      case stamp_earned_voided:
      case points_earned_voided:
        card.total_stamps_earned += row.stamps_delta;
        card.total_points_earned += row.points_delta;
        break;
      case stamp_redeemed:
      case points_redeemed:
      case stamp_redeemed_voided:
      case points_redeemed_voided:
        card.stamps_redeemed -= row.stamps_delta;
        card.points_redeemed -= row.points_delta;
        break;
      case points_expired:
      case points_adjusted:
      case points_adjusted_voided:
        break;
    }
  }
  return card;
}

// Stamps and points of a card between two rows.
struct Balance {
  std::int64_t stamps = 0;
  std::int64_t points = 0;

  auto operator<=>(const Balance&) const = default;
};

Balance after(const LoyaltyTransaction& row) { return {row.stamps_after, row.points_after}; }
Balance before(const LoyaltyTransaction& row) {
  return {row.stamps_after - row.stamps_delta, row.points_after - row.points_delta};
}

// Nothing of what is owed lies in the lots: a balance below zero means that they are empty.
std::int64_t in_lots(std::int64_t balance) { return std::max<std::int64_t>(balance, 0); }

class Examination {
 public:
  Examination(CompanyId company, const CardLedger& ledger, RowOrder order)
      : company_(company), ledger_(ledger), order_(order) {
    for (const auto& row : ledger_.rows) {
      if (row.transaction.reverses_id) ++times_reversed_[*row.transaction.reverses_id];
    }
    for (const auto& allocation : ledger_.allocations) {
      allocated_of_row_[allocation.transaction_id] += allocation.points;
      allocated_of_lot_[allocation.lot_id] += allocation.points;
      const auto* const row = find_row(allocation.transaction_id);
      const bool is_expiry = row != nullptr && row->type == TransactionType::points_expired;
      if (is_expiry) expired_of_lot_[allocation.lot_id].push_back(allocation);
    }
  }

  std::vector<LedgerDifference> run() {
    if (ledger_.card) {
      examine_balances(*ledger_.card);
      examine_times(*ledger_.card);
    } else {
      report(card_missing, {}, 1, 0);
    }
    examine_order();
    for (const auto& row : ledger_.rows) examine_row(row);
    for (const auto& lot : ledger_.lots) examine_lot(lot);
    for (const auto& allocation : ledger_.allocations) examine_allocation(allocation);
    return std::move(found_);
  }

 private:
  template <class Expected, class Found>
  void compare(LedgerFault fault, std::optional<TransactionId> id, const Expected& expected,
               const Found& found) {
    if (value_of(expected) != value_of(found)) report(fault, id, value_of(expected), value_of(found));
  }
  void report(LedgerFault fault, std::optional<TransactionId> id, std::optional<std::int64_t> expected,
              std::optional<std::int64_t> found) {
    found_.push_back({.fault = fault,
                      .company_id = company_,
                      .card_id = ledger_.card_id,
                      .id = id,
                      .expected = expected,
                      .found = found});
  }

  const LoyaltyTransaction* find_row(TransactionId id) const {
    const auto found = std::ranges::lower_bound(ledger_.rows, id, {},
                                                [](const LedgerRow& row) { return row.transaction.id; });
    return found != ledger_.rows.end() && found->transaction.id == id ? &found->transaction : nullptr;
  }
  const Lot* find_lot(TransactionId id) const {
    const auto found = std::ranges::lower_bound(ledger_.lots, id, {}, &Lot::id);
    return found != ledger_.lots.end() && found->id == id ? &*found : nullptr;
  }
  bool is_reversed(TransactionId id) const { return times_reversed_.contains(id); }
  static std::int64_t sum_of(const std::map<TransactionId, std::int64_t>& sums, TransactionId id) {
    const auto found = sums.find(id);
    return found == sums.end() ? 0 : found->second;
  }

  void examine_balances(const Card& card);
  void examine_times(const Card& card);
  void examine_time(LedgerFault fault, const std::vector<Instant>& in_order, std::optional<Instant> found);
  void examine_order();
  void examine_row(const LedgerRow& row);
  void examine_void(const LoyaltyTransaction& row, const LoyaltyTransaction& reversed);
  void examine_points_back(const LoyaltyTransaction& row, const LoyaltyTransaction& reversed);
  void examine_link(const LoyaltyTransaction& row);
  void examine_purchase(const LedgerRow& row);
  void examine_lot(const Lot& lot);
  void examine_allocation(const Allocation& allocation);

  CompanyId company_;
  const CardLedger& ledger_;
  RowOrder order_;
  std::map<TransactionId, int> times_reversed_;
  std::map<TransactionId, std::int64_t> allocated_of_row_;
  std::map<TransactionId, std::int64_t> allocated_of_lot_;
  std::map<TransactionId, std::vector<Allocation>> expired_of_lot_;
  std::vector<LedgerDifference> found_;
};

void Examination::examine_balances(const Card& card) {
  const auto replayed = replay(ledger_.rows);
  compare(stamp_count, {}, replayed.stamp_count, card.stamp_count);
  compare(total_stamps_earned, {}, replayed.total_stamps_earned, card.total_stamps_earned);
  compare(stamps_redeemed, {}, replayed.stamps_redeemed, card.stamps_redeemed);
  compare(points_balance, {}, replayed.points_balance, card.points_balance);
  compare(total_points_earned, {}, replayed.total_points_earned, card.total_points_earned);
  compare(points_redeemed, {}, replayed.points_redeemed, card.points_redeemed);
  compare(total_spent_cents, {}, replayed.total_spent_cents, card.total_spent_cents);
  std::int64_t remaining = 0;
  for (const auto& lot : ledger_.lots) remaining += lot.points_remaining;
  compare(points_in_lots, {}, in_lots(card.points_balance), remaining);
}

void Examination::examine_times(const Card& card) {
  std::optional<Instant> first_expiry;
  for (const auto& lot : ledger_.lots) {
    if (lot.points_remaining <= 0 || !lot.expires_at) continue;
    first_expiry = std::min(first_expiry.value_or(*lot.expires_at), *lot.expires_at);
  }
  compare(next_expiry_at, {}, first_expiry, card.next_expiry_at);
  std::vector<Instant> stamped;
  std::vector<Instant> pointed;
  for (const auto& [row, purchase] : ledger_.rows) {
    using enum TransactionType;
    if (row.type == stamp_earned && !is_reversed(row.id)) stamped.push_back(row.created_at);
    if (row.type == points_earned || row.type == TransactionType::points_redeemed) {
      pointed.push_back(row.created_at);
    }
  }
  examine_time(last_stamp_at, stamped, card.last_stamp_at);
  examine_time(last_points_at, pointed, card.last_points_at);
}

void Examination::examine_time(LedgerFault fault, const std::vector<Instant>& in_order,
                               std::optional<Instant> found) {
  const bool is_one_of_them = found && std::ranges::find(in_order, *found) != in_order.end();
  if (order_ == RowOrder::any && is_one_of_them) return;
  compare(fault, {}, in_order.empty() ? std::nullopt : std::optional(in_order.back()), found);
}

// Whatever the order that they were written in, each row begins where another one, or the new card, ended.
void Examination::examine_order() {
  Balance balance;
  const auto misplaced = std::ranges::find_if(ledger_.rows, [&](const LedgerRow& row) {
    const auto expected = std::exchange(balance, after(row.transaction));
    return before(row.transaction) != expected;
  });
  if (misplaced == ledger_.rows.end()) return;
  const auto replayed = replay(ledger_.rows);
  std::vector<Balance> begins{{replayed.stamp_count, replayed.points_balance}};
  std::vector<Balance> ends{{}};
  std::vector<Balance> unchanged;
  for (const auto& [row, purchase] : ledger_.rows) {
    if (before(row) == after(row)) {
      unchanged.push_back(after(row));
    } else {
      begins.push_back(before(row));
      ends.push_back(after(row));
    }
  }
  std::ranges::sort(begins);
  std::ranges::sort(ends);
  const bool is_a_chain = begins == ends && std::ranges::all_of(unchanged, [&](const Balance& stop) {
                            return std::ranges::binary_search(ends, stop);
                          });
  if (is_a_chain && order_ == RowOrder::any) return;
  report(is_a_chain ? row_order : balances_after, misplaced->transaction.id, {}, {});
}

void Examination::examine_row(const LedgerRow& ledger_row) {
  const auto& row = ledger_row.transaction;
  if (row.stamps_after < 0) report(negative_stamps, row.id, 0, row.stamps_after);
  if (row.reverses_id) {
    const auto* const reversed = find_row(*row.reverses_id);
    const auto type = reversed == nullptr ? std::nullopt : find_void_type(reversed->type);
    if (type != row.type || times_reversed_.at(*row.reverses_id) > 1) {
      report(reversed_row, row.id, {}, value_of(row.reverses_id));
    } else {
      examine_void(row, *reversed);
    }
  }
  examine_link(row);
  examine_purchase(ledger_row);
  const auto* const lot = find_lot(row.id);
  const auto moved = sum_of(allocated_of_row_, row.id) + (lot == nullptr ? 0 : lot->points_earned);
  compare(points_moved, row.id, in_lots(row.points_after) - in_lots(row.points_after - row.points_delta),
          moved);
}

void Examination::examine_void(const LoyaltyTransaction& row, const LoyaltyTransaction& reversed) {
  compare(reversed_stamps, row.id, -reversed.stamps_delta, row.stamps_delta);
  compare(reversed_purchase, row.id, -reversed.purchase_amount_cents.value_or(0),
          row.purchase_amount_cents.value_or(0));
  if (reversed.points_delta <= 0) {
    compare(reversed_points, row.id, -reversed.points_delta, row.points_delta);
  } else {
    examine_points_back(row, reversed);
  }
  // Both rows of one operation are taken back by both rows of another.
  const auto* const linked = row.linked_id ? find_row(*row.linked_id) : nullptr;
  const auto linked_reverses = linked == nullptr ? std::nullopt : linked->reverses_id;
  compare(linked_row, row.id, reversed.linked_id, linked_reverses);
}

// What had expired of the points by then was gone and is not taken a second time.
void Examination::examine_points_back(const LoyaltyTransaction& row, const LoyaltyTransaction& reversed) {
  std::int64_t expired_before = 0;
  std::int64_t expired = 0;
  if (const auto taken = expired_of_lot_.find(reversed.id); taken != expired_of_lot_.end()) {
    for (const auto& allocation : taken->second) {
      expired -= allocation.points;
      if (allocation.transaction_id < row.id) expired_before -= allocation.points;
    }
  }
  const auto fewest = reversed.points_delta - expired;
  const bool is_possible = -row.points_delta >= fewest && -row.points_delta <= reversed.points_delta;
  if (order_ == RowOrder::any && is_possible) return;
  compare(reversed_points, row.id, expired_before - reversed.points_delta, row.points_delta);
}

void Examination::examine_link(const LoyaltyTransaction& row) {
  if (!row.linked_id) return;
  const auto* const other = find_row(*row.linked_id);
  compare(linked_row, row.id, std::optional(row.id), other == nullptr ? std::nullopt : other->linked_id);
}

// The receipts name this row exactly while it stands.
void Examination::examine_purchase(const LedgerRow& ledger_row) {
  const auto& row = ledger_row.transaction;
  if (row.purchase_reference.empty()) return;
  const auto& recorded = ledger_row.recorded_purchase_id;
  const bool is_standing = !is_reversed(row.id);
  if (is_standing != (recorded == row.id)) {
    report(purchase_reference, row.id, is_standing ? value_of(std::optional(row.id)) : std::nullopt,
           value_of(recorded));
  }
}

void Examination::examine_lot(const Lot& lot) {
  const auto* const row = find_row(lot.id);
  if (row == nullptr || row->points_delta <= 0) {
    report(lot_row, lot.id, value_of(std::optional(lot.id)), {});
  } else if (row->reverses_id) {
    // A void refills the old lots first; only what those had not held comes to a new one.
    if (lot.points_earned > row->points_delta) {
      report(lot_earned, lot.id, row->points_delta, lot.points_earned);
    }
  } else {
    compare(lot_earned, lot.id, row->points_delta, lot.points_earned);
  }
  const auto remaining = lot.points_earned + sum_of(allocated_of_lot_, lot.id);
  compare(lot_remaining, lot.id, remaining, lot.points_remaining);
  if (remaining < 0 || remaining > lot.points_earned) {
    report(lot_overdrawn, lot.id, std::clamp<std::int64_t>(remaining, 0, lot.points_earned), remaining);
  }
}

void Examination::examine_allocation(const Allocation& allocation) {
  const auto* const row = find_row(allocation.transaction_id);
  const auto* const lot = find_lot(allocation.lot_id);
  if (row == nullptr) {
    report(allocation_row, allocation.lot_id, value_of(std::optional(allocation.transaction_id)), {});
  }
  if (lot == nullptr) {
    report(allocation_lot, allocation.transaction_id, value_of(std::optional(allocation.lot_id)), {});
  }
  if (row == nullptr || lot == nullptr || allocation.points >= 0) return;
  // Points expire when they are due and not before; afterwards nothing else takes them.
  const bool is_due = lot->expires_at && *lot->expires_at <= row->created_at;
  if (is_due != (row->type == TransactionType::points_expired)) {
    report(lot_expiry, lot->id, value_of(lot->expires_at), to_milliseconds(row->created_at));
  }
}

}  // namespace

std::vector<LedgerDifference> find_ledger_differences(CompanyId company, const CardLedger& ledger,
                                                      RowOrder order) {
  return Examination(company, ledger, order).run();
}

}  // namespace loyalty
