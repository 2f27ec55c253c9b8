#include "services/users.hpp"

#include <algorithm>

#include "storage/companies.hpp"
#include "storage/sessions.hpp"
#include "storage/users.hpp"

namespace loyalty {
namespace {

Outcome<std::vector<VendorId>> find_vendors(storage::Transaction& tx, CompanyId company,
                                            const std::vector<std::string>& codes) {
  std::vector<VendorId> vendors;
  for (const auto& code : codes) {
    const auto vendor = storage::find_vendor_by_code(tx, code);
    if (!vendor || vendor->company_id != company) return Refusal{.code = RefusalCode::vendor_not_found};
    if (std::find(vendors.begin(), vendors.end(), vendor->id) == vendors.end()) vendors.push_back(vendor->id);
  }
  return vendors;
}

// Administrators belong to no company, everybody else to one that exists.
std::optional<Refusal> check_company(storage::Transaction& tx, const User& user) {
  if (!user.company_id) {
    if (user.role == Role::admin) return std::nullopt;
    return Refusal{.code = RefusalCode::company_not_found};
  }
  if (user.role == Role::admin) return Refusal{.code = RefusalCode::company_not_found};
  if (!storage::find_company(tx, *user.company_id)) return Refusal{.code = RefusalCode::company_not_found};
  return std::nullopt;
}

// The company that is named, or the one of the first vendor.
Outcome<std::optional<CompanyId>> find_company_of(storage::Transaction& tx, const NewUser& command) {
  if (command.user.company_id || command.vendor_codes.empty()) return command.user.company_id;
  const auto vendor = storage::find_vendor_by_code(tx, command.vendor_codes.front());
  if (!vendor) return Refusal{.code = RefusalCode::vendor_not_found};
  return std::optional(vendor->company_id);
}

}  // namespace

std::vector<UserWithVendors> list_users(storage::Transaction& tx, std::optional<UserId> before,
                                        std::int64_t limit) {
  std::vector<UserWithVendors> found;
  for (auto& user : storage::list_users(tx, before, limit)) {
    auto vendors = storage::list_user_vendors(tx, user);
    found.push_back({std::move(user), std::move(vendors)});
  }
  return found;
}

Outcome<UserWithVendors> view_user(storage::Transaction& tx, UserId id) {
  auto user = storage::find_user(tx, id);
  if (!user) return Refusal{.code = RefusalCode::user_not_found};
  auto vendors = storage::list_user_vendors(tx, *user);
  return UserWithVendors{std::move(*user), std::move(vendors)};
}

Outcome<UserWithVendors> create_user(storage::Transaction& tx, const NewUser& command) {
  auto user = command.user;
  const auto company = find_company_of(tx, command);
  if (!company) return company.error();
  user.company_id = *company;
  if (const auto refusal = check_company(tx, user)) return *refusal;
  std::vector<VendorId> vendors;
  if (user.company_id) {
    auto found = find_vendors(tx, *user.company_id, command.vendor_codes);
    if (!found) return found.error();
    vendors = std::move(*found);
  }
  if (!storage::insert_user(tx, user)) return Refusal{.code = RefusalCode::email_taken};
  if (user.company_id) storage::set_user_vendors(tx, user.id, *user.company_id, vendors);
  auto listed = storage::list_user_vendors(tx, user);
  return UserWithVendors{.user = std::move(user), .vendors = std::move(listed)};
}

Outcome<UserWithVendors> change_user(storage::Transaction& tx, const ChangeUser& command) {
  // In this order always: of two administrators who take each other's role away one has to wait.
  const auto admins = storage::lock_active_admins(tx);
  auto user = storage::lock_user(tx, command.id);
  if (!user) return Refusal{.code = RefusalCode::user_not_found};
  const auto before = *user;
  if (command.email && *command.email != user->email) {
    if (storage::find_user_by_email(tx, *command.email)) return Refusal{.code = RefusalCode::email_taken};
    user->email = *command.email;
  }
  if (command.name) user->name = *command.name;
  if (command.role) user->role = *command.role;
  if (command.password_hash) user->password_hash = *command.password_hash;
  if (command.is_active) user->is_active = *command.is_active;
  if (const auto refusal = check_company(tx, *user)) return *refusal;

  const bool was_admin = before.role == Role::admin && before.is_active;
  const bool is_admin = user->role == Role::admin && user->is_active;
  if (was_admin && !is_admin && admins <= 1) {
    return Refusal{.code = RefusalCode::last_admin};
  }
  if (command.vendor_codes && user->company_id) {
    const auto vendors = find_vendors(tx, *user->company_id, *command.vendor_codes);
    if (!vendors) return vendors.error();
    storage::set_user_vendors(tx, user->id, *user->company_id, *vendors);
  }
  storage::set_user(tx, *user);
  if (command.password_hash || user->role != before.role || !user->is_active) {
    storage::delete_sessions_of_user(tx, user->id, std::nullopt);
  }
  return UserWithVendors{.user = *user, .vendors = storage::list_user_vendors(tx, *user)};
}

}  // namespace loyalty
