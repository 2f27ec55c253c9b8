#include "services/stamps.hpp"

#include "rules/stamping.hpp"

namespace loyalty {

Outcome<CounterOutcome> add_stamp(storage::Transaction& tx, const AddStamp& command) {
  auto at = step_up(tx, command, LoyaltyType::stamps);
  if (!at) return at.error();
  const auto now = command.actor.now;
  if (const auto refusal = decide_stamps_now(tx, *at, command.count, now)) return *refusal;
  const auto before = at->holder.card;
  auto row = give_stamps(*at, command, command.transaction_id, command.count);
  return finish(tx, std::move(*at), before, {std::move(row)}, now);
}

Outcome<CounterOutcome> redeem_stamps(storage::Transaction& tx, const CounterCommand& command) {
  auto at = step_up(tx, command, LoyaltyType::stamps);
  if (!at) return at.error();
  auto& card = at->holder.card;
  if (const auto refusal = decide_redeem_stamps(at->program, card.stamp_count)) return *refusal;

  const auto before = card;
  card.stamp_count -= at->program.stamps_target;
  card.stamps_redeemed += at->program.stamps_target;
  auto row = make_row(command.actor, command.transaction_id, card, at->staff, command.notes);
  row.type = TransactionType::stamp_redeemed;
  row.stamps_delta = -at->program.stamps_target;
  row.reward = at->program.stamps_reward_description;
  return finish(tx, std::move(*at), before, {std::move(row)}, command.actor.now);
}

}  // namespace loyalty
