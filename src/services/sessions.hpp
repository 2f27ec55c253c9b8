// Signing in and out, and who a token belongs to.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "models/refusal.hpp"
#include "models/user.hpp"
#include "services/secrets.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// A sign-in as it was asked for.
struct SignIn {
  std::string email;  // normalised, or as typed when it cannot be an address
  std::string ip_address;
  Instant now{};
};

// Step one, a read: the user to compare the password with; empty when unknown or switched off.
// too_many_attempts.
struct SignInCandidate {
  std::optional<User> user;
};
Outcome<SignInCandidate> find_sign_in_candidate(storage::Transaction& tx, const Secrets& secrets,
                                                const SignIn& sign_in);
// Step two, slow (bcrypt): takes as long whether or not there is such a user.
bool prove_password(const Secrets& secrets, const SignInCandidate& candidate, std::string_view password);

struct NewSession {
  SessionId id{};
  std::string token;  // 256 random bits as base64url; only its digest is stored
};
NewSession make_session(SessionId id);

struct SignedIn {
  Caller caller;
  std::string token;
};
// Step three, a write: counts the failure (invalid_credentials) or begins the session. too_many_attempts when
// others were wrong meanwhile.
Outcome<SignedIn> settle_sign_in(storage::Transaction& tx, const Secrets& secrets, const SignIn& sign_in,
                                 const SignInCandidate& candidate, bool is_proven, const NewSession& session);

// None but of sessions that have not run out, of users and companies that are active.
std::optional<Caller> recognise_caller(storage::Transaction& tx, std::string_view token_hash, Instant now);
void end_session(storage::Transaction& tx, SessionId id);

// The caller's own account, for prove_password.
SignInCandidate find_own_candidate(storage::Transaction& tx, const Caller& caller);
// Ends all other sessions of the user. invalid_credentials when the password was changed meanwhile.
Outcome<Done> change_password(storage::Transaction& tx, const Caller& caller, const std::string& old_hash,
                              const std::string& new_hash);

// Sessions seen lately, so that a request at the counter needs no read. What is changed through this process
// is forgotten at once; what another server changed is noticed after `freshness` at the latest. Safe from any
// thread.
class SessionCache {
 public:
  static constexpr std::chrono::seconds freshness{5};

  std::optional<Caller> find(const std::string& token_hash, Instant now);
  void keep(const std::string& token_hash, const Caller& caller, Instant now);
  void forget_user(UserId user);
  void forget_all();

 private:
  struct Entry {
    Caller caller;
    Instant fresh_until{};
  };

  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace loyalty
