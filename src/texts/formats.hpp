// Amounts and times as people write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/zone.hpp"
#include "texts/language.hpp"

namespace loyalty {

// "€7.80", "7,80 €": integer cents of a currency as people of this language write it.
std::string format_amount(Language language, std::int64_t cents, std::string_view currency);

// "14:32" today, "14:32 on Monday" within a week, else with the date; in the zone, or in UTC without one.
std::string format_time(Language language, Instant instant, Instant now, const Zone* zone);

}  // namespace loyalty
