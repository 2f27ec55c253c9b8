#include "bench/report.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace loyalty::bench {
namespace {

std::string format_value(double value) {
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.2f}", value);
}

std::string format_target(const std::optional<Target>& target) {
  if (!target) return "";
  return fmt::format("{} {}", target->kind == Target::Kind::below ? "below" : "at least",
                     format_value(target->value));
}

}  // namespace

void Report::add(const std::string& name, double value, const std::string& unit,
                 std::optional<Target> target) {
  const bool is_met =
      !target || (target->kind == Target::Kind::below ? value < target->value : value >= target->value);
  rows_.push_back({.name = name, .value = value, .unit = unit, .target = target, .is_met = is_met});
  const char* verdict = !target ? "" : is_met ? "ok" : "MISSED";
  fmt::print("{:<58} {:>9} {:<9} {:<14} {}\n", name, format_value(value), unit, format_target(target),
             verdict);
  std::fflush(stdout);
}

void Report::write_json(const std::string& path) const {
  std::ofstream file(path);
  file << "{\"results\": [";
  const char* separator = "\n";
  for (const auto& row : rows_) {
    file << fmt::format(R"({}  {{"name": "{}", "value": {:.4f}, "unit": "{}")", separator, row.name,
                        row.value, row.unit);
    if (row.target)
      file << fmt::format(R"(, "target": "{}", "met": {})", format_target(row.target), row.is_met);
    file << "}";
    separator = ",\n";
  }
  file << "\n]}\n";
}

bool Report::is_all_met() const {
  return std::all_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.is_met; });
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace loyalty::bench
