// Sessions, who is calling by them, and failed sign-ins.
#pragma once

#include <optional>
#include <string_view>

#include "models/user.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

struct Session {
  SessionId id{};
  UserId user_id{};
  Instant created_at{};
  Instant expires_at{};
};
void insert_session(Transaction& tx, const Session& session, std::string_view token_hash);
// Only sessions that have not run out, of users and companies that are active.
std::optional<Caller> find_caller(Transaction& tx, std::string_view token_hash, Instant now);
void delete_session(Transaction& tx, SessionId id);
// All of the user's but `kept`.
void delete_sessions_of_user(Transaction& tx, UserId user, std::optional<SessionId> kept);
std::int64_t delete_expired_sessions(Transaction& tx, Instant now, std::int64_t limit);

struct SignInFailures {
  std::int64_t attempts = 0;
  Instant window_ends_at{};
};
std::optional<SignInFailures> find_sign_in_failures(Transaction& tx, std::string_view subject);
// Makes the row when there is none, so that there is something to lock.
SignInFailures lock_sign_in_failures(Transaction& tx, std::string_view subject);
void set_sign_in_failures(Transaction& tx, std::string_view subject, const SignInFailures& failures);
void delete_sign_in_failures(Transaction& tx, std::string_view subject);
std::int64_t delete_old_sign_in_failures(Transaction& tx, Instant now, std::int64_t limit);

}  // namespace loyalty::storage
