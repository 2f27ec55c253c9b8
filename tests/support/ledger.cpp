#include "support/ledger.hpp"

#include "services/ledger.hpp"

namespace loyalty::test {

std::string find_ledger_fault(storage::Transaction& tx, const Card& card, RowOrder order) {
  std::string text;
  for (const auto& difference : verify_card(tx, card.company_id, card.id, order)) {
    text += describe(difference) + '\n';
  }
  for (const auto& difference : verify_references(tx, card.company_id, {}, 10'000).differences) {
    text += describe(difference) + '\n';
  }
  return text;
}

std::int64_t count_ledger_rows(storage::Transaction& tx, const Card& card) {
  return std::ssize(storage::find_card_ledger(tx, card.company_id, card.id).rows);
}

}  // namespace loyalty::test

namespace loyalty {

void PrintTo(const LedgerDifference& difference, std::ostream* out) { *out << describe(difference); }

}  // namespace loyalty
