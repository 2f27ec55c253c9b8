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
  const UserVendor& vendor = blank<UserVendor>();
};
template <class Fields>
void describe_fields(Fields& f, const UserVendorAnswer& a) {
  f("id", a.vendor.id);
  f("code", a.vendor.code);
  f("name", a.vendor.name);
}

struct SignedInUser {
  static constexpr std::string_view schema_name = "SignedInUser";
  const Caller& caller = blank<Caller>();
};
template <class Fields>
void describe_fields(Fields& f, const SignedInUser& a) {
  f("id", a.caller.user_id);
  f("email", a.caller.email);
  f("name", a.caller.name);
  f("role", a.caller.role);
  f("company_id", a.caller.company_id);
  f("vendors", views_of<UserVendorAnswer>(a.caller.vendors));
}

struct LoginAnswer {
  static constexpr std::string_view schema_name = "LoginAnswer";
  std::string_view token = {};
  const Caller& caller = blank<Caller>();
};
template <class Fields>
void describe_fields(Fields& f, const LoginAnswer& a) {
  f("token", a.token);
  f("expires_at", a.caller.expires_at);
  f("user", SignedInUser{a.caller});
}

struct MeAnswer {
  static constexpr std::string_view schema_name = "MeAnswer";
  const Caller& caller = blank<Caller>();
};
template <class Fields>
void describe_fields(Fields& f, const MeAnswer& a) {
  f("user", SignedInUser{a.caller});
}

}  // namespace loyalty
