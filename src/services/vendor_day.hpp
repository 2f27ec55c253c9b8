// The business day of a vendor, and its time zone.
#pragma once

#include <string_view>

#include "base/zone.hpp"
#include "models/program.hpp"
#include "rules/business_day.hpp"

namespace loyalty {

struct VendorDay {
  Zone zone;
  BusinessDay day;
};

// Throws StorageFault when the zone database lacks the zone.
Zone find_zone(std::string_view timezone);
// The day that `now` falls into. Throws StorageFault when the zone database lacks the vendor's zone.
VendorDay find_vendor_day(const Program& program, std::string_view timezone, Instant now);

}  // namespace loyalty
