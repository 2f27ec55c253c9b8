// Statistics of a vendor and of the platform: what is rolled up already plus what is not yet.
#pragma once

#include <chrono>
#include <cstdint>

#include "models/refusal.hpp"
#include "models/statistics.hpp"
#include "services/actor.hpp"
#include "storage/statistics.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Ids are made before the write, so a row may come to light after one with a larger id. What is younger than
// this is not rolled up: no write waits so long, and no two servers' clocks are so far apart.
constexpr std::chrono::minutes roll_up_delay{10};

// `days`: 1 to statistics_days_max, today included. program_not_found.
Outcome<VendorStatistics> view_statistics(storage::Transaction& tx, const Actor& actor, std::int64_t days);
PlatformStatistics view_platform_statistics(storage::Transaction& tx, Instant now, std::int64_t days);

struct RolledUp {
  std::int64_t rows = 0;
  std::int64_t cards = 0;

  bool operator==(const RolledUp&) const = default;
};
// Counts at most `limit` rows of the history and as many cards that are older than the delay; each once, also
// with several servers at it. Days are as the vendor's zone and program have them now.
RolledUp roll_up_statistics(storage::Transaction& tx, const storage::CountedVendor& vendor, Instant now,
                            std::int64_t limit);
// As if nothing had been rolled up. The figures stay what they are, only slower to find.
void reset_statistics(storage::Transaction& tx, const storage::CountedVendor& vendor);

}  // namespace loyalty
