// The one door through which a card changes. Services read, decide and fill in the card as it will be; what
// was done is recorded here and nowhere else, once for each operation. So this is the place for everything
// that follows from a change, whatever changed: a pass of a wallet that is due, an event that somebody waits
// for.
#pragma once

#include <span>

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// A new card, with the rows of what it begins with. False when its number, code or token is taken; then
// nothing is written.
[[nodiscard]] bool record_new(storage::Transaction& tx, const Card& card,
                              std::span<const LoyaltyTransaction> rows = {});

// Adds the rows to the card's history, raises the card's version by one, and stores of the card what is not
// as it was `before`: the card as it is stored. Without rows for what changes no balance, the holder's name
// among it. The card is locked; when another version of it is stored all the same, as can be after a shard of
// a cluster has moved, it throws StorageConflict, and the unit of work runs again.
void record(storage::Transaction& tx, const Card& before, Card& card,
            std::span<const LoyaltyTransaction> rows = {});

// Stores a time of the next expiry that did not say what the card's lots say. Nobody sees it: the version
// stays.
void mend_next_expiry(storage::Transaction& tx, const Card& card);

}  // namespace loyalty
