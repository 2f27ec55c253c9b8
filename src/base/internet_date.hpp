// Dates as mails (RFC 5322) and HTTP (RFC 9110) write them.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace loyalty {

// "Sun, 06 Nov 1994 08:49:37 GMT". `zone` names the time that is shown, which is always that of Greenwich:
// "GMT" in HTTP, "+0000" in mails.
std::string format_internet_date(Instant instant, std::string_view zone);

}  // namespace loyalty
