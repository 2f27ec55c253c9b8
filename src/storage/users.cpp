#include "storage/users.hpp"

namespace loyalty::storage {
namespace {

const std::string user_columns =
    "id, company_id, email, name, role, password_hash, is_active, last_sign_in_at, created_at";

const std::string one_user = "SELECT " + user_columns + " FROM users WHERE id = $1";
const Sql select_user{one_user};
const Sql select_user_locked{one_user, "users"};
const Sql select_user_by_email{"SELECT " + user_columns + " FROM users WHERE email = $1"};
const Sql select_users{"SELECT " + user_columns + " FROM users WHERE id < $1 ORDER BY id DESC LIMIT $2"};
const Sql select_admins_locked{"SELECT id FROM users WHERE role = 'admin' AND is_active = 1 ORDER BY id",
                               "users"};
const Sql insert_user_row{"INSERT INTO users (" + user_columns +
                          ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING"};
const Sql update_user{
    "UPDATE users SET name = $2, role = $3, password_hash = $4, is_active = $5, company_id = $6, email = $7 "
    "WHERE id = $1"};
const Sql update_signed_in{"UPDATE users SET last_sign_in_at = $2 WHERE id = $1"};

const std::string vendor_columns = "SELECT v.id, v.code, v.name, v.timezone, v.currency, l.program_id FROM ";
const std::string link = "LEFT JOIN program_vendors l ON l.company_id = $1 AND l.vendor_id = v.id ";
const Sql select_vendors_of_user{
    vendor_columns + "user_vendors u JOIN vendors v ON v.company_id = $1 AND v.id = u.vendor_id " + link +
    "WHERE u.company_id = $1 AND u.user_id = $2 ORDER BY v.id"};
const Sql select_vendors_of_company{vendor_columns + "vendors v " + link +
                                    "WHERE v.company_id = $1 ORDER BY v.id"};
const Sql delete_user_vendors{"DELETE FROM user_vendors WHERE user_id = $1"};
const Sql insert_user_vendor{"INSERT INTO user_vendors (user_id, company_id, vendor_id) VALUES ($1, $2, $3)"};

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
const Sql select_old_failures{"SELECT subject FROM sign_in_failures WHERE window_ends_at <= $1 LIMIT $2"};
// What was begun anew meanwhile stays.
const Sql delete_old_failure{"DELETE FROM sign_in_failures WHERE subject = $1 AND window_ends_at <= $2"};

User read_user(Columns& row) {
  return {.id = row.id<UserId>(),
          .company_id = row.maybe_id<CompanyId>(),
          .email = row.text(),
          .name = row.text(),
          .role = row.name<Role>(),
          .password_hash = row.text(),
          .is_active = row.boolean(),
          .last_sign_in_at = row.maybe_instant(),
          .created_at = row.instant()};
}

UserVendor read_user_vendor(Columns& row) {
  return {.id = row.id<VendorId>(),
          .code = row.text(),
          .name = row.text(),
          .timezone = row.text(),
          .currency = row.text(),
          .program_id = row.maybe_id<ProgramId>()};
}

SignInFailures read_sign_in_failures(Columns& row) {
  return {.attempts = row.integer(), .window_ends_at = row.instant()};
}

}  // namespace

std::optional<User> find_user(Transaction& tx, UserId id) { return tx.find(select_user, {id}, read_user); }

std::optional<User> lock_user(Transaction& tx, UserId id) {
  return tx.find(select_user_locked, {id}, read_user);
}

std::optional<User> find_user_by_email(Transaction& tx, std::string_view email) {
  return tx.find(select_user_by_email, {email}, read_user);
}

std::vector<User> list_users(Transaction& tx, std::optional<UserId> before, std::int64_t limit) {
  return tx.list(select_users, {before ? to_integer(*before) : INT64_MAX, limit}, read_user);
}

std::int64_t lock_active_admins(Transaction& tx) {
  return std::ssize(tx.list(select_admins_locked, {}, [](Columns& row) { return row.id<UserId>(); }));
}

bool insert_user(Transaction& tx, const User& user) {
  return tx.execute(insert_user_row,
                    {user.id, user.company_id, user.email, user.name, name_of(user.role), user.password_hash,
                     user.is_active, user.last_sign_in_at, user.created_at}) == 1;
}

void set_user(Transaction& tx, const User& user) {
  // Its address may have been taken since it was looked up.
  tx.claim(update_user, {user.id, user.name, name_of(user.role), user.password_hash, user.is_active,
                         user.company_id, user.email});
}

void set_user_signed_in(Transaction& tx, UserId id, Instant now) { tx.send(update_signed_in, {id, now}); }

std::vector<UserVendor> list_user_vendors(Transaction& tx, const User& user) {
  if (!user.company_id) return {};
  if (user.role == Role::owner)
    return tx.list(select_vendors_of_company, {*user.company_id}, read_user_vendor);
  return tx.list(select_vendors_of_user, {*user.company_id, user.id}, read_user_vendor);
}

void set_user_vendors(Transaction& tx, UserId user, CompanyId company, const std::vector<VendorId>& vendors) {
  tx.send(delete_user_vendors, {user});
  for (const auto vendor : vendors) tx.send(insert_user_vendor, {user, company, vendor});
}

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
