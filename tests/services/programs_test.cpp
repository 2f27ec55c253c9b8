#include "services/programs.hpp"

#include <gtest/gtest.h>

#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class KeepPrograms : public test::WorldFixture {
 protected:
  Outcome<Program> create(const test::Shop& shop, const Program& program) {
    return database.write([&](storage::Transaction& tx) {
      return create_program(tx, world.actor(shop, Role::owner), program);
    });
  }
  Outcome<Program> view(const test::Shop& shop) {
    return database.read([&](storage::Transaction& tx) { return view_program(tx, world.actor(shop)); });
  }
  Outcome<ChangedProgram> change(const test::Shop& shop, const ChangeProgram& how) {
    return database.write(
        [&](storage::Transaction& tx) { return change_program(tx, world.actor(shop, Role::owner), how); });
  }
};

TEST_P(KeepPrograms, MakesOneForAVendor) {
  Program program{.id = world.next_id<ProgramId>(),
                  .loyalty_type = LoyaltyType::points,
                  .card_name = "Park card",
                  .points_per_euro = {1000}};
  EXPECT_EQ(refusal_of(view(world.park)), program_not_found);
  const auto made = create(world.park, program);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->company_id, world.park.company_id);
  EXPECT_EQ(made->home_vendor_id, world.park.vendor_id);
  EXPECT_EQ(made->created_at, world.now);
  EXPECT_EQ(made->updated_at, world.now);
  const auto seen = view(world.park);
  ASSERT_TRUE(seen);
  EXPECT_EQ(*seen, *made);

  program.id = world.next_id<ProgramId>();
  program.card_name = "Another";
  EXPECT_EQ(refusal_of(create(world.park, program)), program_exists);
  EXPECT_EQ(view(world.park)->card_name, "Park card");
}

TEST_P(KeepPrograms, ChangesOneAndRaisesItsVersion) {
  const auto before = world.program(world.city);
  world.pass(std::chrono::hours{1});
  const auto changed = change(world.city, [](Program& program) {
    program.card_name = "Renamed";
    return true;
  });
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->was_accepted);
  auto expected = before;
  expected.card_name = "Renamed";
  expected.version = before.version + 1;
  expected.updated_at = world.now;
  EXPECT_EQ(changed->program, expected);
  EXPECT_EQ(world.program(world.city), expected);
}

TEST_P(KeepPrograms, WritesNothingWhenTheChangeSaysNo) {
  const auto before = world.program(world.city);
  const auto changed = change(world.city, [](Program& program) {
    program.card_name = "Renamed";
    return false;
  });
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->was_accepted);
  EXPECT_EQ(changed->program.card_name, "Renamed") << "what was asked for, so that its faults can be told";
  EXPECT_EQ(world.program(world.city), before);
}

TEST_P(KeepPrograms, RaisesTheVersionOfTermsOnlyWithTheirText) {
  world.change(world.bakery, [](Program& program) { program.card_name = "Renamed"; });
  EXPECT_EQ(world.program(world.bakery).terms_version, 1);
  world.change(world.bakery, [](Program& program) { program.terms_text = "Two cards each."; });
  EXPECT_EQ(world.program(world.bakery).terms_version, 2);
  world.change(world.bakery, [](Program& program) { program.terms_text = "One card each."; });
  EXPECT_EQ(world.program(world.bakery).terms_version, 3) << "consent to the second was not to this";
  EXPECT_EQ(world.program(world.bakery).terms_text, "One card each.");
}

TEST_P(KeepPrograms, KeepsRewardsInTheirOrder) {
  const PointsReward tea{.id = RewardId{2}, .name = "Tea", .points = 30};
  const PointsReward cake{.id = RewardId{1}, .name = "Cake", .points = 10};
  world.change(world.bakery, [&](Program& program) { program.points_rewards = {tea, cake}; });
  EXPECT_EQ(world.program(world.bakery).points_rewards, (std::vector{tea, cake}));
  world.change(world.bakery, [&](Program& program) { program.points_rewards = {cake, tea}; });
  EXPECT_EQ(world.program(world.bakery).points_rewards, (std::vector{cake, tea}));
  world.change(world.bakery, [&](Program& program) { program.points_rewards = {}; });
  EXPECT_TRUE(world.program(world.bakery).points_rewards.empty());
}

TEST_P(KeepPrograms, SwitchesOneOffAndKeepsItsCards) {
  ASSERT_TRUE(world.stamp(world.city, world.elise.card));
  const auto card = world.card(world.elise.card);
  const auto deactivate = [&](const test::Shop& shop) {
    return database.write(
        [&](storage::Transaction& tx) { return deactivate_program(tx, world.actor(shop, Role::owner)); });
  };
  EXPECT_EQ(refusal_of(deactivate(world.park)), program_not_found);
  ASSERT_TRUE(deactivate(world.city));
  EXPECT_FALSE(world.program(world.city).is_active);
  EXPECT_TRUE(world.program(world.bakery).is_active);
  EXPECT_EQ(world.card(world.elise.card), card);
  EXPECT_EQ(world.count_rows(card), 1);
}

TEST_P(KeepPrograms, FindsNoneToChangeWhereThereIsNone) {
  EXPECT_EQ(refusal_of(change(world.park, [](Program&) { return true; })), program_not_found);
}

INSTANTIATE_TEST_SUITE_P(, KeepPrograms, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
