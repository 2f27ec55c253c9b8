#include "services/sessions.hpp"

#include <algorithm>
#include <array>

#include "base/bcrypt.hpp"
#include "base/codec.hpp"
#include "base/random.hpp"
#include "services/throttle.hpp"
#include "storage/companies.hpp"
#include "storage/sessions.hpp"
#include "storage/users.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t failures_of_account_max = 10;
constexpr std::int64_t failures_of_address_max = 50;
constexpr std::chrono::days session_time{30};
constexpr std::size_t cached_max = 10'000;

std::array<Throttled, 2> subjects_of(const Secrets& secrets, const SignIn& sign_in) {
  return {{{secrets.digest_subject("account", sign_in.email), failures_of_account_max},
           {secrets.digest_subject("address", sign_in.ip_address), failures_of_address_max}}};
}

bool may_sign_in(storage::Transaction& tx, const User& user) {
  if (!user.is_active) return false;
  if (!user.company_id) return true;
  const auto company = storage::find_company(tx, *user.company_id);
  return company && company->is_active;
}

}  // namespace

Outcome<SignInCandidate> find_sign_in_candidate(storage::Transaction& tx, const Secrets& secrets,
                                                const SignIn& sign_in) {
  for (const auto& subject : subjects_of(secrets, sign_in)) {
    const auto failures = storage::find_sign_in_failures(tx, subject.digest);
    if (!failures) continue;
    if (const auto throttle = find_throttle(*failures, subject.attempts_max, sign_in.now)) return *throttle;
  }
  SignInCandidate candidate{.user = storage::find_user_by_email(tx, sign_in.email)};
  if (candidate.user && !candidate.user->is_active) candidate.user.reset();
  return candidate;
}

bool prove_password(const Secrets& secrets, const SignInCandidate& candidate, std::string_view password) {
  const auto peppered = secrets.pepper_password(password);
  if (!candidate.user) {
    (void)verify_bcrypt(peppered, secrets.nobodys_hash());
    return false;
  }
  return verify_bcrypt(peppered, candidate.user->password_hash);
}

NewSession make_session(SessionId id) { return {.id = id, .token = to_base64url(random_bytes(32))}; }

Outcome<SignedIn> settle_sign_in(storage::Transaction& tx, const Secrets& secrets, const SignIn& sign_in,
                                 const SignInCandidate& candidate, bool is_proven,
                                 const NewSession& session) {
  const auto subjects = subjects_of(secrets, sign_in);
  std::array<storage::SignInFailures, 2> failures;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    failures[i] = storage::lock_sign_in_failures(tx, subjects[i].digest);
    if (const auto throttle = find_throttle(failures[i], subjects[i].attempts_max, sign_in.now))
      return *throttle;
  }
  const auto user = candidate.user ? storage::lock_user(tx, candidate.user->id) : std::nullopt;
  const bool is_right =
      is_proven && user && user->password_hash == candidate.user->password_hash && may_sign_in(tx, *user);
  if (!is_right) {
    for (std::size_t i = 0; i < subjects.size(); ++i)
      count_attempt(tx, subjects[i], failures[i], sign_in.now);
    return Refusal{.code = RefusalCode::invalid_credentials};
  }
  storage::delete_sign_in_failures(tx, subjects[0].digest);
  const auto token_hash = hash_token(session.token);
  storage::insert_session(tx,
                          {.id = session.id,
                           .user_id = user->id,
                           .created_at = sign_in.now,
                           .expires_at = sign_in.now + session_time},
                          token_hash);
  storage::set_user_signed_in(tx, user->id, sign_in.now);
  auto caller = storage::find_caller(tx, token_hash, sign_in.now);
  if (!caller) throw storage::StorageFault("a session that has just begun is not found");
  return SignedIn{.caller = std::move(*caller), .token = session.token};
}

std::optional<Caller> recognise_caller(storage::Transaction& tx, std::string_view token_hash, Instant now) {
  return storage::find_caller(tx, token_hash, now);
}

void end_session(storage::Transaction& tx, SessionId id) { storage::delete_session(tx, id); }

SignInCandidate find_own_candidate(storage::Transaction& tx, const Caller& caller) {
  return {.user = storage::find_user(tx, caller.user_id)};
}

Outcome<Done> change_password(storage::Transaction& tx, const Caller& caller, const std::string& old_hash,
                              const std::string& new_hash) {
  auto user = storage::lock_user(tx, caller.user_id);
  if (!user || user->password_hash != old_hash) return Refusal{.code = RefusalCode::invalid_credentials};
  user->password_hash = new_hash;
  storage::set_user(tx, *user);
  storage::delete_sessions_of_user(tx, user->id, caller.session_id);
  return Done{};
}

std::optional<Caller> SessionCache::find(const std::string& token_hash, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(token_hash);
  if (found == entries_.end()) return std::nullopt;
  if (found->second.fresh_until <= now) {
    entries_.erase(found);
    return std::nullopt;
  }
  return found->second.caller;
}

void SessionCache::keep(const std::string& token_hash, const Caller& caller, Instant now) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= cached_max) entries_.clear();
  entries_[token_hash] = {caller, std::min(now + freshness, caller.expires_at)};
}

void SessionCache::forget_user(UserId user) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [user](const auto& entry) { return entry.second.caller.user_id == user; });
}

void SessionCache::forget_all() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

}  // namespace loyalty
