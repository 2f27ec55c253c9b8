#include "support/replay.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <sstream>

#include "base/ids.hpp"
#include "storage/cards.hpp"
#include "storage/points.hpp"
#include "storage/transactions.hpp"

namespace loyalty::test {
namespace {

// What a row does to the totals beside the balances, which simply add the deltas.
void add_to_totals(Balances& balances, const LoyaltyTransaction& row) {
  using enum TransactionType;
  switch (row.type) {
    case welcome_bonus:
    case stamp_earned:
    case points_earned:
    case stamp_earned_voided:
    case points_earned_voided:
      balances.total_stamps_earned += row.stamps_delta;
      balances.total_points_earned += row.points_delta;
      return;
    case stamp_redeemed:
    case points_redeemed:
    case stamp_redeemed_voided:
    case points_redeemed_voided:
      balances.stamps_redeemed -= row.stamps_delta;
      balances.points_redeemed -= row.points_delta;
      return;
    case points_expired:
    case points_adjusted:
    case points_adjusted_voided:
      return;
  }
}

std::string find_order_fault(const Balances& after, const LoyaltyTransaction& row) {
  if (row.stamps_after != after.stamp_count) return "stamps_after is not the sum of the rows";
  if (row.points_after != after.points_balance) return "points_after is not the sum of the rows";
  return after.stamp_count < 0 ? "fewer than no stamps" : "";
}

std::string find_void_fault(const LoyaltyTransaction& row,
                            const std::map<TransactionId, LoyaltyTransaction>& reversible) {
  if (!row.reverses_id) return "";
  const auto reversed = reversible.find(*row.reverses_id);
  if (reversed == reversible.end()) return "takes back a row that is not there or is taken back already";
  if (row.stamps_delta != -reversed->second.stamps_delta) return "takes back another number of stamps";
  // What has expired meanwhile is not taken again.
  const auto given = std::max<std::int64_t>(reversed->second.points_delta, 0);
  const auto taken = std::min<std::int64_t>(reversed->second.points_delta, 0);
  if (row.points_delta < -given || row.points_delta > -taken) return "takes back another number of points";
  return taken < 0 && row.points_delta != -taken ? "gives back another number of points" : "";
}

void keep_first(std::string& kept, const LoyaltyTransaction& row, const std::string& fault) {
  if (kept.empty() && !fault.empty()) kept = "row " + std::to_string(to_integer(row.id)) + ": " + fault;
}

// What the lots and allocations of a card's rows say, row by row.
class LotsReplay {
 public:
  LotsReplay(storage::Transaction& tx, const Card& card) : tx_(tx), card_(card) {}

  void add(const LoyaltyTransaction& row) {
    balance_ += row.points_delta;
    if (const auto lot = storage::find_lot(tx_, card_, row.id)) {
      if (lot->points_earned != row.points_delta && !row.reverses_id) fail(row, "a lot of another size");
      remaining_[row.id] += lot->points_earned;
      in_lots_ += lot->points_earned;
    }
    for (const auto& allocation : storage::list_allocations(tx_, card_, row.id)) {
      remaining_[allocation.lot_id] += allocation.points;
      in_lots_ += allocation.points;
    }
    if (in_lots_ != std::max<std::int64_t>(balance_, 0)) fail_in_order(row, "lots and balance differ");
  }

  // The first fault; empty: none. `next_expiry_at` is the card's.
  std::string find_fault(bool in_order) {
    if (!fault_.empty()) return fault_;
    if (in_order && !order_fault_.empty()) return order_fault_;
    if (in_lots_ != std::max<std::int64_t>(balance_, 0)) return "lots and balance differ";
    std::optional<Instant> first_expiry;
    for (const auto& [id, points] : remaining_) {
      const auto lot = storage::find_lot(tx_, card_, id);
      if (!lot) return "an allocation of no lot";
      if (lot->points_remaining != points) return "a lot and its allocations differ";
      if (points < 0 || points > lot->points_earned) return "a lot holds less than nothing or too much";
      if (points == 0 || !lot->expires_at) continue;
      if (!first_expiry || *lot->expires_at < *first_expiry) first_expiry = lot->expires_at;
    }
    return first_expiry == card_.next_expiry_at ? "" : "the card's next expiry is another one";
  }

