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

const Sql select_vendors_of_user{
    "SELECT v.id, v.code, v.name, v.timezone, v.currency FROM user_vendors u JOIN vendors v ON v.company_id "
    "= $1 AND v.id = u.vendor_id WHERE u.company_id = $1 AND u.user_id = $2 ORDER BY v.id"};
const Sql select_vendors_of_company{
    "SELECT id, code, name, timezone, currency FROM vendors WHERE company_id = $1 ORDER BY id"};
const Sql delete_user_vendors{"DELETE FROM user_vendors WHERE user_id = $1"};
const Sql insert_user_vendor{"INSERT INTO user_vendors (user_id, company_id, vendor_id) VALUES ($1, $2, $3)"};

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
          .currency = row.text()};
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

}  // namespace loyalty::storage
