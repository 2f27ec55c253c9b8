// Staff PINs as managers see them: made, changed, unlocked, removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/pin.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "services/secrets.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// The vendor's, newest first; `before` is the last id of the page before.
std::vector<StaffPin> list_pins(storage::Transaction& tx, const Actor& actor, std::optional<PinId> before,
                                std::int64_t limit);

// A PIN ready to be stored. Made outside a transaction: it hashes.
struct HashedPin {
  std::string digest;
  std::string hash;
};
// None when the PIN is not 4 to 8 digits or is one that everybody tries first. Slow (bcrypt).
std::optional<HashedPin> hash_pin(const Secrets& secrets, VendorId vendor, std::string_view pin,
                                  int bcrypt_cost);

// pin_not_allowed when somebody of the vendor has these digits.
Outcome<StaffPin> create_pin(storage::Transaction& tx, const Actor& actor, PinId id, const std::string& name,
                             const HashedPin& pin);

struct ChangePin {
  PinId id{};
  std::optional<std::string> name;
  std::optional<HashedPin> pin;
  std::optional<bool> is_active;
};
// pin_not_found, pin_not_allowed.
Outcome<StaffPin> change_pin(storage::Transaction& tx, const Actor& actor, const ChangePin& change);
// pin_not_found. Lifts the person's lock and those of the vendor's terminals.
Outcome<StaffPin> unlock_pin(storage::Transaction& tx, const Actor& actor, PinId id);
// pin_not_found. The history keeps the name.
Outcome<Done> remove_pin(storage::Transaction& tx, const Actor& actor, PinId id);

}  // namespace loyalty
