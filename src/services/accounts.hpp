// Companies, vendors and users, as the platform's administrator keeps them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/company.hpp"
#include "models/refusal.hpp"
#include "models/user.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// company_not_found, vendor_code_taken.
Outcome<Vendor> create_vendor(storage::Transaction& tx, const Vendor& vendor);

// vendor_not_found, vendor_code_taken. A former code goes on leading to the vendor: posters carry it.
Outcome<Vendor> change_vendor(storage::Transaction& tx, VendorId id,
                              const std::function<void(Vendor&)>& change);

struct NewUser {
  User user;
  std::vector<std::string> vendor_codes;  // in upper case
};
struct UserWithVendors {
  User user;
  std::vector<UserVendor> vendors;
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
