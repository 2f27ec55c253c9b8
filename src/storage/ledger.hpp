// All that is ever written of a card and of its history. For services/card_change.cpp alone: what follows
// from a change of a card must follow from each of them.
#pragma once

#include <cstdint>

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// False when the card number, code or token is taken; then nothing is inserted. Balances are inserted as they
// are.
[[nodiscard]] bool insert_card(Transaction& tx, const Card& card);
void insert_transaction(Transaction& tx, const LoyaltyTransaction& transaction);

// Each of these stores the card's version in place of `stored_version`, and throws StorageConflict when that
// is not what is stored: whoever locked the card read another one since.
void set_card_balances(Transaction& tx, const Card& card,
                       std::int64_t stored_version);  // and the last stamp and points
void set_card_status(Transaction& tx, const Card& card,
                     std::int64_t stored_version);  // and when its holder was forgotten

// Apart from the balances, because it is indexed and seldom changes. The card's version is stored already, or
// else a StorageConflict.
void set_next_expiry(Transaction& tx, const Card& card);

}  // namespace loyalty::storage
