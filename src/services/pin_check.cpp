#include "services/pin_check.hpp"

#include "base/bcrypt.hpp"
#include "base/digest.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "storage/pins.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

constexpr std::chrono::minutes remember_time{10};
constexpr std::size_t remembered_max = 10'000;
// A busy PIN's row is not written for each stamp: it would make everybody who uses it wait for one another.
constexpr std::chrono::minutes last_used_resolution{1};

PinFailures failures_of(const StaffPin& pin) {
  return {.attempts = pin.failed_attempts, .locked_until = pin.locked_until};
}

Refusal locked(const PinFailures& failures) {
  return {.code = RefusalCode::pin_locked, .retry_at = failures.locked_until};
}

// Counts one more wrong PIN on the locked row, unless it is locked already.
template <class Keep>
Refusal count_failure(const PinFailures& before, const LockoutPolicy& policy, Instant now, Keep keep) {
  if (is_locked(before, now)) return locked(before);
  const auto after = compute_failure(before, policy, now);
  keep(after);
  if (is_locked(after, now)) return locked(after);
  return {.code = RefusalCode::pin_invalid, .attempts_left = compute_attempts_left(after, policy, now)};
}

Refusal refuse_wrong(storage::Transaction& tx, const Actor& actor, const PinProof& proof,
                     const LockoutPolicy& policy) {
  if (proof.staff_pin_id) {
    const auto pin = storage::lock_pin(tx, actor.company_id, *proof.staff_pin_id);
    if (pin && pin->vendor_id == actor.vendor_id) {
      return count_failure(failures_of(*pin), policy, actor.now, [&](const PinFailures& after) {
        storage::set_pin_failures(tx, actor.company_id, pin->id, after);
      });
    }
  }
  const auto before =
      storage::lock_terminal_failures(tx, actor.company_id, actor.vendor_id, actor.session_id, actor.now);
  return count_failure(before, policy, actor.now, [&](const PinFailures& after) {
    storage::set_terminal_failures(tx, actor.company_id, actor.vendor_id, actor.session_id, after, actor.now);
  });
}

void accept_pin(storage::Transaction& tx, const Actor& actor, const StaffPin& pin,
                bool terminal_has_failures) {
  if (pin.failed_attempts > 0) storage::set_pin_failures(tx, actor.company_id, pin.id, {});
  if (terminal_has_failures) {
    storage::delete_terminal_failures(tx, actor.company_id, actor.vendor_id, actor.session_id);
  }
  if (!pin.last_used_at || *pin.last_used_at + last_used_resolution <= actor.now) {
    storage::set_pin_used(tx, actor.company_id, pin.id, actor.now);
  }
}

KnownStaff find_chosen(storage::Transaction& tx, const Actor& actor, const PinProof& proof) {
  const auto pin =
      proof.staff_pin_id ? storage::find_pin(tx, actor.company_id, *proof.staff_pin_id) : std::nullopt;
  if (!pin || pin->vendor_id != actor.vendor_id || !pin->is_active) return KnownStaff{.is_anybody = true};
  return KnownStaff{.pin_id = pin->id, .name = pin->name};
}

}  // namespace

PinCandidate find_pin_candidate(storage::Transaction& tx, const Secrets& secrets, const Actor& actor,
                                const TypedPin& typed) {
  if (!typed.pin) return {};
  const auto vendor = actor.vendor_id;
  auto pin = typed.staff_pin_id ? storage::find_pin(tx, actor.company_id, *typed.staff_pin_id)
                                : storage::find_pin_by_digest(tx, actor.company_id, vendor,
                                                              secrets.digest_pin(vendor, *typed.pin));
  if (pin && pin->vendor_id != vendor) pin.reset();
  PinCandidate candidate;
  candidate.peppered = secrets.pepper_pin(vendor, *typed.pin);
  candidate.nobodys_hash = secrets.nobodys_hash();
  if (!typed.staff_pin_id) {
    const auto terminal = storage::find_terminal_failures(tx, actor.company_id, vendor, actor.session_id);
    candidate.is_locked = terminal && is_locked(*terminal, actor.now);
  }
  if (!pin) return candidate;
  if (typed.staff_pin_id) candidate.is_locked = is_locked(failures_of(*pin), actor.now);
  candidate.pin_id = pin->id;
  candidate.pin_version = pin->pin_version;
  if (pin->is_active) candidate.pin_hash = std::move(pin->pin_hash);
  return candidate;
}

