// People who sign in, and their sessions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "models/ids.hpp"
#include "models/names.hpp"

namespace loyalty {

// In rising order of power: each may do what the one before may.
enum class Role { staff, manager, owner, admin };

template <>
struct Names<Role> {
  static constexpr std::array<std::pair<Role, std::string_view>, 4> table{
      {{Role::staff, "staff"}, {Role::manager, "manager"}, {Role::owner, "owner"}, {Role::admin, "admin"}}};
};

struct User {
  UserId id{};
  std::optional<CompanyId> company_id;  // none for an admin
  std::string email;                    // normalised
  std::string name;
  Role role = Role::staff;
  std::string password_hash;
  bool is_active = true;
  std::optional<Instant> last_sign_in_at;
  Instant created_at{};

  bool operator==(const User&) const = default;
};

// A vendor that a user may work for.
struct UserVendor {
  VendorId id{};
  std::string code;
  std::string name;
  std::string timezone;
  std::string currency;
  std::optional<ProgramId> program_id = {};  // none: it runs none yet

  bool operator==(const UserVendor&) const = default;
};

// Who is asking: a session with its user, as request handling needs it.
struct Caller {
  SessionId session_id{};
  UserId user_id{};
  std::optional<CompanyId> company_id;
  Role role = Role::staff;
  std::string email;
  std::string name;
  std::vector<UserVendor> vendors;  // an owner has all of the company
  Instant expires_at{};
};

}  // namespace loyalty
