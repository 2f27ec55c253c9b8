#include "services/stamps.hpp"

#include "base/zone.hpp"
#include "rules/business_day.hpp"
#include "rules/stamping.hpp"
#include "rules/voiding.hpp"
#include "services/cards.hpp"
#include "storage/programs.hpp"
#include "storage/stamps.hpp"
#include "storage/transactions.hpp"

namespace loyalty {
namespace {

// A card in hand: locked, usable, with the staff member known.
struct AtCounter {
  CardWithCustomer holder;
  Program program;
  BusinessDay day;
  KnownStaff staff;
};

BusinessDay find_business_day(const storage::ProgramAtCounter& at_counter, Instant now) {
  const auto zone = Zone::find(at_counter.timezone);
  if (!zone) throw storage::StorageFault("the vendor's time zone is not in the zone database");
  return compute_business_day(now, *zone, at_counter.program.business_day_starts_at);
}

// The refusals that all operations share, in the contract's order: the first that holds.
Outcome<AtCounter> step_up(storage::Transaction& tx, const CounterCommand& command) {
  auto holder = lock_card_by_code(tx, command.actor, command.card);
  if (!holder) return holder.error();
  auto at_counter = storage::find_program_at_counter(tx, command.actor.company_id, command.actor.vendor_id);
  if (!at_counter) throw storage::StorageFault("a card without a program");
  const auto& program = at_counter->program;
  if (const auto refusal = decide_card_usable(program, holder->card.status)) return *refusal;
  if (!program.has_stamps()) return Refusal{.code = RefusalCode::wrong_program_type};
  auto staff = settle_pin(tx, program, command.actor, command.pin, command.lockout);
  if (!staff) return staff.error();
  const auto day = find_business_day(*at_counter, command.actor.now);
  return AtCounter{.holder = std::move(*holder),
                   .program = std::move(at_counter->program),
                   .day = day,
                   .staff = std::move(*staff)};
}

LoyaltyTransaction make_row(const Actor& actor, TransactionId id, const Card& after, const KnownStaff& staff,
                            std::string_view notes) {
  return {.company_id = after.company_id,
          .card_id = after.id,
          .id = id,
          .vendor_id = after.vendor_id,
          .staff_pin_id = staff.pin_id,
          .user_id = actor.user_id,
          .stamps_after = after.stamp_count,
          .points_after = after.points_balance,
          .notes = std::string(notes),
          .ip_address = actor.ip_address,
          .user_agent = actor.user_agent,
          .created_at = actor.now};
}

CounterOutcome make_outcome(AtCounter at, LoyaltyTransaction row, std::int64_t stamps_today, Instant now) {
  CounterOutcome outcome;
  outcome.rewards_available = compute_rewards_available(at.program, at.holder.card.stamp_count);
  outcome.stamps_remaining_today = compute_stamps_remaining_today(at.program, stamps_today);
  outcome.next_stamp_at =
      compute_next_stamp_at(at.program, at.holder.card.last_stamp_at, stamps_today, at.day.ends, now);
  outcome.transaction = {.transaction = std::move(row),
                         .card_number = at.holder.card.card_number,
                         .staff_name = std::move(at.staff.name)};
  outcome.holder = std::move(at.holder);
  outcome.program = std::move(at.program);
  return outcome;
}

// What a void of stamps does to the card. The amounts are those of the row, never today's rule.
void reverse_on_card(storage::Transaction& tx, Card& card, const LoyaltyTransaction& reversed) {
  card.stamp_count -= reversed.stamps_delta;
  if (reversed.type == TransactionType::stamp_earned) {
    card.total_stamps_earned -= reversed.stamps_delta;
    card.last_stamp_at = storage::find_last_stamp_at(tx, card);
  } else {
    card.stamps_redeemed += reversed.stamps_delta;  // the row took stamps: its delta is negative
  }
  ++card.version;
}

}  // namespace

Outcome<CounterOutcome> add_stamp(storage::Transaction& tx, const AddStamp& command) {
  auto stepped_up = step_up(tx, command);
  if (!stepped_up) return stepped_up.error();
  auto& at = *stepped_up;
  auto& card = at.holder.card;
  const auto now = command.actor.now;
  const auto stamps_today = storage::count_stamps_since(tx, card, at.day.begins);
  const StampingState state{.status = card.status,
                            .stamp_count = card.stamp_count,
                            .stamps_today = stamps_today,
                            .last_stamp_at = card.last_stamp_at,
                            .day_ends = at.day.ends};
  if (const auto refusal = decide_stamp(at.program, state, command.count, now)) return *refusal;

  card.stamp_count += command.count;
  card.total_stamps_earned += command.count;
  card.last_stamp_at = now;
  ++card.version;
  auto row = make_row(command.actor, command.transaction_id, card, at.staff, command.notes);
  row.type = TransactionType::stamp_earned;
  row.stamps_delta = command.count;
  storage::record_on_card(tx, card, row);
  return make_outcome(std::move(at), std::move(row), stamps_today + command.count, now);
}

Outcome<CounterOutcome> redeem_stamps(storage::Transaction& tx, const CounterCommand& command) {
  auto stepped_up = step_up(tx, command);
  if (!stepped_up) return stepped_up.error();
  auto& at = *stepped_up;
  auto& card = at.holder.card;
  if (const auto refusal = decide_redeem_stamps(at.program, card.stamp_count)) return *refusal;

  card.stamp_count -= at.program.stamps_target;
  card.stamps_redeemed += at.program.stamps_target;
  ++card.version;
  auto row = make_row(command.actor, command.transaction_id, card, at.staff, command.notes);
  row.type = TransactionType::stamp_redeemed;
  row.stamps_delta = -at.program.stamps_target;
  row.reward = at.program.stamps_reward_description;
  storage::record_on_card(tx, card, row);
  const auto stamps_today = storage::count_stamps_since(tx, card, at.day.begins);
  return make_outcome(std::move(at), std::move(row), stamps_today, command.actor.now);
}

Outcome<CounterOutcome> void_transaction(storage::Transaction& tx, const VoidTransaction& command) {
  const auto& actor = command.actor;
  auto reversed = storage::find_transaction(tx, actor.company_id, actor.vendor_id, command.reversed_id);
  if (!reversed) return Refusal{.code = RefusalCode::transaction_not_found};
  auto holder = storage::lock_card(tx, actor.company_id, actor.vendor_id, reversed->transaction.card_id);
  auto at_counter = storage::find_program_at_counter(tx, actor.company_id, actor.vendor_id);
  if (!holder || !at_counter) throw storage::StorageFault("a transaction without a card");
  auto staff = settle_pin(tx, at_counter->program, actor, command.pin, command.lockout);
  if (!staff) return staff.error();
  // Only now, with the card locked, is it certain whether somebody else has taken it back.
  reversed = storage::find_transaction(tx, actor.company_id, actor.vendor_id, command.reversed_id);
  const auto& old = reversed->transaction;
  const VoidingState state{
      .role = actor.role,
      .is_own = old.staff_pin_id ? old.staff_pin_id == staff->pin_id : old.user_id == actor.user_id,
      .is_last = storage::find_last_transaction(tx, actor.company_id, old.card_id) == old.id,
      .is_voided = reversed->voided_by_id.has_value(),
      .stamp_count = holder->card.stamp_count};
  if (const auto refusal = decide_void(old, state, actor.now)) return *refusal;

  AtCounter at{.holder = std::move(*holder),
               .program = std::move(at_counter->program),
               .day = find_business_day(*at_counter, actor.now),
               .staff = std::move(*staff)};
  auto& card = at.holder.card;
  auto row = make_row(actor, command.transaction_id, card, at.staff, command.reason);
  row.type = *find_void_type(old.type);
  row.stamps_delta = -old.stamps_delta;
  row.reverses_id = old.id;
  row.reward = old.reward;
  // The row goes first: the time of the last stamp is read from the history that it leaves.
  row.stamps_after = card.stamp_count + row.stamps_delta;
  storage::insert_transaction(tx, row);
  reverse_on_card(tx, card, old);
  storage::set_card_balances(tx, card);
  const auto stamps_today = storage::count_stamps_since(tx, card, at.day.begins);
  return make_outcome(std::move(at), std::move(row), stamps_today, actor.now);
}

}  // namespace loyalty
