// What was measured, beside what was promised: a table for people and a file for machines.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace loyalty::bench {

struct Target {
  enum class Kind { at_least, below };
  Kind kind = Kind::below;
  double value = 0;
};
inline Target at_least(double value) { return {.kind = Target::Kind::at_least, .value = value}; }
inline Target below(double value) { return {.kind = Target::Kind::below, .value = value}; }

class Report {
 public:
  // Prints the row at once: a run takes minutes.
  void add(const std::string& name, double value, const std::string& unit, std::optional<Target> target = {});
  void write_json(const std::string& path) const;
  bool is_all_met() const;

 private:
  struct Row {
    std::string name;
    double value = 0;
    std::string unit;
    std::optional<Target> target;
    bool is_met = true;
  };
  std::vector<Row> rows_;
};

double median(std::vector<double> values);

}  // namespace loyalty::bench
