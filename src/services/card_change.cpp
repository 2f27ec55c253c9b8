#include "services/card_change.hpp"

#include "storage/ledger.hpp"

namespace loyalty {

bool record_new(storage::Transaction& tx, const Card& card, std::span<const LoyaltyTransaction> rows) {
  if (!storage::insert_card(tx, card)) return false;
  for (const auto& row : rows) storage::insert_transaction(tx, row);
  return true;
}

void record(storage::Transaction& tx, const Card& before, Card& card,
            std::span<const LoyaltyTransaction> rows) {
  const auto stored_version = before.version;
  const bool has_new_status = card.status != before.status || card.erased_at != before.erased_at;
  card.version = stored_version + 1;
  for (const auto& row : rows) storage::insert_transaction(tx, row);
  if (rows.empty()) {
    storage::set_card_status(tx, card, stored_version);
  } else {
    storage::set_card_balances(tx, card, stored_version);
    if (has_new_status) storage::set_card_status(tx, card, card.version);
  }
  if (card.next_expiry_at != before.next_expiry_at) storage::set_next_expiry(tx, card);
}

void mend_next_expiry(storage::Transaction& tx, const Card& card) { storage::set_next_expiry(tx, card); }

}  // namespace loyalty
