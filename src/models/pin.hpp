// A staff member's PIN at one vendor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "models/ids.hpp"

namespace loyalty {

struct StaffPin {
  CompanyId company_id{};
  PinId id{};
  VendorId vendor_id{};
  std::string name;
  std::string pin_digest;        // keyed, so that a PIN is unique at its vendor and found without trying each
  std::string pin_hash;          // bcrypt over the peppered PIN
  std::int64_t pin_version = 1;  // rises when the PIN changes
  bool is_active = true;
  bool is_deleted = false;  // kept for the name in the history
  std::int64_t failed_attempts = 0;
  std::optional<Instant> locked_until;
  std::optional<Instant> last_used_at;
  Instant created_at{};

  bool operator==(const StaffPin&) const = default;
};

// Wrong PINs in a row: of one person, or of one terminal when nobody was named.
struct PinFailures {
  std::int64_t attempts = 0;
  std::optional<Instant> locked_until;

  bool operator==(const PinFailures&) const = default;
};

}  // namespace loyalty
