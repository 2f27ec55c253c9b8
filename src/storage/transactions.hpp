// Reading the history.
#pragma once

#include <optional>
#include <vector>

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

std::optional<TransactionView> find_transaction(Transaction& tx, CompanyId company, VendorId vendor,
                                                TransactionId id);
// The card's newest row that somebody made; expiry makes its rows by itself.
std::optional<TransactionId> find_last_operation(Transaction& tx, const Card& card);

struct TransactionFilter {
  std::optional<Instant> from;  // included
  std::optional<Instant> to;    // excluded
  std::optional<TransactionType> type;
  std::optional<PinId> staff_pin_id;
  std::optional<CardId> card_id;        // its rows wherever they happened
  std::optional<TransactionId> before;  // the last id of the page before
  std::int64_t limit = 50;
};
// Newest first.
std::vector<TransactionView> list_transactions(Transaction& tx, CompanyId company, VendorId vendor,
                                               const TransactionFilter& filter);

}  // namespace loyalty::storage
