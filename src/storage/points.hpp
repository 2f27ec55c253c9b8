// A card's lots of points, what was taken from them, and the receipts that points were given for. The card
// must be locked before any of it is changed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "models/card.hpp"
#include "models/lot.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// The column expires_at: the largest number stands for never, so that all engines sort that last.
std::optional<Instant> read_expiry(std::int64_t stored);

void insert_lot(Transaction& tx, const Lot& lot);
std::optional<Lot> find_lot(Transaction& tx, const Card& card, TransactionId id);
// Lots with points left, in the order in which they are spent: what expires first goes first.
std::vector<Lot> list_open_lots(Transaction& tx, const Card& card, std::int64_t limit);
// Those of them that have expired by `now`.
std::vector<Lot> list_due_lots(Transaction& tx, const Card& card, Instant now);

// Changes what is left of the lot by the allocation's points, and keeps the allocation.
void allocate(Transaction& tx, const Card& card, const Allocation& allocation);
std::vector<Allocation> list_allocations(Transaction& tx, const Card& card, TransactionId transaction);
// Points of the lot that expired unspent.
std::int64_t sum_expired(Transaction& tx, const Card& card, TransactionId lot);

// When the first points that are left expire; none: never.
std::optional<Instant> find_first_expiry(Transaction& tx, const Card& card);
// Points that have expired by `now` but still stand in their lots.
std::int64_t sum_due(Transaction& tx, const Card& card, Instant now);
// What expires next after `now`.
std::optional<ExpiringPoints> find_next_expiring(Transaction& tx, const Card& card, Instant now);

struct DueCard {
  ProgramId program_id{};
  CardId card_id{};
};
// Cards of which points have expired by `now`, those that wait longest first.
std::vector<DueCard> list_due_cards(Transaction& tx, CompanyId company, Instant now, std::int64_t limit);

// False when the vendor has the reference already. `vendor`: the one that gave the receipt.
[[nodiscard]] bool insert_purchase_reference(Transaction& tx, const Card& card, VendorId vendor,
                                             std::string_view reference, TransactionId transaction);
std::optional<TransactionId> find_purchase(Transaction& tx, CompanyId company, VendorId vendor,
                                           std::string_view reference);
void delete_purchase_reference(Transaction& tx, CompanyId company, VendorId vendor,
                               std::string_view reference);

}  // namespace loyalty::storage
