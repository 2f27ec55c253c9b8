// The yardstick on a server: pgbench runs the statements of a stamp one at a time, a stamp a transaction.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "bench/recording.hpp"
#include "bench/seed.hpp"
#include "support/postgres.hpp"
#include "support/temporary_folder.hpp"

namespace loyalty::bench {

inline constexpr int pgbench_connections = 8;

// Every parameter that the program sends, pgbench sends too, with prepared statements and the same plans.
// What it knows of the card it takes from the statement that reads the card, as the program does.
class Pgbench {
 public:
  // The database is its own: the cards' numbers are made such as pgbench can count.
  Pgbench(const std::string& url, const World& world, const std::vector<RecordedStatement>& statements,
          std::size_t answer_bytes);

  // Stamps a second.
  double run(std::chrono::milliseconds duration);

 private:
  test::TemporaryFolder folder_;
  std::vector<std::string> arguments_;
};

// What pgbench runs, for people to read.
std::string render_script(const std::vector<RecordedStatement>& statements);

}  // namespace loyalty::bench
