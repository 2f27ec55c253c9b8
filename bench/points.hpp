// Points at the counter, beside stamps.
#pragma once

#include <string>

#include "bench/report.hpp"
#include "bench/shop.hpp"

namespace loyalty::bench {

// Purchases a second beside stamps a second, in turns; and the time of a redemption that takes fifty lots.
void measure_points(const Plan& plan, const std::string& seeded_url, const std::string& label,
                    Report& report);

}  // namespace loyalty::bench
