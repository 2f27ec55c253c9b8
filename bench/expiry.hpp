// Points that expire while the shop is open, and the proof of the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bench/report.hpp"
#include "bench/shop.hpp"

namespace loyalty::bench {

// Lots taken out a second, of which `target` is the claim, and what the stamps beside it wait; then how fast
// the whole ledger is verified.
void measure_expiry(const Plan& plan, const std::string& seeded_url, const std::string& engine,
                    std::int64_t lots_per_card, std::optional<Target> target, Report& report);

// Rows of the ledger verified a second.
void measure_verification(const std::string& url, const std::string& label, Report& report);

}  // namespace loyalty::bench
