// The ledger's writes: a row of history and the balance it leaves, always together.
#pragma once

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// Stamps given since `begins` that were not taken back, whenever the taking back happened. Welcome stamps do
// not count. The card must be locked before, by a statement of its own.
std::int64_t count_stamps_since(Transaction& tx, const Card& card, Instant begins);

// When the newest stamp that was not taken back was given.
std::optional<Instant> find_last_stamp_at(Transaction& tx, const Card& card);

// Adds the row to the history and stores the card's balances, times and version.
void record_on_card(Transaction& tx, const Card& card, const LoyaltyTransaction& transaction);
// The two halves, for those who need to read the history in between. Both or none.
void insert_transaction(Transaction& tx, const LoyaltyTransaction& transaction);
void set_card_balances(Transaction& tx, const Card& card);

}  // namespace loyalty::storage