 private:
  void fail(const LoyaltyTransaction& row, const char* fault) { keep_first(fault_, row, fault); }
  void fail_in_order(const LoyaltyTransaction& row, const char* fault) {
    keep_first(order_fault_, row, fault);
  }

  storage::Transaction& tx_;
  const Card& card_;
  std::map<TransactionId, std::int64_t> remaining_;
  std::int64_t balance_ = 0;
  std::int64_t in_lots_ = 0;
  std::string fault_;
  std::string order_fault_;
};

std::vector<LoyaltyTransaction> read_history(storage::Transaction& tx, CompanyId company, VendorId vendor,
                                             CardId card) {
  constexpr std::int64_t page_size = 200;
  std::vector<LoyaltyTransaction> history;
  std::optional<TransactionId> before;
  for (;;) {
    const auto page = storage::list_transactions(tx, company, vendor,
                                                 {.card_id = card, .before = before, .limit = page_size});
    for (const auto& view : page) history.push_back(view.transaction);
    if (static_cast<std::int64_t>(page.size()) < page_size) break;
    before = page.back().transaction.id;
  }
  std::reverse(history.begin(), history.end());
  return history;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Balances& balances) {
  out << balances.stamp_count << " stamps (" << balances.total_stamps_earned << " earned, "
      << balances.stamps_redeemed << " redeemed), " << balances.points_balance << " points ("
      << balances.total_points_earned << " earned, " << balances.points_redeemed << " redeemed), "
      << balances.total_spent_cents << " cents, last stamp ";
  return out << (balances.last_stamp_at ? format_rfc3339(*balances.last_stamp_at) : "never");
}

Balances balances_of(const Card& card) {
  return {.stamp_count = card.stamp_count,
          .total_stamps_earned = card.total_stamps_earned,
          .stamps_redeemed = card.stamps_redeemed,
          .points_balance = card.points_balance,
          .total_points_earned = card.total_points_earned,
          .points_redeemed = card.points_redeemed,
          .total_spent_cents = card.total_spent_cents,
          .last_stamp_at = card.last_stamp_at};
}

Replay replay_rows(const std::vector<LoyaltyTransaction>& history) {
  Replay replay;
  std::map<TransactionId, LoyaltyTransaction> reversible;
  for (const auto& row : history) {
    replay.balances.stamp_count += row.stamps_delta;
    replay.balances.points_balance += row.points_delta;
    replay.balances.total_spent_cents += row.purchase_amount_cents.value_or(0);
    add_to_totals(replay.balances, row);
    keep_first(replay.fault, row, find_void_fault(row, reversible));
    keep_first(replay.order_fault, row, find_order_fault(replay.balances, row));
    if (row.reverses_id) reversible.erase(*row.reverses_id);
    if (!row.reverses_id) reversible.emplace(row.id, row);
    ++replay.rows;
  }
  for (const auto& [id, row] : reversible) {
    if (row.type == TransactionType::stamp_earned) replay.balances.last_stamp_at = row.created_at;
  }
  return replay;
}

Replay replay_card(storage::Transaction& tx, CompanyId company, VendorId vendor, CardId card) {
  return replay_rows(read_history(tx, company, vendor, card));
}

std::string find_ledger_fault(storage::Transaction& tx, CompanyId company, VendorId vendor, CardId card,
                              bool in_order) {
  const auto stored = storage::find_card(tx, company, vendor, card);
  if (!stored) return "there is no such card";
  const auto history = read_history(tx, company, vendor, card);
  const auto replay = replay_rows(history);
  if (!replay.fault.empty()) return replay.fault;
  if (in_order && !replay.order_fault.empty()) return replay.order_fault;
  LotsReplay lots(tx, stored->card);
  for (const auto& row : history) lots.add(row);
  if (const auto fault = lots.find_fault(in_order); !fault.empty()) return fault;
  const auto cached = balances_of(stored->card);
  if (cached == replay.balances) return "";
  std::ostringstream text;
  text << "the card says " << cached << "; its history says " << replay.balances;
  return text.str();
}

}  // namespace loyalty::test
