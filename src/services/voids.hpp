// Taking an operation back.
#pragma once

#include <string>

#include "services/counter.hpp"

namespace loyalty {

struct VoidTransaction {
  Actor actor;
  TransactionId expiry_id{};       // of the row for points that turn out to have expired; the smallest
  TransactionId linked_id{};       // of the second new row, where the operation has two; the next
  TransactionId transaction_id{};  // of the new row
  TransactionId reversed_id{};
  PinProof pin;
  LockoutPolicy lockout;
  std::string reason;
};
// Staff take back their own last operation on the card within ten minutes, managers anything within 90 days.
// Stamps and points that were given by one operation are taken back together: the outcome's `linked` is the
// other row. What is taken is what was given then, less what has expired since; points that are spent already
// leave the card owing them, where the program allows it. Points that are given back go to the lots that they
// came from, with their old dates.
// transaction_not_found, the PIN's refusals, already_voided, not_voidable (also when the stamps are spent
// already), not_enough_points, points_limit_reached.
Outcome<CounterOutcome> void_transaction(storage::Transaction& tx, const VoidTransaction& command);

}  // namespace loyalty
