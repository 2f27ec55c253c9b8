#include "storage/sessions.hpp"

#include "storage/users.hpp"

namespace loyalty::storage {
namespace {

const Sql insert_session_row{
    "INSERT INTO sessions (id, token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)"};
const Sql select_session{
    "SELECT s.id, s.expires_at, u.id, u.company_id, u.email, u.name, u.role FROM sessions s "
    "JOIN users u ON u.id = s.user_id LEFT JOIN companies c ON c.id = u.company_id "
    "WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.is_active = 1 AND (c.id IS NULL OR c.is_active = "
    "1)"};
const Sql delete_session_row{"DELETE FROM sessions WHERE id = $1"};
const Sql delete_user_sessions{"DELETE FROM sessions WHERE user_id = $1 AND id <> $2"};
const Sql select_expired{"SELECT id FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2"};

const std::string one_failure = "SELECT attempts, window_ends_at FROM sign_in_failures WHERE subject = $1";
const Sql select_failures{one_failure};
const Sql select_failures_locked{one_failure, "sign_in_failures"};
const Sql insert_failures{
    "INSERT INTO sign_in_failures (subject, attempts, window_ends_at) VALUES ($1, 0, 0) ON CONFLICT DO "
    "NOTHING"};
const Sql upsert_failures{
    "INSERT INTO sign_in_failures (subject, attempts, window_ends_at) VALUES ($1, $2, $3) "
    "ON CONFLICT (subject) DO UPDATE SET attempts = excluded.attempts, window_ends_at = "
    "excluded.window_ends_at"};
const Sql delete_failures{"DELETE FROM sign_in_failures WHERE subject = $1"};
const Sql select_old_failures{
    "SELECT subject FROM sign_in_failures WHERE window_ends_at <= $1 ORDER BY window_ends_at LIMIT $2"};
// What was begun anew meanwhile stays.
const Sql delete_old_failure{"DELETE FROM sign_in_failures WHERE subject = $1 AND window_ends_at <= $2"};

SignInFailures read_sign_in_failures(Columns& row) {
  return {.attempts = row.integer(), .window_ends_at = row.instant()};
}

}  // namespace

void insert_session(Transaction& tx, const Session& session, std::string_view token_hash) {
  tx.send(insert_session_row,
          {session.id, token_hash, session.user_id, session.created_at, session.expires_at});
}

std::optional<Caller> find_caller(Transaction& tx, std::string_view token_hash, Instant now) {
  auto caller = tx.find(select_session, {token_hash, now}, [](Columns& row) {
    Caller found;
    found.session_id = row.id<SessionId>();
    found.expires_at = row.instant();
    found.user_id = row.id<UserId>();
    found.company_id = row.maybe_id<CompanyId>();
    found.email = row.text();
    found.name = row.text();
    found.role = row.name<Role>();
    return found;
  });
  if (!caller) return std::nullopt;
  const User user{.id = caller->user_id, .company_id = caller->company_id, .role = caller->role};
  caller->vendors = list_user_vendors(tx, user);
  return caller;
}

void delete_session(Transaction& tx, SessionId id) { tx.send(delete_session_row, {id}); }

void delete_sessions_of_user(Transaction& tx, UserId user, std::optional<SessionId> kept) {
  tx.send(delete_user_sessions, {user, kept ? to_integer(*kept) : std::int64_t{0}});
}

std::int64_t delete_expired_sessions(Transaction& tx, Instant now, std::int64_t limit) {
  const auto expired =
      tx.list(select_expired, {now, limit}, [](Columns& row) { return row.id<SessionId>(); });
  for (const auto id : expired) delete_session(tx, id);
  return std::ssize(expired);
}

std::optional<SignInFailures> find_sign_in_failures(Transaction& tx, std::string_view subject) {
  return tx.find(select_failures, {subject}, read_sign_in_failures);
}

SignInFailures lock_sign_in_failures(Transaction& tx, std::string_view subject) {
  tx.send(insert_failures, {subject});
  return *tx.find(select_failures_locked, {subject}, read_sign_in_failures);
}

void set_sign_in_failures(Transaction& tx, std::string_view subject, const SignInFailures& failures) {
  tx.send(upsert_failures, {subject, failures.attempts, failures.window_ends_at});
}

void delete_sign_in_failures(Transaction& tx, std::string_view subject) {
  tx.send(delete_failures, {subject});
}

std::int64_t delete_old_sign_in_failures(Transaction& tx, Instant now, std::int64_t limit) {
  const auto old = tx.list(select_old_failures, {now, limit}, [](Columns& row) { return row.text(); });
  for (const auto& subject : old) tx.send(delete_old_failure, {subject, now});
  return std::ssize(old);
}

}  // namespace loyalty::storage
