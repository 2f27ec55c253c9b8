#include "storage/users.hpp"

#include "storage/row.hpp"

namespace loyalty::storage {
namespace {

constexpr auto user_row =
    row_of("users", key("id", &User::id), column("company_id", &User::company_id),
           column("email", &User::email), column("name", &User::name), column("role", &User::role),
           column("password_hash", &User::password_hash), column("is_active", &User::is_active),
           fixed("last_sign_in_at", &User::last_sign_in_at), fixed("created_at", &User::created_at));
constexpr auto user_vendor_row = row_of(
    "vendors", key("id", &UserVendor::id), fixed("code", &UserVendor::code), fixed("name", &UserVendor::name),
    fixed("timezone", &UserVendor::timezone), fixed("currency", &UserVendor::currency));

const std::string one_user = "SELECT " + user_row.columns() + " FROM users WHERE id = $1";
const Sql select_user{one_user};
const Sql select_user_locked{one_user, "users"};
const Sql select_user_by_email{"SELECT " + user_row.columns() + " FROM users WHERE email = $1"};
const Sql select_users{"SELECT " + user_row.columns() +
                       " FROM users WHERE id < $1 ORDER BY id DESC LIMIT $2"};
const Sql select_admins_locked{"SELECT id FROM users WHERE role = 'admin' AND is_active = 1 ORDER BY id",
                               "users"};
const Sql insert_user_row{user_row.insert() + " ON CONFLICT DO NOTHING"};
const Sql update_user{user_row.update()};
const Sql update_signed_in{"UPDATE users SET last_sign_in_at = $2 WHERE id = $1"};

const std::string vendor_columns = "SELECT " + user_vendor_row.columns("v.") + ", l.program_id FROM ";
const std::string link = "LEFT JOIN program_vendors l ON l.company_id = $1 AND l.vendor_id = v.id ";
const Sql select_vendors_of_user{
    vendor_columns + "user_vendors u JOIN vendors v ON v.company_id = $1 AND v.id = u.vendor_id " + link +
    "WHERE u.company_id = $1 AND u.user_id = $2 ORDER BY v.id"};
const Sql select_vendors_of_company{vendor_columns + "vendors v " + link +
                                    "WHERE v.company_id = $1 ORDER BY v.id"};
const Sql delete_user_vendors{"DELETE FROM user_vendors WHERE user_id = $1"};
const Sql insert_user_vendor{"INSERT INTO user_vendors (user_id, company_id, vendor_id) VALUES ($1, $2, $3)"};

UserVendor read_user_vendor(Columns& row) {
  auto vendor = user_vendor_row(row);
  vendor.program_id = row.maybe_id<ProgramId>();
  return vendor;
}

}  // namespace

std::optional<User> find_user(Transaction& tx, UserId id) { return tx.find(select_user, {id}, user_row); }

std::optional<User> lock_user(Transaction& tx, UserId id) {
  return tx.find(select_user_locked, {id}, user_row);
}

std::optional<User> find_user_by_email(Transaction& tx, std::string_view email) {
  return tx.find(select_user_by_email, {email}, user_row);
}

std::vector<User> list_users(Transaction& tx, std::optional<UserId> before, std::int64_t limit) {
  return tx.list(select_users, {before ? to_integer(*before) : INT64_MAX, limit}, user_row);
}

std::int64_t lock_active_admins(Transaction& tx) {
  return std::ssize(tx.list(select_admins_locked, {}, [](Columns& row) { return row.id<UserId>(); }));
}

bool insert_user(Transaction& tx, const User& user) {
  return tx.execute(insert_user_row, user_row.values(user)) == 1;
}

void set_user(Transaction& tx, const User& user) {
  // Its address may have been taken since it was looked up.
  tx.claim(update_user, user_row.changes(user));
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
