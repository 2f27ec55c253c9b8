// Proves that balances are what the history says, and names what is not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/ledger.hpp"
#include "storage/ledger_pages.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

std::vector<LedgerDifference> verify_card(storage::Transaction& tx, CompanyId company, CardId card,
                                          RowOrder order);

// What was looked at, and what is wrong with it.
struct LedgerFindings {
  std::vector<LedgerDifference> differences;
  std::int64_t cards = 0;
  std::int64_t rows = 0;
  std::int64_t lots = 0;
};

struct VerifiedCards {
  LedgerFindings findings;
  std::optional<CardId> next;  // to go on after; none: all of them are verified
};
// A company's cards, and what rows and lots there are without one.
VerifiedCards verify_cards(storage::Transaction& tx, CompanyId company, std::optional<CardId> after,
                           std::int64_t cards_max);

struct VerifiedReferences {
  std::vector<LedgerDifference> differences;
  std::optional<storage::PurchaseReference> next;
};
// Receipts that no purchase has. (A purchase without its receipt shows at its card.)
VerifiedReferences verify_references(storage::Transaction& tx, CompanyId company,
                                     const std::optional<storage::PurchaseReference>& after,
                                     std::int64_t references_max);

// On one line: "company 1 card 2 row 3 points_moved: expected 10, found 7".
std::string describe(const LedgerDifference& difference);

}  // namespace loyalty
