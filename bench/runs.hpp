// The measurements: each takes a database that is seeded, runs what it is about, and reports.
#pragma once

#include <functional>
#include <string>

#include "bench/report.hpp"
#include "bench/shop.hpp"

namespace loyalty::bench {

// Start, memory, stamps over HTTP against the raw engine (the raw loop, or pgbench), one connection, one hot
// card, and a kill, while which `meanwhile` happens.
void measure_counter(const Plan& plan, const std::string& seeded_url, const std::string& label,
                     Report& report, const std::function<void()>& meanwhile = {});

// Stamps a second on one database against those on another, in turns, so that the machine's moods meet both.
struct Side {
  std::string name;
  std::string seeded_url;
};
void measure_in_turns(const Plan& plan, const Side& usual, const Side& other, double percent_min,
                      Report& report);

// Lists, look-ups and searches as a member of staff asks for them.
void measure_reads(const Plan& plan, const std::string& seeded_url, const std::string& label, Report& report);

// The vendor's figures, with a roll-up that is up to date, and with stamps that it has not reached.
void measure_statistics(const Plan& plan, const std::string& seeded_url, const std::string& label,
                        Report& report);

// The statements of one stamp, as the raw loop or pgbench runs them.
void print_statements(const std::string& seeded_url);

}  // namespace loyalty::bench
