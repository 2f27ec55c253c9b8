#include "services/pins.hpp"

#include "base/bcrypt.hpp"
#include "rules/pin_form.hpp"
#include "storage/pins.hpp"

namespace loyalty {
namespace {

std::optional<StaffPin> lock_own_pin(storage::Transaction& tx, const Actor& actor, PinId id) {
  auto pin = storage::lock_pin(tx, actor.company_id, id);
  if (!pin || pin->vendor_id != actor.vendor_id) return std::nullopt;
  return pin;
}

}  // namespace

std::optional<HashedPin> hash_pin(const Secrets& secrets, VendorId vendor, std::string_view pin,
                                  int bcrypt_cost) {
  if (!is_pin_form(pin) || is_trivial_pin(pin)) return std::nullopt;
  return HashedPin{.digest = secrets.digest_pin(vendor, pin),
                   .hash = hash_bcrypt(secrets.pepper_pin(vendor, pin), bcrypt_cost)};
}

std::vector<StaffPin> list_pins(storage::Transaction& tx, const Actor& actor, std::optional<PinId> before,
                                std::int64_t limit) {
  return storage::list_pins(tx, actor.company_id, actor.vendor_id, before, limit);
}

Outcome<StaffPin> create_pin(storage::Transaction& tx, const Actor& actor, PinId id, const std::string& name,
                             const HashedPin& hashed) {
  StaffPin pin{.company_id = actor.company_id,
               .id = id,
               .vendor_id = actor.vendor_id,
               .name = name,
               .pin_digest = hashed.digest,
               .pin_hash = hashed.hash,
               .created_at = actor.now};
  if (!storage::insert_pin(tx, pin)) return Refusal{.code = RefusalCode::pin_not_allowed};
  return pin;
}

Outcome<StaffPin> change_pin(storage::Transaction& tx, const Actor& actor, const ChangePin& change) {
  auto pin = lock_own_pin(tx, actor, change.id);
  if (!pin) return Refusal{.code = RefusalCode::pin_not_found};
  if (change.name) pin->name = *change.name;
  if (change.is_active) pin->is_active = *change.is_active;
  if (change.pin) {
    pin->pin_digest = change.pin->digest;
    pin->pin_hash = change.pin->hash;
    ++pin->pin_version;
  }
  if (!storage::set_pin(tx, *pin)) return Refusal{.code = RefusalCode::pin_not_allowed};
  return std::move(*pin);
}

Outcome<StaffPin> unlock_pin(storage::Transaction& tx, const Actor& actor, PinId id) {
  auto pin = lock_own_pin(tx, actor, id);
  if (!pin) return Refusal{.code = RefusalCode::pin_not_found};
  pin->failed_attempts = 0;
  pin->locked_until.reset();
  storage::set_pin_failures(tx, actor.company_id, id, {});
  storage::delete_terminal_failures_of_vendor(tx, actor.company_id, actor.vendor_id);
  return std::move(*pin);
}

Outcome<Done> remove_pin(storage::Transaction& tx, const Actor& actor, PinId id) {
  if (!lock_own_pin(tx, actor, id)) return Refusal{.code = RefusalCode::pin_not_found};
  storage::delete_pin(tx, actor.company_id, id);
  return Done{};
}

}  // namespace loyalty
