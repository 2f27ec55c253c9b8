#include "services/accounts.hpp"

#include <algorithm>

#include "storage/companies.hpp"
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

}  // namespace

Outcome<Vendor> create_vendor(storage::Transaction& tx, const Vendor& vendor) {
  if (!storage::find_company(tx, vendor.company_id)) return Refusal{.code = RefusalCode::company_not_found};
  if (!storage::insert_vendor(tx, vendor)) return Refusal{.code = RefusalCode::vendor_code_taken};
  return vendor;
}

Outcome<Vendor> change_vendor(storage::Transaction& tx, VendorId id,
                              const std::function<void(Vendor&)>& change) {
  const auto place = storage::find_vendor_anywhere(tx, id);
  auto vendor = place ? storage::lock_vendor(tx, place->company_id, id) : std::nullopt;
  if (!vendor) return Refusal{.code = RefusalCode::vendor_not_found};
  const auto former_code = vendor->code;
  change(*vendor);
  if (vendor->code != former_code && !storage::claim_vendor_code(tx, *vendor)) {
    return Refusal{.code = RefusalCode::vendor_code_taken};
  }
  storage::set_vendor(tx, *vendor);
  return std::move(*vendor);
}

Outcome<UserWithVendors> create_user(storage::Transaction& tx, const NewUser& command) {
  const auto& user = command.user;
  if (const auto refusal = check_company(tx, user)) return *refusal;
  std::vector<VendorId> vendors;
  if (user.company_id) {
    auto found = find_vendors(tx, *user.company_id, command.vendor_codes);
    if (!found) return found.error();
    vendors = std::move(*found);
  }
  if (!storage::insert_user(tx, user)) return Refusal{.code = RefusalCode::email_taken};
  if (user.company_id) storage::set_user_vendors(tx, user.id, *user.company_id, vendors);
  return UserWithVendors{.user = user, .vendors = storage::list_user_vendors(tx, user)};
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
