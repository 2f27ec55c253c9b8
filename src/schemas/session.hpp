// Sign-in: shapes of /auth.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "models/user.hpp"
#include "schemas/checks.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct LoginRequest {
  static constexpr std::string_view schema_name = "LoginRequest";
  std::string email = {};  // as typed: an address that cannot be one is simply unknown
  std::string password = {};
};
template <class Fields>
void describe_fields(Fields& f, LoginRequest& r) {
  f("email", r.email, text(1, 254));
  f("password", r.password, secret(1, 1024).formatted("password"));
}

struct PasswordChange {
  static constexpr std::string_view schema_name = "PasswordChange";
  std::string current_password = {};
  std::string new_password = {};
};
template <class Fields>
void describe_fields(Fields& f, PasswordChange& r) {
  f("current_password", r.current_password, secret(1, 1024).formatted("password"));
  f("new_password", r.new_password, password_text());
}

struct UserVendorAnswer {
  static constexpr std::string_view schema_name = "UserVendor";
  VendorId id{};
  std::string_view code = {};
  std::string_view name = {};
};
template <class Fields>
void describe_fields(Fields& f, const UserVendorAnswer& a) {
  f("id", a.id);
  f("code", a.code);
  f("name", a.name);
}

struct SignedInUser {
  static constexpr std::string_view schema_name = "SignedInUser";
  UserId id{};
  std::string_view email = {};
  std::string_view name = {};
  Role role = Role::staff;
  std::optional<CompanyId> company_id = {};
  std::vector<UserVendorAnswer> vendors = {};
};
template <class Fields>
void describe_fields(Fields& f, const SignedInUser& a) {
  f("id", a.id);
  f("email", a.email);
  f("name", a.name);
  f("role", a.role);
  f("company_id", a.company_id);
  f("vendors", a.vendors);
}

struct LoginAnswer {
  static constexpr std::string_view schema_name = "LoginAnswer";
  std::string_view token = {};
  Instant expires_at{};
  SignedInUser user = {};
};
template <class Fields>
void describe_fields(Fields& f, const LoginAnswer& a) {
  f("token", a.token);
  f("expires_at", a.expires_at);
  f("user", a.user);
}

struct MeAnswer {
  static constexpr std::string_view schema_name = "MeAnswer";
  SignedInUser user = {};
};
template <class Fields>
void describe_fields(Fields& f, const MeAnswer& a) {
  f("user", a.user);
}

// The answers look into their sources, which must outlive them.
std::vector<UserVendorAnswer> to_answer(const std::vector<UserVendor>& vendors);
SignedInUser to_answer(const Caller& caller);

}  // namespace loyalty
