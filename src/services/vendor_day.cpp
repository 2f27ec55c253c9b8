#include "services/vendor_day.hpp"

#include "storage/errors.hpp"

namespace loyalty {

Zone find_zone(std::string_view timezone) {
  const auto zone = Zone::find(timezone);
  if (!zone) throw storage::StorageFault("the vendor's time zone is not in the zone database");
  return *zone;
}

VendorDay find_vendor_day(const Program& program, std::string_view timezone, Instant now) {
  const auto zone = find_zone(timezone);
  return {.zone = zone, .day = compute_business_day(now, zone, program.business_day_starts_at)};
}

}  // namespace loyalty
