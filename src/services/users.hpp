// Users, as the platform's administrator keeps them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/refusal.hpp"
#include "models/user.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

struct UserWithVendors {
  User user;
  std::vector<UserVendor> vendors;
};
// Newest first; `before` is the last id of the page before.
std::vector<UserWithVendors> list_users(storage::Transaction& tx, std::optional<UserId> before,
                                        std::int64_t limit);
// user_not_found.
Outcome<UserWithVendors> view_user(storage::Transaction& tx, UserId id);

struct NewUser {
  User user;                              // of no company: that of the first vendor
  std::vector<std::string> vendor_codes;  // in upper case
};
// email_taken; company_not_found; vendor_not_found for a code that is not the company's.
Outcome<UserWithVendors> create_user(storage::Transaction& tx, const NewUser& command);

struct ChangeUser {
  UserId id{};
  std::optional<std::string> email;
  std::optional<std::string> name;
  std::optional<Role> role;
  std::optional<std::string> password_hash;
  std::optional<bool> is_active;
  std::optional<std::vector<std::string>> vendor_codes;
};
// user_not_found, vendor_not_found, email_taken, last_admin. A new password, role or switch-off ends the
// user's sessions.
Outcome<UserWithVendors> change_user(storage::Transaction& tx, const ChangeUser& command);

}  // namespace loyalty
