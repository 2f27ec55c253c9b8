// How many clients may stay connected, and how many may come at once.
#pragma once

#include <string>

#include "bench/report.hpp"
#include "bench/shop.hpp"

namespace loyalty::bench {

// Ten thousand tills that are connected and say nothing, stamps beside them, and a rush of new ones.
void measure_connections(const Plan& plan, const std::string& seeded_url, const std::string& label,
                         Report& report);

}  // namespace loyalty::bench
