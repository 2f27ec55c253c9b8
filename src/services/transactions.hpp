// Reading a vendor's history: pages of it, one row, one card's rows, and all of it as it was at one moment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/refusal.hpp"
#include "models/transaction.hpp"
#include "services/actor.hpp"
#include "storage/transaction.hpp"
#include "storage/transactions.hpp"

namespace loyalty {

struct HistoryChoice {
  storage::TransactionFilter filter;
  std::optional<std::string> card = {};  // its code or number as typed; the filter's card follows from it
};
// card_not_found. Newest first.
Outcome<std::vector<TransactionView>> list_transactions(storage::Transaction& tx, const Actor& actor,
                                                        const HistoryChoice& choice);
// transaction_not_found.
Outcome<TransactionView> view_transaction(storage::Transaction& tx, const Actor& actor, TransactionId id);
// card_not_found. Newest first; `before` is the last id of the page before.
Outcome<std::vector<TransactionView>> list_card_transactions(storage::Transaction& tx, const Actor& actor,
                                                             CardId id, std::optional<TransactionId> before,
                                                             std::int64_t limit);

// The history as it was when the export began.
struct HistoryExport {
  storage::TransactionFilter filter;
  TransactionId newest{};  // of the vendor, whether chosen or not
  std::vector<TransactionView> first_page;
};
// card_not_found. The filter's limit is the rows of a page.
Outcome<HistoryExport> begin_export(storage::Transaction& tx, const Actor& actor,
                                    const HistoryChoice& choice);

}  // namespace loyalty
