// What a card's history says its balances are. The balances on the card must say the same.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty::test {

struct Balances {
  std::int64_t stamp_count = 0;
  std::int64_t total_stamps_earned = 0;
  std::int64_t stamps_redeemed = 0;
  std::int64_t points_balance = 0;
  std::int64_t total_points_earned = 0;
  std::int64_t points_redeemed = 0;
  std::int64_t total_spent_cents = 0;
  std::optional<Instant> last_stamp_at;

  bool operator==(const Balances&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Balances& balances);

Balances balances_of(const Card& card);

struct Replay {
  Balances balances;
  std::int64_t rows = 0;
  std::string fault;  // the first row that takes back what it must not; empty: none
  // The first row whose "after" is not the sum of the rows up to it; empty: none. Ids are made before a write
  // begins, so rows that were written at the same time may stand in another order than they were written in.
  std::string order_fault;
};

// `history` oldest first, whole.
Replay replay_rows(const std::vector<LoyaltyTransaction>& history);

// Reads the whole history of the card, page by page, and replays it.
Replay replay_card(storage::Transaction& tx, CompanyId company, VendorId vendor, CardId card);

// The card as it is stored and its replay agree; the text says how they do not. `in_order`: nothing was
// written at the same time.
std::string find_ledger_fault(storage::Transaction& tx, CompanyId company, VendorId vendor, CardId card,
                              bool in_order);

}  // namespace loyalty::test
