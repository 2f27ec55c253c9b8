// Users, and the vendors they work for.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "models/user.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

std::optional<User> find_user(Transaction& tx, UserId id);
std::optional<User> lock_user(Transaction& tx, UserId id);
std::optional<User> find_user_by_email(Transaction& tx, std::string_view email);
std::vector<User> list_users(Transaction& tx, std::optional<UserId> before, std::int64_t limit);
// Their number; none of them changes until the transaction ends.
std::int64_t lock_active_admins(Transaction& tx);
// False when the e-mail is taken.
[[nodiscard]] bool insert_user(Transaction& tx, const User& user);
// Name, role, password and whether active.
void set_user(Transaction& tx, const User& user);
void set_user_signed_in(Transaction& tx, UserId id, Instant now);

// Owners work for every vendor of their company, the others for those they were given.
std::vector<UserVendor> list_user_vendors(Transaction& tx, const User& user);
void set_user_vendors(Transaction& tx, UserId user, CompanyId company, const std::vector<VendorId>& vendors);

}  // namespace loyalty::storage
