#include "support/replay.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <sstream>

#include "base/ids.hpp"
#include "storage/cards.hpp"
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
  if (row.points_delta != -reversed->second.points_delta) return "takes back another number of points";
  return "";
}

void keep_first(std::string& kept, const LoyaltyTransaction& row, const std::string& fault) {
  if (kept.empty() && !fault.empty()) kept = "row " + std::to_string(to_integer(row.id)) + ": " + fault;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Balances& balances) {
  out << balances.stamp_count << " stamps (" << balances.total_stamps_earned << " earned, "
      << balances.stamps_redeemed << " redeemed), " << balances.points_balance << " points ("
      << balances.total_points_earned << " earned, " << balances.points_redeemed << " redeemed), last stamp ";
  return out << (balances.last_stamp_at ? format_rfc3339(*balances.last_stamp_at) : "never");
}

Balances balances_of(const Card& card) {
  return {.stamp_count = card.stamp_count,
          .total_stamps_earned = card.total_stamps_earned,
          .stamps_redeemed = card.stamps_redeemed,
          .points_balance = card.points_balance,
          .total_points_earned = card.total_points_earned,
          .points_redeemed = card.points_redeemed,
          .last_stamp_at = card.last_stamp_at};
}

Replay replay_rows(const std::vector<LoyaltyTransaction>& history) {
  Replay replay;
  std::map<TransactionId, LoyaltyTransaction> reversible;
  for (const auto& row : history) {
    replay.balances.stamp_count += row.stamps_delta;
    replay.balances.points_balance += row.points_delta;
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
  return replay_rows(history);
}

std::string find_ledger_fault(storage::Transaction& tx, CompanyId company, VendorId vendor, CardId card,
                              bool in_order) {
  const auto stored = storage::find_card(tx, company, vendor, card);
  if (!stored) return "there is no such card";
  const auto replay = replay_card(tx, company, vendor, card);
  if (!replay.fault.empty()) return replay.fault;
  if (in_order && !replay.order_fault.empty()) return replay.order_fault;
  const auto cached = balances_of(stored->card);
  if (cached == replay.balances) return "";
  std::ostringstream text;
  text << "the card says " << cached << "; its history says " << replay.balances;
  return text.str();
}

}  // namespace loyalty::test
