#include "rules/statistics.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using enum TransactionType;

TEST(ComputeFigures, CountsEveryKindOfRow) {
  struct Case {
    TransactionType type;
    std::int64_t stamps_delta;
    std::int64_t points_delta;
    Figures figures;
    bool is_visit;
  };
  const Case cases[] = {
      {stamp_earned, 2, 0, {.stamps_issued = 2}, true},
      {stamp_redeemed, -10, 0, {.stamps_redeemed = 10, .rewards_redeemed = 1}, true},
      {points_earned, 0, 7, {.points_issued = 7}, true},
      {points_redeemed, 0, -50, {.rewards_redeemed = 1, .points_redeemed = 50}, true},
      {points_expired, 0, -3, {.points_expired = 3}, false},
      {points_adjusted, 0, -4, {.points_adjusted = -4}, false},
      {welcome_bonus, 1, 10, {.stamps_issued = 1, .points_issued = 10}, false},
      {stamp_earned_voided, -2, 0, {.stamps_issued = -2}, false},
      {stamp_redeemed_voided, 10, 0, {.stamps_redeemed = -10, .rewards_redeemed = -1}, false},
      {points_earned_voided, 0, -7, {.points_issued = -7}, false},
      {points_redeemed_voided, 0, 50, {.rewards_redeemed = -1, .points_redeemed = -50}, false},
      {points_adjusted_voided, 0, 4, {.points_adjusted = 4}, false},
  };
  static_assert(std::size(cases) == Names<TransactionType>::table.size());
  for (const auto& each : cases) {
    SCOPED_TRACE(name_of(each.type));
    const auto figures = compute_figures(each.type, each.stamps_delta, each.points_delta);
    EXPECT_EQ(figures, each.figures);
    EXPECT_EQ(figures.stamps_outstanding(), each.stamps_delta);
    EXPECT_EQ(figures.points_outstanding(), each.points_delta);
    EXPECT_EQ(is_visit(each.type), each.is_visit);
  }
}

TEST(ComputeRedemptionRate, IsOfPointsWhereTheProgramHasThem) {
  struct Case {
    LoyaltyType type;
    Figures figures;
    std::int64_t thousandths;
  };
  const Case cases[] = {
      {LoyaltyType::stamps, {}, 0},
      {LoyaltyType::stamps, {.stamps_issued = 30, .stamps_redeemed = 10}, 333},
      {LoyaltyType::stamps, {.stamps_issued = 30, .stamps_redeemed = 20, .points_issued = 1}, 667},
      {LoyaltyType::stamps, {.stamps_issued = 10, .stamps_redeemed = 20}, 2000},
      {LoyaltyType::points, {.points_issued = 200, .points_redeemed = 1}, 5},
      {LoyaltyType::points, {.stamps_issued = 5, .stamps_redeemed = 5}, 0},
      {LoyaltyType::hybrid, {.stamps_redeemed = 9, .points_issued = 8, .points_redeemed = 2}, 250},
      // More was taken back than given.
      {LoyaltyType::points, {.points_issued = -5, .points_redeemed = 10}, 0},
      {LoyaltyType::points, {.points_issued = 5, .points_redeemed = -10}, 0},
  };
  for (const auto& each : cases) {
    Program program;
    program.loyalty_type = each.type;
    EXPECT_EQ(compute_redemption_rate(program, each.figures), each.thousandths) << name_of(each.type);
  }
}

TEST(ComputeExpirySteps, EndWithTheShopsDay) {
  const BusinessCalendar calendar(*Zone::find("Europe/Luxembourg"), std::chrono::hours{4});
  const auto today = *parse_date("2026-03-10");
  // The end of the day that is so many days away.
  const auto end_of = [&](int days) { return calendar.begin_of(today + std::chrono::days{days + 1}); };
  const std::chrono::milliseconds moment{1};
  const PointsByExpiry points{{end_of(-9), 1},         {end_of(0), 2},
                              {end_of(30), 4},         {end_of(30) + moment, 8},
                              {end_of(60), 16},        {end_of(61), 32},
                              {end_of(90), 64},        {end_of(180), 128},
                              {end_of(365), 256},      {end_of(365) + moment, 512},
                              {end_of(36'500), 1'024}, {beyond_all_expiries, 2'048}};
  const std::vector<ExpiryStep> expected{{0, 30, 1 + 2 + 4}, {30, 60, 8 + 16},
                                         {60, 90, 32 + 64},  {90, 180, 128},
                                         {180, 365, 256},    {365, std::nullopt, 512 + 1'024}};
  EXPECT_EQ(compute_expiry_steps(points, calendar, today), expected);
}

TEST(ComputePointsLiability, TakesTheDearestActiveRewardAndRoundsUp) {
  const auto reward = [](std::int64_t points, std::optional<std::int64_t> cost, bool is_active = true) {
    return PointsReward{.points = points, .cost_cents = cost, .is_active = is_active};
  };
  struct Case {
    std::vector<PointsReward> rewards;
    std::int64_t points;
    std::optional<std::int64_t> cents;
  };
  const Case cases[] = {
      {{}, 100, std::nullopt},
      {{reward(10, std::nullopt), reward(10, 90, false)}, 100, std::nullopt},
      {{reward(10, 0)}, 100, 0},
      {{reward(100, 250)}, 100, 250},
      {{reward(100, 250)}, 0, 0},
      {{reward(100, 250)}, -40, 0},
      {{reward(100, 250)}, 1, 3},
      {{reward(100, 250)}, 101, 253},
      {{reward(3, 1), reward(7, 2)}, 7, 3},
      {{reward(100, 300), reward(10, 31), reward(1, 900, false)}, 100, 310},
      {{reward(1, 100'000'000)}, 1'000'000'000'000'000, INT64_MAX},
      {{reward(2, 3)}, INT64_MAX / 3 * 2 + 1, INT64_MAX},
  };
  for (const auto& each : cases) {
    Program program;
    program.points_rewards = each.rewards;
    EXPECT_EQ(compute_points_liability(program, each.points), each.cents) << each.points;
  }
}

TEST(ComputeStampsLiability, IsTheShareOfTheRewardRoundedUp) {
  Program program;
  program.stamps_target = 10;
  EXPECT_EQ(compute_stamps_liability(program, 25), std::nullopt);
  program.stamps_reward_cost_cents = 99;
  EXPECT_EQ(compute_stamps_liability(program, 25), 248);
  EXPECT_EQ(compute_stamps_liability(program, 10), 99);
  EXPECT_EQ(compute_stamps_liability(program, 0), 0);
  program.loyalty_type = LoyaltyType::points;
  program.stamps_target = 0;
  EXPECT_EQ(compute_stamps_liability(program, 25), std::nullopt);
}

}  // namespace
}  // namespace loyalty
