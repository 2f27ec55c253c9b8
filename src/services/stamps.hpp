// The counter's operations on stamps: add, redeem, and take back.
#pragma once

#include <optional>
#include <string>

#include "models/card.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "models/transaction.hpp"
#include "rules/card_code.hpp"
#include "services/actor.hpp"
#include "services/pin_check.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// What every counter operation on a card comes with.
struct CounterCommand {
  Actor actor;
  TransactionId transaction_id{};
  CardCode card;
  PinProof pin;
  LockoutPolicy lockout;
  std::string notes;
};

struct AddStamp : CounterCommand {
  std::int64_t count = 1;
};

// What an operation did, and how the card stands after it.
struct CounterOutcome {
  TransactionView transaction;
  CardWithCustomer holder;
  Program program;
  std::int64_t rewards_available = 0;
  std::int64_t stamps_remaining_today = 0;
  std::optional<Instant> next_stamp_at;  // none: now
};

// The refusals of the counter in their order, up to cooldown_active.
Outcome<CounterOutcome> add_stamp(storage::Transaction& tx, const AddStamp& command);

// Takes `stamps_target` stamps for the reward; the counter's refusals, then not_enough_stamps.
Outcome<CounterOutcome> redeem_stamps(storage::Transaction& tx, const CounterCommand& command);

struct VoidTransaction {
  Actor actor;
  TransactionId transaction_id{};  // of the new row
  TransactionId reversed_id{};
  PinProof pin;
  LockoutPolicy lockout;
  std::string reason;
};
// Staff take back their own last operation on the card within ten minutes, managers anything within 90 days.
// transaction_not_found, the PIN's refusals, already_voided, not_voidable (also when the stamps are spent
// already).
Outcome<CounterOutcome> void_transaction(storage::Transaction& tx, const VoidTransaction& command);

}  // namespace loyalty
