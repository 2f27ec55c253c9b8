// Is the typed PIN right, and whose is it? In three steps, because bcrypt must not run inside a transaction:
// find what to compare with (a read), compare (the compute pool), then settle it inside the operation's own
// write, where lockout and the PIN's version are looked at again.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "models/pin.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "rules/lockout.hpp"
#include "services/actor.hpp"
#include "services/secrets.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// A PIN as it was typed: alone, or for a person who was chosen first.
struct TypedPin {
  std::optional<std::string> pin;
  std::optional<PinId> staff_pin_id;
};

// Step one: what the typed PIN must be compared with. An empty hash means that nobody has it.
struct PinCandidate {
  PinId pin_id{};
  std::int64_t pin_version = 0;
  std::string pin_hash;
  std::string nobodys_hash;  // to compare with where there is no hash, so that the time tells nothing
  std::string peppered;      // what to verify against the hash
  bool is_locked = false;    // no need to compare: the answer is pin_locked
};
PinCandidate find_pin_candidate(storage::Transaction& tx, const Secrets& secrets, const Actor& actor,
                                const TypedPin& typed);

// Step two: how the comparison ended.
struct PinProof {
  // Waived: nobody's PIN is asked for, because nothing will be kept or a manager's sign-in is enough.
  enum class Kind { absent, wrong, right, waived };
  Kind kind = Kind::absent;
  std::optional<PinId> staff_pin_id;  // who was chosen, if anybody
  PinId pin_id{};                     // whose it is, when right
  std::int64_t pin_version = 0;
  // Of a remembered proof: raised when it turns out to be outdated, so that the memory lets it go and the
  // next try is compared again. Else the digits of a PIN that was removed would be refused to their new
  // owner.
  std::shared_ptr<std::atomic<bool>> outdated = {};
};
// Slow (bcrypt), also when there is no candidate, so that the time tells nothing.
PinProof prove_pin(const PinCandidate& candidate, const TypedPin& typed);

// Step three. The person (none when the program asks for no PIN and none was typed), or pin_required,
// pin_locked, pin_invalid. Counts a wrong PIN; a right one ends the row of wrong ones. A waived proof is
// neither refused nor counted: the person is the one who was chosen, if the vendor has them.
struct KnownStaff {
  std::optional<PinId> pin_id;
  std::string name;
  bool is_anybody = false;  // waived, and nobody was chosen: taken for whoever may do it
};
// Announces what settle_pin reads.
void foresee_pin(storage::Transaction& tx, const Actor& actor, const PinProof& proof);
Outcome<KnownStaff> settle_pin(storage::Transaction& tx, const Program& program, const Actor& actor,
                               const PinProof& proof, const LockoutPolicy& policy);
// Step three where nothing else is done: program_not_found, and what settle_pin says.
Outcome<KnownStaff> check_pin(storage::Transaction& tx, const Actor& actor, const PinProof& proof,
                              const LockoutPolicy& policy);

// PINs that passed lately, so that a busy till pays for bcrypt once. Kept under a key that dies with the
// process; what is remembered is only used together with the PIN's version in the database. Safe to use from
// any thread.
class PinMemory {
 public:
  PinMemory();

  std::optional<PinProof> find(const Actor& actor, const TypedPin& typed);
  void keep(const Actor& actor, const TypedPin& typed, const PinProof& proof);
  // After a PIN was changed or removed: its digits may soon be somebody else's.
  void forget_all();

 private:
  std::string key_of(const Actor& actor, const TypedPin& typed) const;

  struct Entry {
    PinId pin_id{};
    std::int64_t pin_version = 0;
    Instant forget_at{};
    std::shared_ptr<std::atomic<bool>> outdated;
  };

  std::string process_key_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace loyalty
