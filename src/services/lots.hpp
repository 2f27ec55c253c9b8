// Points go into lots and come out of them. Each of these changes the card in hand (its balance and the time
// of its next expiry) and stores the lots; the caller records the change on the card.
//
// Points that are owed (a balance below zero) are settled by whatever comes in first, so a card that owes
// points has none in its lots: balance = points in lots - points owed, and one of the two is zero.
#pragma once

#include <optional>

#include "models/card.hpp"
#include "models/lot.hpp"
#include "models/program.hpp"
#include "models/transaction.hpp"
#include "services/vendor_day.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// An empty lot for points that the transaction gives under today's rule.
Lot make_lot(const Card& card, const Program& program, const VendorDay& today, TransactionId id, Instant now);

// New points. `lot.points_remaining` is found here.
void put_points(storage::Transaction& tx, Card& card, Lot lot);

// Takes points, those that expire first first; what the lots do not hold is owed. `own`: a lot to begin with.
void take_points(storage::Transaction& tx, Card& card, TransactionId transaction, std::int64_t points,
                 std::optional<TransactionId> own = {});

// Gives back what the row `taken` took, to the same lots at their old dates. Points that it took beyond its
// lots go into a new lot like `spare` when they are not owed any more.
void give_back_points(storage::Transaction& tx, Card& card, const LoyaltyTransaction& taken,
                      const Lot& spare);

// Takes out what has expired by `now`, and records it on the card by itself: it is gone whatever becomes of
// the operation that found it. It happens at the program's home, wherever that is noticed. None when nothing
// has.
std::optional<LoyaltyTransaction> expire_points(storage::Transaction& tx, Card& card, VendorId home,
                                                TransactionId id, Instant now);

}  // namespace loyalty
