// Who may take back what, and until when.
#pragma once

#include <optional>

#include "models/refusal.hpp"
#include "models/transaction.hpp"
#include "models/user.hpp"

namespace loyalty {

struct VoidingState {
  Role role = Role::staff;
  bool is_own = false;   // done by the same person
  bool is_last = false;  // nothing came after it on the card
  bool is_voided = false;
  std::int64_t stamp_count = 0;
};

// The type of the row that takes back a row of `type`; none when such rows cannot be taken back.
std::optional<TransactionType> find_void_type(TransactionType type);

// already_voided, or not_voidable: staff take back their own last operation within ten minutes, managers
// anything within 90 days, nobody what would leave less than no stamps.
std::optional<Refusal> decide_void(const LoyaltyTransaction& reversed, const VoidingState& state,
                                   Instant now);

}  // namespace loyalty
