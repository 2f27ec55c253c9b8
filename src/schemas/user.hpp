// People who sign in, as the platform's administrator handles them: shapes of /admin/users.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "models/user.hpp"
#include "schemas/checks.hpp"
#include "schemas/reader.hpp"
#include "schemas/session.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

constexpr std::int64_t vendor_codes_max = 200;

struct UserCreate {
  static constexpr std::string_view schema_name = "UserCreate";
  std::string email = {};
  std::string password = {};
  std::string name = {};
  Role role = Role::staff;
  std::optional<CompanyId> company_id = {};  // of an owner; of others it follows from the vendors
  std::optional<std::vector<std::string>> vendor_codes = {};  // of a manager or staff
};
template <class Fields>
void describe_fields(Fields& f, UserCreate& r) {
  f("email", r.email, email_text());
  f("password", r.password, password_text());
  f("name", r.name, name_text());
  f("role", r.role);
  f("company_id", r.company_id);
  f("vendor_codes", r.vendor_codes, vendor_code_text().bounded(0, vendor_codes_max));
}
// An owner needs a company (named, or that of a vendor), a manager and staff need vendors, an administrator
// has neither.
void check_shape(const UserCreate& user, Reading& reading);

struct UserPatch {
  static constexpr std::string_view schema_name = "UserPatch";
  Patch<std::string> email = {};
  Patch<std::string> password = {};
  Patch<std::string> name = {};
  Patch<Role> role = {};
  Patch<bool> is_active = {};
  Patch<std::vector<std::string>> vendor_codes = {};
};
template <class Fields>
void describe_fields(Fields& f, UserPatch& r) {
  f("email", r.email, email_text());
  f("password", r.password, password_text());
  f("name", r.name, name_text());
  f("role", r.role);
  f("is_active", r.is_active);
  f("vendor_codes", r.vendor_codes, vendor_code_text().bounded(0, vendor_codes_max));
}

struct UserAnswer {
  static constexpr std::string_view schema_name = "User";
  const User& user = blank<User>();
  const std::vector<UserVendor>& vendors = blank<std::vector<UserVendor>>();
};
template <class Fields>
void describe_fields(Fields& f, const UserAnswer& a) {
  f("id", a.user.id);
  f("email", a.user.email);
  f("name", a.user.name);
  f("role", a.user.role);
  f("company_id", a.user.company_id);
  f("is_active", a.user.is_active);
  f("vendors", views_of<UserVendorAnswer>(a.vendors));
  f("last_sign_in_at", a.user.last_sign_in_at);
  f("created_at", a.user.created_at);
}

}  // namespace loyalty