PinProof prove_pin(const PinCandidate& candidate, const TypedPin& typed) {
  PinProof proof{.kind = PinProof::Kind::wrong, .staff_pin_id = typed.staff_pin_id};
  if (candidate.is_locked) return proof;
  if (candidate.pin_hash.empty()) {
    (void)verify_bcrypt(candidate.peppered, candidate.nobodys_hash);
    return proof;
  }
  if (!verify_bcrypt(candidate.peppered, candidate.pin_hash)) return proof;
  proof.kind = PinProof::Kind::right;
  proof.pin_id = candidate.pin_id;
  proof.pin_version = candidate.pin_version;
  return proof;
}

void foresee_pin(storage::Transaction& tx, const Actor& actor, const PinProof& proof) {
  if (proof.kind == PinProof::Kind::absent) return;
  tx.foresee([&] {
    if (proof.kind == PinProof::Kind::waived) {
      (void)find_chosen(tx, actor, proof);
      return;
    }
    if (!proof.staff_pin_id) {
      (void)storage::find_terminal_failures(tx, actor.company_id, actor.vendor_id, actor.session_id);
    }
    if (proof.kind == PinProof::Kind::right) (void)storage::find_pin(tx, actor.company_id, proof.pin_id);
  });
}

Outcome<KnownStaff> settle_pin(storage::Transaction& tx, const Program& program, const Actor& actor,
                               const PinProof& proof, const LockoutPolicy& policy) {
  if (proof.kind == PinProof::Kind::waived) return find_chosen(tx, actor, proof);
  if (proof.kind == PinProof::Kind::absent) {
    if (program.require_staff_pin) return Refusal{.code = RefusalCode::pin_required};
    return KnownStaff{};
  }
  // The terminal's count concerns only PINs typed without a name.
  const auto terminal = proof.staff_pin_id ? std::nullopt
                                           : storage::find_terminal_failures(
                                                 tx, actor.company_id, actor.vendor_id, actor.session_id);
  if (terminal && is_locked(*terminal, actor.now)) return locked(*terminal);
  if (proof.kind == PinProof::Kind::wrong) return refuse_wrong(tx, actor, proof, policy);
  const auto pin = storage::find_pin(tx, actor.company_id, proof.pin_id);
  if (!pin || !pin->is_active || pin->pin_version != proof.pin_version) {
    if (proof.outdated) proof.outdated->store(true);
    return refuse_wrong(tx, actor, proof, policy);
  }
  if (is_locked(failures_of(*pin), actor.now)) return locked(failures_of(*pin));
  accept_pin(tx, actor, *pin, terminal && terminal->attempts > 0);
  return KnownStaff{.pin_id = pin->id, .name = pin->name};
}

Outcome<KnownStaff> check_pin(storage::Transaction& tx, const Actor& actor, const PinProof& proof,
                              const LockoutPolicy& policy) {
  const auto at_counter = storage::find_program_at_counter(tx, actor.company_id, actor.vendor_id);
  if (!at_counter) return Refusal{.code = RefusalCode::program_not_found};
  return settle_pin(tx, at_counter->program, actor, proof, policy);
}

PinMemory::PinMemory() : process_key_(random_bytes(32)) {}

std::string PinMemory::key_of(const Actor& actor, const TypedPin& typed) const {
  const auto digest =
      hmac_sha256(process_key_, {std::to_string(to_integer(actor.company_id)), ":",
                                 std::to_string(to_integer(actor.vendor_id)), ":",
                                 typed.staff_pin_id ? std::to_string(to_integer(*typed.staff_pin_id)) : "",
                                 ":", typed.pin.value_or("")});
  return std::string(as_text(digest));
}

std::optional<PinProof> PinMemory::find(const Actor& actor, const TypedPin& typed) {
  const auto key = key_of(actor, typed);
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  if (found->second.forget_at <= actor.now || found->second.outdated->load()) {
    entries_.erase(found);
    return std::nullopt;
  }
  return PinProof{.kind = PinProof::Kind::right,
                  .staff_pin_id = typed.staff_pin_id,
                  .pin_id = found->second.pin_id,
                  .pin_version = found->second.pin_version,
                  .outdated = found->second.outdated};
}

void PinMemory::forget_all() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

void PinMemory::keep(const Actor& actor, const TypedPin& typed, const PinProof& proof) {
  if (proof.kind != PinProof::Kind::right) return;
  auto key = key_of(actor, typed);
  const std::lock_guard lock(mutex_);
  // Rare enough that starting anew is simpler than choosing whom to forget.
  if (entries_.size() >= remembered_max) entries_.clear();
  entries_[std::move(key)] = {.pin_id = proof.pin_id,
                              .pin_version = proof.pin_version,
                              .forget_at = actor.now + remember_time,
                              .outdated = std::make_shared<std::atomic<bool>>(false)};
}

}  // namespace loyalty
