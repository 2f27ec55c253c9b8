#include "command/demo/plan.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "base/contact.hpp"
#include "command/demo/people.hpp"
#include "command/demo/rhythm.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Rhythm& roaster_rhythm() {
  static const auto shops = make_demo_shops();
  return shops.front().rhythm;
}

TEST(MakePeople, GivesEachAnAddressOfTheirOwnInItsNormalForm) {
  Dice dice(1);
  std::set<std::string> contacts;
  std::size_t given = 0;
  for (const auto& person : make_people(dice, 3000)) {
    EXPECT_TRUE(person.email || person.phone);
    if (person.email) EXPECT_EQ(normalise_email(*person.email), person.email);
    if (person.phone) EXPECT_EQ(normalise_phone(*person.phone, "LU"), person.phone);
    if (!person.birth_date.empty()) EXPECT_TRUE(parse_date(person.birth_date)) << person.birth_date;
    for (const auto& contact : {person.email, person.phone}) {
      if (!contact) continue;
      contacts.insert(*contact);
      ++given;
    }
  }
  EXPECT_EQ(contacts.size(), given);
}

TEST(IsOpen, IsFalseOnDaysOffAndHolidays) {
  EXPECT_TRUE(is_open(roaster_rhythm(), *parse_date("2026-11-20")));   // a Friday
  EXPECT_FALSE(is_open(roaster_rhythm(), *parse_date("2026-11-22")));  // a Sunday
  EXPECT_FALSE(is_open(roaster_rhythm(), *parse_date("2026-06-23")));  // a Tuesday, the national day
}

TEST(DrawMoment, StaysWithinTheOpeningHours) {
  Dice dice(1);
  const auto zone = Zone::find("Europe/Luxembourg");
  const auto friday = *parse_date("2026-11-20");
  const auto opens = zone->instant_at(friday, hours{7} + minutes{30});
  const auto closes = zone->instant_at(friday, hours{18} + minutes{30});
  for (int i = 0; i < 2000; ++i) {
    const auto moment = draw_moment(dice, roaster_rhythm(), *zone, friday);
    ASSERT_GE(moment, opens);
    ASSERT_LT(moment, closes);
  }
}

class MakePlan : public testing::Test {
 protected:
  Plan make(std::uint64_t seed) const {
    std::vector<OpenShop> shops;
    for (auto& shop : make_demo_shops()) {
      shop.customers = 200;
      shops.push_back({.shop = std::move(shop)});
    }
    IdSource ids(1);
    Dice dice(seed);
    return make_plan(shops, ids, dice, now);
  }

  const Instant now = test::at("2026-11-22T12:00:00Z");
};

TEST_F(MakePlan, HasStepsAndIdsThatRiseTogetherUpToNow) {
  const auto plan = make(1);
  ASSERT_GT(plan.steps.size(), 1000U);
  for (std::size_t i = 1; i < plan.steps.size(); ++i) {
    ASSERT_LE(plan.steps[i - 1].at, plan.steps[i].at);
    ASSERT_LT(plan.steps[i - 1].transaction_id, plan.steps[i].transaction_id);
  }
  EXPECT_LT(plan.steps.back().at, now);
}

TEST_F(MakePlan, LetsEverybodyJoinOnceAndBeforeTheirFirstVisit) {
  const auto plan = make(1);
  std::set<std::size_t> joined;
  for (const auto& step : plan.steps) {
    if (step.kind == Step::Kind::enrol) ASSERT_TRUE(joined.insert(step.member).second);
    const bool is_visit = step.kind == Step::Kind::stamp || step.kind == Step::Kind::purchase;
    if (is_visit) ASSERT_TRUE(joined.contains(step.member));
  }
  EXPECT_EQ(joined.size(), 600U);
}

TEST_F(MakePlan, TakesBackVisitsOfTheSameMemberAndStaff) {
  const auto plan = make(1);
  int count = 0;
  for (const auto& step : plan.steps) {
    if (step.kind != Step::Kind::take_back) continue;
    ++count;
    const auto taken = std::ranges::find(plan.steps, step.reversed_id, &Step::transaction_id);
    ASSERT_NE(taken, plan.steps.end());
    EXPECT_TRUE(taken->kind == Step::Kind::stamp || taken->kind == Step::Kind::purchase);
    EXPECT_EQ(taken->member, step.member);
    EXPECT_EQ(taken->staff, step.staff);
  }
  EXPECT_GT(count, 0);
}

TEST_F(MakePlan, IsTheSameForTheSameSeed) {
  const auto times_of = [](const Plan& plan) {
    std::vector<Instant> times;
    for (const auto& step : plan.steps) times.push_back(step.at);
    return times;
  };
  EXPECT_EQ(times_of(make(1)), times_of(make(1)));
  EXPECT_NE(times_of(make(1)), times_of(make(2)));
}

}  // namespace
}  // namespace loyalty
