// What a card's history says about its stamps.
#pragma once

#include <optional>

#include "models/card.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// Stamps given since `begins` that were not taken back, whenever the taking back happened. Welcome stamps do
// not count. The card must be locked before, by a statement of its own.
std::int64_t count_stamps_since(Transaction& tx, const Card& card, Instant begins);

// When the newest stamp that was not taken back was given, leaving out the row `without`, which is about to
// be.
std::optional<Instant> find_last_stamp_at_without(Transaction& tx, const Card& card, TransactionId without);

}  // namespace loyalty::storage
