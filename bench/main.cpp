// Measures what we claim about speed (docs/performance.md) and says whether it holds.
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/connections.hpp"
#include "bench/database.hpp"
#include "bench/disk.hpp"
#include "bench/expiry.hpp"
#include "bench/export.hpp"
#include "bench/points.hpp"
#include "bench/runs.hpp"
#include "storage/tables.hpp"
#include "support/postgres.hpp"
#include "support/postgres_session.hpp"

namespace {

using namespace loyalty::bench;
namespace test = loyalty::test;

constexpr SeedSize small_size{.cards = 20'000};
constexpr SeedSize large_size{.cards = 1'000'000, .transactions = 5'000'000};

struct Options {
  std::string engine = "both";
  std::string binary = "build/release/loyalty";
  std::string folder = "build/bench";
  double seconds = 5;
  int repeats = 5;
  bool is_quick = false;
  bool with_large = false;
  bool only_counter = false;
  bool only_statements = false;
};

// Seeding a large database takes minutes, so what is there is used again.
std::string find_or_seed(const Options& options, const std::string& name, const SeedSize& size) {
  const std::string path = options.folder + "/" + name + ".db";
  if (!is_seeded(path, size)) {
    fmt::print(stderr, "seeding {}: {} cards, {} transactions\n", path, size.cards, size.transactions);
    seed_file(path, size);
  }
  return url_of_file(path);
}

// A server that makes every commit durable, from the first use to the end of the bench.
class SeededServer {
 public:
  SeededServer() {
    fmt::print(stderr, "seeding PostgreSQL: {} cards\n", small_size.cards);
    test::PostgresSession(server_.url()).run("CREATE DATABASE seeded");
    seed_server(url(), small_size);
    for (const auto& [name, placement] : loyalty::storage::all_tables()) {
      test::PostgresSession(url()).run(fmt::format("ALTER TABLE {} SET (autovacuum_enabled = off)", name));
    }
    test::PostgresSession(server_.url()).run("CREATE DATABASE unanalysed TEMPLATE seeded");
    for (const auto& [name, placement] : loyalty::storage::all_tables()) {
      test::PostgresSession(url()).run(fmt::format("ALTER TABLE {} RESET (autovacuum_enabled)", name));
    }
    // As it lies after a while.
    test::PostgresSession(url()).run("VACUUM ANALYZE");
  }

  std::string url() const { return server_.url("seeded"); }
  // The same, and the server has never looked at what its tables hold.
  std::string unanalysed_url() const { return server_.url("unanalysed"); }
  void kill_and_start_again() {
    server_.kill_hard();
    server_.start_again();
  }

 private:
  test::PostgresServer server_{{.durability = test::Durability::real}};
};

void measure_sqlite(const Options& options, const Plan& plan, Report& report) {
  const auto small = find_or_seed(options, "small", small_size);
  measure_counter(plan, small, "SQLite", report);
  if (options.only_counter) return;
  measure_connections(plan, small, "SQLite", report);
  measure_points(plan, small, "SQLite", report);
  // With one lot each it is the cards that take the time.
  measure_expiry(plan, small, "SQLite", 1, std::nullopt, report);
  measure_expiry(plan, small, "SQLite", 10, at_least(20'000), report);
  if (!options.with_large) return;
  const auto large = find_or_seed(options, "large", large_size);
  const std::string label = "SQLite, 1,000,000 cards";
  measure_counter(plan, large, label, report);
  measure_in_turns(plan, {"small", small}, {"large", large}, 85, report);
  measure_reads(plan, large, label, report);
  measure_export(plan, large, report);
  measure_statistics(plan, large, label, report);
  measure_verification(large, label, report);
}

void measure_postgres(const Options& options, const Plan& plan, Report& report) {
  SeededServer server;
  measure_counter(plan, server.url(), "PostgreSQL", report, [&] { server.kill_and_start_again(); });
  measure_in_turns(plan, {"analysed", server.url()}, {"never analysed", server.unanalysed_url()}, 90, report);
  if (options.only_counter) return;
  measure_connections(plan, server.url(), "PostgreSQL", report);
  measure_points(plan, server.url(), "PostgreSQL", report);
  measure_expiry(plan, server.url(), "PostgreSQL", 10, at_least(10'000), report);
}

int run(const Options& options) {
  std::filesystem::create_directories(options.folder);
  const bool with_sqlite = options.engine != "postgres";
  const bool with_postgres = options.engine != "sqlite";
  if (options.only_statements) {
    if (with_sqlite) print_statements(find_or_seed(options, "small", small_size));
    if (with_postgres) print_statements(SeededServer().url());
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
  if (with_sqlite) measure_sqlite(options, plan, report);
  if (with_postgres) measure_postgres(options, plan, report);
  report.write_json(options.folder + "/results.json");
  return report.is_all_met() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Measures stamps per second against the raw engine, and the times of what staff ask for.");
  app.add_option("--engine", options.engine, "sqlite, postgres or both")
      ->check(CLI::IsMember({"sqlite", "postgres", "both"}))
      ->capture_default_str();
  app.add_flag("--quick", options.is_quick, "3 runs of 2 seconds instead of 5 of 5");
  app.add_flag("--large", options.with_large, "SQLite also with 1,000,000 cards and 5,000,000 transactions");
  app.add_option("--binary", options.binary, "the program to measure")->capture_default_str();
  app.add_option("--folder", options.folder, "for databases, logs and results.json")->capture_default_str();
  app.add_option("--seconds", options.seconds, "of one run")->capture_default_str();
  app.add_option("--repeat", options.repeats, "runs of which the median counts")->capture_default_str();
  app.add_flag("--counter", options.only_counter, "only stamps, beside the raw engine");
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
