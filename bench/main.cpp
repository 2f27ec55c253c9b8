// Measures what we claim about speed (docs/performance.md) and says whether it holds.
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/disk.hpp"
#include "bench/expiry.hpp"
#include "bench/export.hpp"
#include "bench/points.hpp"
#include "bench/runs.hpp"

namespace {

using namespace loyalty::bench;

constexpr SeedSize small_size{.cards = 20'000};
constexpr SeedSize large_size{.cards = 1'000'000, .transactions = 5'000'000};

struct Options {
  std::string binary = "build/release/loyalty";
  std::string folder = "build/bench";
  double seconds = 5;
  int repeats = 5;
  bool is_quick = false;
  bool with_large = false;
  bool only_statements = false;
};

// Seeding a large database takes minutes, so what is there is used again.
std::string find_or_seed(const Options& options, const std::string& name, const SeedSize& size) {
  const std::string path = options.folder + "/" + name + ".db";
  if (!is_seeded(path, size)) {
    fmt::print(stderr, "seeding {}: {} cards, {} transactions\n", path, size.cards, size.transactions);
    seed_database(path, size);
  }
  return path;
}

int run(const Options& options) {
  std::filesystem::create_directories(options.folder);
  const auto small = find_or_seed(options, "small", small_size);
  if (options.only_statements) {
    print_statements(small);
    return 0;
  }
  const Plan plan{.binary = options.binary,
                  .folder = options.folder,
                  .duration = std::chrono::milliseconds(static_cast<std::int64_t>(options.seconds * 1000)),
                  .repeats = options.repeats};
  Report report;
  const auto disk = measure_disk(options.folder);
  report.add("disk: 4 KB made durable, p50", disk.p50_milliseconds, "ms");
  report.add("disk: 4 KB made durable, p99", disk.p99_milliseconds, "ms");
  measure_counter(plan, small, "20,000 cards", report);
  measure_points(plan, small, report);
  for (const std::int64_t lots_per_card : {1, 10}) measure_expiry(plan, small, lots_per_card, report);
  if (options.with_large) {
    const auto large = find_or_seed(options, "large", large_size);
    measure_counter(plan, large, "1,000,000 cards", report);
    measure_flatness(plan, small, large, report);
    measure_reads(plan, large, "1,000,000 cards", report);
    measure_export(plan, large, report);
    measure_statistics(plan, large, "1,000,000 cards", report);
    measure_verification(large, "1,000,000 cards", report);
  }
  report.write_json(options.folder + "/results.json");
  return report.is_all_met() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Measures stamps per second against the raw engine, and the times of what staff ask for.");
  app.add_flag("--quick", options.is_quick, "3 runs of 2 seconds instead of 5 of 5");
  app.add_flag("--large", options.with_large, "also with 1,000,000 cards and 5,000,000 transactions");
  app.add_option("--binary", options.binary, "the program to measure")->capture_default_str();
  app.add_option("--folder", options.folder, "for databases, logs and results.json")->capture_default_str();
  app.add_option("--seconds", options.seconds, "of one run")->capture_default_str();
  app.add_option("--repeat", options.repeats, "runs of which the median counts")->capture_default_str();
  app.add_flag("--statements", options.only_statements, "print the statements of a stamp, and nothing else");
  CLI11_PARSE(app, argc, argv);
  if (options.is_quick) {
    options.seconds = 2;
    options.repeats = 3;
  }
  try {
    return run(options);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return 1;
  }
}
