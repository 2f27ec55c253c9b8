// The measurements: each takes a database that is seeded, runs what it is about, and reports.
#pragma once

#include <string>

#include "bench/report.hpp"
#include "bench/shop.hpp"

namespace loyalty::bench {

// Start, memory, stamps over HTTP against the raw loop, one connection, one hot card, and a kill.
void measure_counter(const Plan& plan, const std::string& seeded_path, const std::string& label,
                     Report& report);

// Stamps a second on the large database against the small one, in turns, so that the machine's moods meet
// both.
void measure_flatness(const Plan& plan, const std::string& small_path, const std::string& large_path,
                      Report& report);

// Lists, look-ups and searches as a member of staff asks for them.
void measure_reads(const Plan& plan, const std::string& seeded_path, const std::string& label,
                   Report& report);

// The vendor's figures, with a roll-up that is up to date, and with stamps that it has not reached.
void measure_statistics(const Plan& plan, const std::string& seeded_path, const std::string& label,
                        Report& report);

// The statements of one stamp, as the raw loop runs them.
void print_statements(const std::string& seeded_path);

}  // namespace loyalty::bench
