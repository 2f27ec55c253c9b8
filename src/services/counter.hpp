// What every operation at the counter has in common: the card in hand, the refusals in their order, the row
// of history, and how the card stands afterwards.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/card.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "models/transaction.hpp"
#include "rules/card_code.hpp"
#include "services/actor.hpp"
#include "services/pin_check.hpp"
#include "services/vendor_day.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

struct CounterCommand {
  Actor actor;
  TransactionId expiry_id{};  // of the row for points that turn out to have expired; smaller than the others
  TransactionId transaction_id{};
  CardCode card;
  PinProof pin;
  LockoutPolicy lockout;
  std::string notes;
};

// What an operation did, and how the card stands after it.
struct CounterOutcome {
  TransactionView transaction;
  std::optional<TransactionView> linked;  // the other row of an operation on stamps and points
  CardWithCustomer holder;
  Program program;
  std::int64_t rewards_available = 0;
  // Only of what gives stamps: counting today's for everything else would cost a look at the history.
  std::int64_t stamps_remaining_today = 0;
  std::optional<Instant> next_stamp_at;  // none: now
};

// A card in hand: locked, usable, with the staff member known.
struct AtCounter {
  CardWithCustomer holder;
  Program program;
  VendorDay today;
  KnownStaff staff;
  std::optional<std::int64_t> stamps_today;  // once they were counted
};

// Announces what step_up reads.
void foresee_step_up(storage::Transaction& tx, const CounterCommand& command);

// The refusals that all operations share, in the contract's order: the first that holds. A program that does
// not give what is `wanted` (hybrid: both) is of the wrong type.
Outcome<AtCounter> step_up(storage::Transaction& tx, const CounterCommand& command, LoyaltyType wanted);

// A row about the card as it is now; its type and deltas are the caller's.
LoyaltyTransaction make_row(const Actor& actor, TransactionId id, const Card& after, const KnownStaff& staff,
                            std::string_view notes);

// Records the rows on the card in hand, which was like `before`, and tells how it stands. The last row is the
// operation's; one before it goes with it.
CounterOutcome finish(storage::Transaction& tx, AtCounter at, const Card& before,
                      std::vector<LoyaltyTransaction> rows, Instant now);

// Giving stamps, alone or along with points. daily_limit_reached, cooldown_active.
std::optional<Refusal> decide_stamps_now(storage::Transaction& tx, AtCounter& at, std::int64_t count,
                                         Instant now);
// Changes the card in hand and makes the row for it.
LoyaltyTransaction give_stamps(AtCounter& at, const CounterCommand& command, TransactionId id,
                               std::int64_t count);

}  // namespace loyalty
