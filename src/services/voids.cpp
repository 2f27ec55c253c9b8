#include "services/voids.hpp"

#include <algorithm>
#include <vector>

#include "rules/accrual.hpp"
#include "rules/voiding.hpp"
#include "services/lots.hpp"
#include "storage/cards.hpp"
#include "storage/points.hpp"
#include "storage/programs.hpp"
#include "storage/stamps.hpp"
#include "storage/transactions.hpp"

namespace loyalty {
namespace {

// The card in hand. Unlike at other operations it may be blocked and the program may have ended.
Outcome<AtCounter> step_up_to_void(storage::Transaction& tx, const VoidTransaction& command, CardId card) {
  const auto& actor = command.actor;
  auto holder = storage::lock_card(tx, actor.company_id, card);
  auto at_counter = storage::find_program_at_counter(tx, actor.company_id, actor.vendor_id);
  if (!holder || !at_counter) throw storage::StorageFault("a transaction without a card");
  auto staff = settle_pin(tx, at_counter->program, actor, command.pin, command.lockout);
  if (!staff) return staff.error();
  const auto today = find_vendor_day(at_counter->program, at_counter->timezone, actor.now);
  return AtCounter{.holder = std::move(*holder),
                   .program = std::move(at_counter->program),
                   .today = today,
                   .staff = std::move(*staff),
                   .stamps_today = std::nullopt};
}

// A row of the operation that is taken back, and what its void changes the card's points by.
struct Reversed {
  TransactionView view;
  std::int64_t points_back = 0;
};

std::int64_t compute_points_back(storage::Transaction& tx, const Card& card, const LoyaltyTransaction& old) {
  if (old.points_delta <= 0) return -old.points_delta;
  // What has expired unspent is gone already and is not taken a second time.
  return storage::sum_expired(tx, card, old.id) - old.points_delta;
}

// The row that was asked for, then the one that was given with it.
std::vector<Reversed> find_operation(storage::Transaction& tx, const Actor& actor, const Card& card,
                                     TransactionId id) {
  std::vector<Reversed> operation;
  for (auto next = std::optional(id); next && operation.size() < 2;) {
    auto view = storage::find_transaction(tx, actor.company_id, actor.vendor_id, *next);
    if (!view) throw storage::StorageFault("an operation without one of its rows");
    next = view->transaction.linked_id;
    const auto points_back = compute_points_back(tx, card, view->transaction);
    operation.push_back({.view = std::move(*view), .points_back = points_back});
  }
  return operation;
}

std::optional<Refusal> decide(storage::Transaction& tx, const AtCounter& at, const Actor& actor,
                              const std::vector<Reversed>& operation) {
  const auto& card = at.holder.card;
  const auto last = storage::find_last_operation(tx, card);
  const auto is_last =
      std::ranges::any_of(operation, [&](const Reversed& one) { return one.view.transaction.id == last; });
  std::int64_t points_back = 0;
  for (const auto& one : operation) {
    const auto& row = one.view.transaction;
    const VoidingState state{.role = actor.role,
                             .is_own = row.staff_pin_id
                                           ? at.staff.is_anybody || row.staff_pin_id == at.staff.pin_id
                                           : row.user_id == actor.user_id,
                             .is_last = is_last,
                             .is_voided = one.view.voided_by_id.has_value(),
                             .stamp_count = card.stamp_count};
    if (const auto refusal = decide_void(row, state, actor.now)) return refusal;
    points_back += one.points_back;
  }
  return decide_points_change(at.program, card.points_balance, points_back);
}

void reverse_stamps(storage::Transaction& tx, Card& card, const LoyaltyTransaction& old) {
  card.stamp_count -= old.stamps_delta;
  if (old.type == TransactionType::stamp_earned) {
    card.total_stamps_earned -= old.stamps_delta;
    card.last_stamp_at = storage::find_last_stamp_at_without(tx, card, old.id);
  } else {
    card.stamps_redeemed += old.stamps_delta;  // the row took stamps: its delta is negative
  }
}

void reverse_points(storage::Transaction& tx, AtCounter& at, const LoyaltyTransaction& old,
                    TransactionId new_id, std::int64_t points_back, Instant now) {
  auto& card = at.holder.card;
  if (points_back < 0) take_points(tx, card, new_id, -points_back, old.id);
  if (points_back > 0) give_back_points(tx, card, old, make_lot(card, at.program, at.today, new_id, now));
  if (old.type == TransactionType::points_earned) card.total_points_earned += points_back;
  if (old.type == TransactionType::points_redeemed) card.points_redeemed -= points_back;
  card.total_spent_cents -= old.purchase_amount_cents.value_or(0);
  if (!old.purchase_reference.empty())
    storage::delete_purchase_reference(tx, card.company_id, old.vendor_id, old.purchase_reference);
}

// Makes the row that takes `reversed` back, and changes the card by it.
LoyaltyTransaction reverse(storage::Transaction& tx, AtCounter& at, const VoidTransaction& command,
                           const Reversed& reversed, TransactionId id) {
  auto& card = at.holder.card;
  const auto& old = reversed.view.transaction;
  auto row = make_row(command.actor, id, card, at.staff, command.reason);
  row.type = *find_void_type(old.type);
  row.stamps_delta = -old.stamps_delta;
  row.points_delta = reversed.points_back;
  row.stamps_after += row.stamps_delta;
  row.points_after += row.points_delta;
  if (old.purchase_amount_cents) row.purchase_amount_cents = -*old.purchase_amount_cents;
  row.reverses_id = old.id;
  row.reward_id = old.reward_id;
  row.reward = old.reward;
  if (old.linked_id) row.linked_id = id == command.linked_id ? command.transaction_id : command.linked_id;
  if (old.stamps_delta != 0) reverse_stamps(tx, card, old);
  if (row.points_delta != 0 || old.purchase_amount_cents) {
    reverse_points(tx, at, old, id, row.points_delta, command.actor.now);
  }
  return row;
}

}  // namespace

Outcome<CounterOutcome> void_transaction(storage::Transaction& tx, const VoidTransaction& command) {
  const auto& actor = command.actor;
  const auto found = storage::find_transaction(tx, actor.company_id, actor.vendor_id, command.reversed_id);
  if (!found) return Refusal{.code = RefusalCode::transaction_not_found};
  auto at = step_up_to_void(tx, command, found->transaction.card_id);
  if (!at) return at.error();
  auto& card = at->holder.card;
  expire_points(tx, card, at->program.home_vendor_id, command.expiry_id, actor.now);
  // Read again: only now, with the card locked, is it certain whether somebody else has taken it back.
  const auto operation = find_operation(tx, actor, card, command.reversed_id);
  if (const auto refusal = decide(tx, *at, actor, operation)) return *refusal;

  const auto before = card;
  std::vector<LoyaltyTransaction> rows;
  if (operation.size() > 1) rows.push_back(reverse(tx, *at, command, operation[1], command.linked_id));
  rows.push_back(reverse(tx, *at, command, operation[0], command.transaction_id));
  return finish(tx, std::move(*at), before, std::move(rows), actor.now);
}

}  // namespace loyalty
