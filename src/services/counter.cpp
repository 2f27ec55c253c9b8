#include "services/counter.hpp"

#include "rules/stamping.hpp"
#include "services/card_change.hpp"
#include "services/cards.hpp"
#include "storage/programs.hpp"
#include "storage/stamps.hpp"

namespace loyalty {
namespace {

bool gives(const Program& program, LoyaltyType wanted) {
  return (wanted == LoyaltyType::points || program.has_stamps()) &&
         (wanted == LoyaltyType::stamps || program.has_points());
}

}  // namespace

void foresee_step_up(storage::Transaction& tx, const CounterCommand& command) {
  tx.foresee([&] {
    (void)lock_card_by_code(tx, command.actor.company_id, command.card);
    (void)storage::find_program_at_counter(tx, command.actor.company_id, command.actor.vendor_id);
    foresee_pin(tx, command.actor, command.pin);
  });
}

Outcome<AtCounter> step_up(storage::Transaction& tx, const CounterCommand& command, LoyaltyType wanted) {
  foresee_step_up(tx, command);
  auto holder = lock_card_by_code(tx, command.actor.company_id, command.card);
  if (!holder) return holder.error();
  auto at_counter = storage::find_program_at_counter(tx, command.actor.company_id, command.actor.vendor_id);
  if (!at_counter || holder->card.program_id != at_counter->program.id) {
    return Refusal{.code = RefusalCode::card_not_found};
  }
  const auto& program = at_counter->program;
  if (const auto refusal = decide_card_usable(program, holder->card.status)) return *refusal;
  if (!gives(program, wanted)) {
    return Refusal{.code = RefusalCode::wrong_program_type, .wanted = wanted};
  }
  auto staff = settle_pin(tx, program, command.actor, command.pin, command.lockout);
  if (!staff) return staff.error();
  const auto today = find_vendor_day(program, at_counter->timezone, command.actor.now);
  return AtCounter{.holder = std::move(*holder),
                   .program = std::move(at_counter->program),
                   .today = today,
                   .staff = std::move(*staff),
                   .stamps_today = std::nullopt};
}

LoyaltyTransaction make_row(const Actor& actor, TransactionId id, const Card& after, const KnownStaff& staff,
                            std::string_view notes) {
  return {.company_id = after.company_id,
          .card_id = after.id,
          .id = id,
          .vendor_id = actor.vendor_id,
          .staff_pin_id = staff.pin_id,
          .user_id = actor.user_id,
          .stamps_after = after.stamp_count,
          .points_after = after.points_balance,
          .notes = std::string(notes),
          .ip_address = actor.ip_address,
          .user_agent = actor.user_agent,
          .created_at = actor.now};
}

CounterOutcome finish(storage::Transaction& tx, AtCounter at, const Card& before,
                      std::vector<LoyaltyTransaction> rows, Instant now) {
  auto& card = at.holder.card;
  record(tx, before, card, rows);
  CounterOutcome outcome;
  outcome.rewards_available = at.program.rewards_available(card.stamp_count);
  if (at.stamps_today) {
    outcome.stamps_remaining_today = compute_stamps_remaining_today(at.program, *at.stamps_today);
    outcome.next_stamp_at =
        compute_next_stamp_at(at.program, card.last_stamp_at, *at.stamps_today, at.today.day.ends, now);
  }
  const auto view = [&](LoyaltyTransaction& row) {
    return TransactionView{
        .transaction = std::move(row), .card_number = card.card_number, .staff_name = at.staff.name};
  };
  if (rows.size() > 1) outcome.linked = view(rows.front());
  outcome.transaction = view(rows.back());
  show_points(tx, at.holder, now);
  outcome.holder = std::move(at.holder);
  outcome.program = std::move(at.program);
  return outcome;
}

std::optional<Refusal> decide_stamps_now(storage::Transaction& tx, AtCounter& at, std::int64_t count,
                                         Instant now) {
  const auto& card = at.holder.card;
  at.stamps_today = storage::count_stamps_since(tx, card, at.today.day.begins);
  const StampingState state{.status = card.status,
                            .stamp_count = card.stamp_count,
                            .stamps_today = *at.stamps_today,
                            .last_stamp_at = card.last_stamp_at,
                            .day_ends = at.today.day.ends};
  return decide_stamp(at.program, state, count, now);
}

LoyaltyTransaction give_stamps(AtCounter& at, const CounterCommand& command, TransactionId id,
                               std::int64_t count) {
  auto& card = at.holder.card;
  card.stamp_count += count;
  card.total_stamps_earned += count;
  card.last_stamp_at = command.actor.now;
  if (at.stamps_today) *at.stamps_today += count;
  auto row = make_row(command.actor, id, card, at.staff, command.notes);
  row.type = TransactionType::stamp_earned;
  row.stamps_delta = count;
  return row;
}

}  // namespace loyalty
