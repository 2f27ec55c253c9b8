#include "rules/program_form.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace loyalty {
namespace {

// 0 stands for none.
std::string_view find_needed_fault(std::int64_t number, Bounds bounds) {
  if (number == 0) return "required_for_type";
  return bounds.contains(number) ? "" : "out_of_range";
}

std::string_view find_rewards_fault(const std::vector<PointsReward>& rewards) {
  if (!Program::points_rewards_bounds.contains(std::ssize(rewards))) return "too_many";
  if (std::ranges::any_of(rewards, [](const auto& reward) { return reward.points <= 0; }))
    return "points_required";
  if (std::ranges::any_of(rewards, [](const auto& reward) { return trim(reward.name).empty(); })) {
    return "name_required";
  }
  return "";
}

std::string_view find_welcome_fault(const Program& program) {
  if (program.welcome_bonus_stamps < Program::welcome_bonus_stamps_bounds.min) return "out_of_range";
  return program.welcome_bonus_stamps > std::max<std::int64_t>(program.stamps_target, 0) ? "above_target"
                                                                                         : "";
}

}  // namespace

std::vector<ProgramFault> find_program_faults(const Program& program) {
  std::vector<ProgramFault> faults;
  const auto add = [&](std::string_view field, std::string_view code) {
    if (!code.empty()) faults.push_back({field, code});
  };
  if (program.has_stamps())
    add("stamps_target", find_needed_fault(program.stamps_target, Program::stamps_target_bounds));
  if (program.has_points()) {
    add("points_per_euro", find_needed_fault(program.points_per_euro.value, Program::points_per_euro_bounds));
    add("points_rewards", find_rewards_fault(program.points_rewards));
  }
  if (program.has_stamps()) add("welcome_bonus_stamps", find_welcome_fault(program));
  return faults;
}

}  // namespace loyalty
