#include "bench/export.hpp"

#include <stdexcept>

namespace loyalty::bench {
namespace {

constexpr std::int64_t rows = 1'000'000;

}  // namespace

void measure_export(const Plan& plan, const std::string& seeded_url, Report& report) {
  Shop shop(plan, seeded_url, "export");
  shop.open();
  const double megabytes_before = shop.server().memory().now_megabytes;
  const auto lines = shop.download("/api/v1/vendor/loyalty/transactions.csv", rows);
  if (lines.count < rows) throw std::runtime_error("the download ended early");
  report.add("CSV of 1,000,000 transactions", static_cast<double>(lines.count) / lines.seconds, "rows/s");
  report.add("CSV of 1,000,000 transactions, memory growth",
             shop.server().memory().most_megabytes - megabytes_before, "MB", below(32));
}

}  // namespace loyalty::bench
