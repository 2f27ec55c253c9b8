// Who does something, where and when: the part of a command that every use case of a vendor shares.
#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "models/user.hpp"

namespace loyalty {

struct Actor {
  CompanyId company_id{};
  VendorId vendor_id{};                      // where
  std::optional<ProgramId> program_id = {};  // that the vendor runs, as far as the caller's session knows
  std::optional<UserId> user_id;             // none for a customer who enrols
  SessionId session_id{};                    // the terminal
  Role role = Role::staff;
  std::string ip_address;
  std::string user_agent;
  Instant now{};
};

}  // namespace loyalty
