// The history downloaded as a file.
#pragma once

#include <string>

#include "bench/report.hpp"
#include "bench/shop.hpp"

namespace loyalty::bench {

// How fast the rows come, and what the server's memory grows by meanwhile.
void measure_export(const Plan& plan, const std::string& seeded_url, Report& report);

}  // namespace loyalty::bench
