#include "rules/program_form.hpp"

#include <functional>
#include <ostream>

#include <gtest/gtest.h>

namespace loyalty {

void PrintTo(const ProgramFault& fault, std::ostream* out) { *out << fault.field << ' ' << fault.code; }

namespace {

using Faults = std::vector<ProgramFault>;

Program make_program(LoyaltyType type) {
  Program program{.loyalty_type = type};
  if (program.has_stamps()) program.stamps_target = 10;
  if (program.has_points()) {
    program.points_per_euro = {1500};
    program.points_rewards = {{.name = "Coffee", .points = 50}};
  }
  return program;
}

struct ProgramCase {
  const char* name;
  LoyaltyType type;
  std::function<void(Program&)> change;
  Faults expected;
};

void expect_faults(std::initializer_list<ProgramCase> cases) {
  for (const ProgramCase& each : cases) {
    Program program = make_program(each.type);
    each.change(program);
    EXPECT_EQ(find_program_faults(program), each.expected) << each.name;
  }
}

TEST(FindProgramFaults, FindsNoneInAWholeProgram) {
  for (const LoyaltyType type : {LoyaltyType::stamps, LoyaltyType::points, LoyaltyType::hybrid}) {
    EXPECT_EQ(find_program_faults(make_program(type)), Faults()) << name_of(type);
  }
}

TEST(FindProgramFaults, WantsATargetOfTwoToAHundredForStamps) {
  using enum LoyaltyType;
  const Faults missing{{"stamps_target", "required_for_type"}};
  const Faults out_of_range{{"stamps_target", "out_of_range"}};
  expect_faults({
      {"stamps without", stamps, [](Program& p) { p.stamps_target = 0; }, missing},
      {"hybrid without", hybrid, [](Program& p) { p.stamps_target = 0; }, missing},
      {"points without", points, [](Program& p) { p.stamps_target = 0; }, {}},
      {"negative", stamps, [](Program& p) { p.stamps_target = -1; }, out_of_range},
      {"one", stamps, [](Program& p) { p.stamps_target = 1; }, out_of_range},
      {"two", stamps, [](Program& p) { p.stamps_target = 2; }, {}},
      {"a hundred", stamps, [](Program& p) { p.stamps_target = 100; }, {}},
      {"a hundred and one", stamps, [](Program& p) { p.stamps_target = 101; }, out_of_range},
      {"unused", points, [](Program& p) { p.stamps_target = 101; }, {}},
  });
}

TEST(FindProgramFaults, WantsARateForPoints) {
  using enum LoyaltyType;
  const Faults missing{{"points_per_euro", "required_for_type"}};
  expect_faults({
      {"points without", points, [](Program& p) { p.points_per_euro = {0}; }, missing},
      {"hybrid without", hybrid, [](Program& p) { p.points_per_euro = {0}; }, missing},
      {"stamps without", stamps, [](Program& p) { p.points_per_euro = {0}; }, {}},
      {"the smallest", points, [](Program& p) { p.points_per_euro = {1}; }, {}},
      {"negative",
       points,
       [](Program& p) { p.points_per_euro = {-1}; },
       {{"points_per_euro", "out_of_range"}}},
  });
}

TEST(FindProgramFaults, WantsRewardsWithNameAndPrice) {
  using enum LoyaltyType;
  const auto give = [](std::size_t count) {
    return [count](Program& p) { p.points_rewards.assign(count, {.name = "Coffee", .points = 50}); };
  };
  expect_faults({
      {"none", points, give(0), {}},
      {"fifty", points, give(50), {}},
      {"fifty-one", points, give(51), {{"points_rewards", "too_many"}}},
      {"for nothing",
       points,
       [](Program& p) { p.points_rewards[0].points = 0; },
       {{"points_rewards", "points_required"}}},
      {"for one", points, [](Program& p) { p.points_rewards[0].points = 1; }, {}},
      {"without a name",
       hybrid,
       [](Program& p) { p.points_rewards[0].name = ""; },
       {{"points_rewards", "name_required"}}},
      {"with a blank name",
       hybrid,
       [](Program& p) { p.points_rewards[0].name = " \u00A0"; },
       {{"points_rewards", "name_required"}}},
      {"unused", stamps, give(51), {}},
  });
}

TEST(FindProgramFaults, KeepsTheWelcomeBonusWithinTheTarget) {
  using enum LoyaltyType;
  expect_faults({
      {"negative",
       stamps,
       [](Program& p) { p.welcome_bonus_stamps = -1; },
       {{"welcome_bonus_stamps", "out_of_range"}}},
      {"none", stamps, [](Program& p) { p.welcome_bonus_stamps = 0; }, {}},
      {"a full card", stamps, [](Program& p) { p.welcome_bonus_stamps = 10; }, {}},
      {"more",
       hybrid,
       [](Program& p) { p.welcome_bonus_stamps = 11; },
       {{"welcome_bonus_stamps", "above_target"}}},
      {"unused", points, [](Program& p) { p.welcome_bonus_stamps = 11; }, {}},
  });
}

TEST(FindProgramFaults, TellsAllAtOnceInTheOrderOfTheFields) {
  Program program = make_program(LoyaltyType::hybrid);
  program.stamps_target = 101;
  program.points_per_euro = {0};
  program.points_rewards[0] = {.name = "", .points = 0};
  program.welcome_bonus_stamps = 102;
  EXPECT_EQ(find_program_faults(program), (Faults{{"stamps_target", "out_of_range"},
                                                  {"points_per_euro", "required_for_type"},
                                                  {"points_rewards", "points_required"},
                                                  {"welcome_bonus_stamps", "above_target"}}));
}

}  // namespace
}  // namespace loyalty
