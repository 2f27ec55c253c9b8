// The ledger's writes: a row of history and the balances it leaves, always together.
#pragma once

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// Adds the row to the history and stores the card's balances, times and version.
void record_on_card(Transaction& tx, const Card& card, const LoyaltyTransaction& transaction);
// The two halves, for those who need to read the history in between. Both or none.
void insert_transaction(Transaction& tx, const LoyaltyTransaction& transaction);
void set_card_balances(Transaction& tx, const Card& card);

// Apart from the balances, because it is indexed and seldom changes.
void set_next_expiry(Transaction& tx, const Card& card);

}  // namespace loyalty::storage
