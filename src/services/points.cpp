#include "services/points.hpp"

#include "rules/accrual.hpp"
#include "services/lots.hpp"
#include "storage/points.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

// Step one of every operation on points: the card in hand, without what has expired.
Outcome<AtCounter> step_up_for_points(storage::Transaction& tx, const CounterCommand& command,
                                      LoyaltyType wanted) {
  auto at = step_up(tx, command, wanted);
  if (at) {
    expire_points(tx, at->holder.card, at->program.home_vendor_id, command.expiry_id, command.actor.now);
  }
  return at;
}

// purchase_already_recorded, unless the receipt is a new one.
std::optional<Refusal> record_purchase(storage::Transaction& tx, const Card& card,
                                       const EarnPoints& command) {
  if (command.purchase_reference.empty()) return std::nullopt;
  const auto vendor = command.actor.vendor_id;
  if (storage::insert_purchase_reference(tx, card, vendor, command.purchase_reference,
                                         command.transaction_id)) {
    return std::nullopt;
  }
  return Refusal{
      .code = RefusalCode::purchase_already_recorded,
      .transaction_id = storage::find_purchase(tx, card.company_id, vendor, command.purchase_reference)};
}

std::optional<Refusal> decide_earn(storage::Transaction& tx, AtCounter& at, const EarnPoints& command,
                                   std::int64_t points) {
  if (command.stamps > 0) {
    if (auto refusal = decide_stamps_now(tx, at, command.stamps, command.actor.now)) return refusal;
  }
  if (auto refusal = decide_purchase(at.program, command.purchase_amount_cents)) return refusal;
  if (auto refusal = decide_points_change(at.program, at.holder.card.points_balance, points)) return refusal;
  // Last, because a refusal commits and must leave no receipt behind.
  return record_purchase(tx, at.holder.card, command);
}

LoyaltyTransaction give_stamps_along(AtCounter& at, const EarnPoints& command) {
  auto row = give_stamps(at, command, command.stamp_transaction_id, command.stamps);
  row.linked_id = command.transaction_id;
  return row;
}

}  // namespace

Outcome<CounterOutcome> earn_points(storage::Transaction& tx, const EarnPoints& command) {
  const auto wanted = command.stamps > 0 ? LoyaltyType::hybrid : LoyaltyType::points;
  auto at = step_up_for_points(tx, command, wanted);
  if (!at) return at.error();
  const auto now = command.actor.now;
  const auto points = compute_points(at->program, command.purchase_amount_cents);
  if (const auto refusal = decide_earn(tx, *at, command, points)) return *refusal;

  auto& card = at->holder.card;
  const auto before = card;
  std::vector<LoyaltyTransaction> rows;
  if (command.stamps > 0) rows.push_back(give_stamps_along(*at, command));
  if (points > 0) {
    auto lot = make_lot(card, at->program, at->today, command.transaction_id, now);
    lot.points_earned = points;
    lot.points_per_euro = at->program.points_per_euro;
    put_points(tx, card, std::move(lot));
  }
  card.total_points_earned += points;
  card.total_spent_cents += command.purchase_amount_cents;
  card.last_points_at = now;
  auto row = make_row(command.actor, command.transaction_id, card, at->staff, command.notes);
  row.type = TransactionType::points_earned;
  row.points_delta = points;
  row.purchase_amount_cents = command.purchase_amount_cents;
  row.purchase_reference = command.purchase_reference;
  if (command.stamps > 0) row.linked_id = command.stamp_transaction_id;
  rows.push_back(std::move(row));
  return finish(tx, std::move(*at), before, std::move(rows), now);
}

Outcome<CounterOutcome> redeem_points(storage::Transaction& tx, const RedeemPoints& command) {
  auto at = step_up_for_points(tx, command, LoyaltyType::points);
  if (!at) return at.error();
  auto& card = at->holder.card;
  const auto reward = storage::find_reward(tx, card.company_id, at->program.id, command.reward_id);
  if (!reward || !reward->is_active) return Refusal{.code = RefusalCode::reward_not_found};
  if (const auto refusal = decide_redeem_points(card.points_balance, reward->points)) return *refusal;

  const auto before = card;
  take_points(tx, card, command.transaction_id, reward->points);
  card.points_redeemed += reward->points;
  card.last_points_at = command.actor.now;
  auto row = make_row(command.actor, command.transaction_id, card, at->staff, command.notes);
  row.type = TransactionType::points_redeemed;
  row.points_delta = -reward->points;
  row.reward_id = reward->id;
  row.reward = reward->name;
  return finish(tx, std::move(*at), before, {std::move(row)}, command.actor.now);
}

Outcome<CounterOutcome> adjust_points(storage::Transaction& tx, const AdjustPoints& asked) {
  auto command = asked;
  command.pin = {.kind = PinProof::Kind::waived};
  auto at = step_up_for_points(tx, command, LoyaltyType::points);
  if (!at) return at.error();
  auto& card = at->holder.card;
  const auto now = command.actor.now;
  if (const auto refusal = decide_points_change(at->program, card.points_balance, command.points_delta)) {
    return *refusal;
  }
  const auto before = card;
  if (command.points_delta > 0) {
    auto lot = make_lot(card, at->program, at->today, command.transaction_id, now);
    lot.points_earned = command.points_delta;
    put_points(tx, card, std::move(lot));
  } else {
    take_points(tx, card, command.transaction_id, -command.points_delta);
  }
  auto row = make_row(command.actor, command.transaction_id, card, at->staff, command.notes);
  row.type = TransactionType::points_adjusted;
  row.points_delta = command.points_delta;
  return finish(tx, std::move(*at), before, {std::move(row)}, now);
}

}  // namespace loyalty
