#include "rules/program_form.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t stamps_target_min = 2;
constexpr std::int64_t stamps_target_max = 100;
constexpr std::size_t rewards_max = 50;

std::string_view find_target_fault(std::int64_t target) {
  if (target == 0) return "required_for_type";
  return target < stamps_target_min || target > stamps_target_max ? "out_of_range" : "";
}

std::string_view find_points_fault(std::int64_t points_per_euro) {
  if (points_per_euro == 0) return "required_for_type";
  return points_per_euro < 0 ? "out_of_range" : "";
}

std::string_view find_rewards_fault(const std::vector<PointsReward>& rewards) {
  if (rewards.size() > rewards_max) return "too_many";
  if (std::ranges::any_of(rewards, [](const auto& reward) { return reward.points <= 0; }))
    return "points_required";
  if (std::ranges::any_of(rewards, [](const auto& reward) { return trim(reward.name).empty(); })) {
    return "name_required";
  }
  return "";
}

std::string_view find_welcome_fault(const Program& program) {
  if (program.welcome_bonus_stamps < 0) return "out_of_range";
  return program.welcome_bonus_stamps > std::max<std::int64_t>(program.stamps_target, 0) ? "above_target"
                                                                                         : "";
}

}  // namespace

std::vector<ProgramFault> find_program_faults(const Program& program) {
  std::vector<ProgramFault> faults;
  const auto add = [&](std::string_view field, std::string_view code) {
    if (!code.empty()) faults.push_back({field, code});
  };
  if (program.has_stamps()) add("stamps_target", find_target_fault(program.stamps_target));
  if (program.has_points()) {
    add("points_per_euro", find_points_fault(program.points_per_euro_thousandths));
    add("points_rewards", find_rewards_fault(program.points_rewards));
  }
  if (program.has_stamps()) add("welcome_bonus_stamps", find_welcome_fault(program));
  return faults;
}

}  // namespace loyalty
