// The ledger read whole, page by page, for whoever checks it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/ledger.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// Of one moment, by card, with a few statements however many cards there are.
struct LedgerPage {
  std::vector<CardLedger> cards;
  std::optional<CardId> next;  // to go on after; none: that was the last page
};
LedgerPage list_card_ledgers(Transaction& tx, CompanyId company, std::optional<CardId> after,
                             std::int64_t cards_max);
CardLedger find_card_ledger(Transaction& tx, CompanyId company, CardId card);

struct PurchaseReference {
  VendorId vendor_id{};
  std::string reference;
  CardId card_id{};
  TransactionId transaction_id{};
  bool has_row = false;  // a purchase of that reference on that card
};
// By vendor and reference.
std::vector<PurchaseReference> list_purchase_references(Transaction& tx, CompanyId company,
                                                        const std::optional<PurchaseReference>& after,
                                                        std::int64_t limit);

}  // namespace loyalty::storage
