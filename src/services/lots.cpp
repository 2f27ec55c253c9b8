#include "services/lots.hpp"

#include <algorithm>

#include "rules/accrual.hpp"
#include "rules/lots.hpp"
#include "services/card_change.hpp"
#include "storage/points.hpp"

namespace loyalty {
namespace {

// Spending takes the earliest lots, and few of them; a card may have thousands.
constexpr std::int64_t lots_at_once = 64;

std::int64_t points_owed(const Card& card) { return std::max<std::int64_t>(-card.points_balance, 0); }

void allocate_all(storage::Transaction& tx, const Card& card, TransactionId transaction,
                  const std::vector<LotChange>& changes) {
  for (const auto& change : changes) {
    storage::allocate(tx, card,
                      {.transaction_id = transaction, .lot_id = change.lot_id, .points = change.points});
  }
}

std::int64_t sum(const std::vector<LotChange>& changes) {
  std::int64_t points = 0;
  for (const auto& change : changes) points += change.points;
  return points;
}

// What could be taken; less than asked for when the lots hold less.
std::int64_t take_from_lots(storage::Transaction& tx, const Card& card, TransactionId transaction,
                            const std::vector<Lot>& lots, std::int64_t points) {
  const auto changes = choose_lots(lots, points);
  allocate_all(tx, card, transaction, changes);
  return -sum(changes);
}

}  // namespace

Lot make_lot(const Card& card, const Program& program, const VendorDay& today, TransactionId id,
             Instant now) {
  return {.company_id = card.company_id,
          .card_id = card.id,
          .id = id,
          .earned_at = now,
          .expires_at = compute_points_expiry(program, today.day, today.zone),
          .expire_after_days = program.points_expire_after_days};
}

void put_points(storage::Transaction& tx, Card& card, Lot lot) {
  const auto settled = std::min(points_owed(card), lot.points_earned);
  lot.points_remaining = lot.points_earned;
  storage::insert_lot(tx, lot);
  if (settled > 0) {
    storage::allocate(tx, card, {.transaction_id = lot.id, .lot_id = lot.id, .points = -settled});
  }
  card.points_balance += lot.points_earned;
  if (settled == lot.points_earned || !lot.expires_at) return;
  if (!card.next_expiry_at || *lot.expires_at < *card.next_expiry_at) {
    card.next_expiry_at = lot.expires_at;
  }
}

void take_points(storage::Transaction& tx, Card& card, TransactionId transaction, std::int64_t points,
                 std::optional<TransactionId> own) {
  auto left = points;
  const auto first = own ? storage::find_lot(tx, card, *own) : std::nullopt;
  if (first) left -= take_from_lots(tx, card, transaction, {*first}, left);
  while (left > 0) {
    const auto lots = storage::list_open_lots(tx, card, lots_at_once);
    if (lots.empty()) break;
    left -= take_from_lots(tx, card, transaction, lots, left);
  }
  card.points_balance -= points;
  if (card.next_expiry_at) card.next_expiry_at = storage::find_first_expiry(tx, card);
}

void give_back_points(storage::Transaction& tx, Card& card, const LoyaltyTransaction& taken,
                      const Lot& spare) {
  const auto points = -taken.points_delta;
  const auto allocations = storage::list_allocations(tx, card, taken.id);
  auto beyond_lots = points;
  for (const auto& allocation : allocations) beyond_lots += allocation.points;
  const auto owed = points_owed(card);
  const auto settled = std::min(owed, beyond_lots);
  allocate_all(tx, card, spare.id, choose_refills(allocations, owed - settled));
  card.points_balance += points - (beyond_lots - settled);
  if (beyond_lots > settled) {
    auto lot = spare;
    lot.points_earned = beyond_lots - settled;
    put_points(tx, card, lot);
  }
  card.next_expiry_at = storage::find_first_expiry(tx, card);
}

std::optional<LoyaltyTransaction> expire_points(storage::Transaction& tx, Card& card, VendorId home,
                                                TransactionId id, Instant now) {
  if (!card.next_expiry_at || *card.next_expiry_at > now) return std::nullopt;
  const auto before = card;
  std::int64_t points = 0;
  for (const auto& lot : storage::list_due_lots(tx, card, now)) {
    storage::allocate(tx, card, {.transaction_id = id, .lot_id = lot.id, .points = -lot.points_remaining});
    points += lot.points_remaining;
  }
  card.next_expiry_at = storage::find_first_expiry(tx, card);
  if (points == 0) {
    mend_next_expiry(tx, card);
    return std::nullopt;
  }
  card.points_balance -= points;
  const LoyaltyTransaction row{.company_id = card.company_id,
                               .card_id = card.id,
                               .id = id,
                               .vendor_id = home,
                               .type = TransactionType::points_expired,
                               .points_delta = -points,
                               .stamps_after = card.stamp_count,
                               .points_after = card.points_balance,
                               .created_at = now};
  record(tx, before, card, {&row, 1});
  return row;
}

}  // namespace loyalty
