// Figures as managers and the administrator ask for them.
#include <algorithm>

#include <gtest/gtest.h>

#include "routes/route_scenarios.hpp"

namespace loyalty::test {

Scenarios statistics_scenarios() {
  return {
      {.name = "view_statistics",
       .ask = {.path = statistics_path, .who = Who::manager},
       .fields = {{"members_total", 2},
                  {"from", "2026-10-22"},
                  {"to", "2026-11-20"},
                  {"members_active", 1},
                  {"members_new", 2},
                  {"stamps_issued", 1},
                  {"stamps_redeemed", 0},
                  {"rewards_redeemed", 0},
                  {"points_issued", 0},
                  {"points_redeemed", 0},
                  {"points_expired", 0},
                  {"points_adjusted", 0},
                  {"redemption_rate", 0},
                  {"stamps_outstanding", 1},
                  {"stamps_liability_cents", nullptr},
                  {"points_outstanding", 0},
                  {"points_owed", 0},
                  {"points_liability_cents", nullptr},
                  {"expiring.0.after_days", 0},
                  {"expiring.0.until_days", 30},
                  {"expiring.5.until_days", nullptr},
                  {"expiring.5.points", 0},
                  {"points_without_expiry", 0},
                  {"previous.from", "2026-09-22"},
                  {"previous.to", "2026-10-21"},
                  {"previous.members_new", 0},
                  {"series.0.date", "2026-10-22"},
                  {"series.0.stamps", 0},
                  {"series.29.date", "2026-11-20"},
                  {"series.29.enrolments", 2},
                  {"series.29.stamps", 1},
                  {"series.29.rewards", 0},
                  {"as_of", "2026-11-20T10:00:00.000Z"}},
       .prepare = stamp_elise,
       .may = "owner manager"},
      {.name = "view_platform_statistics",
       .ask = {.path = "/api/v1/admin/loyalty/stats?days=2", .who = Who::admin},
       .fields = {{"companies", 2},
                  {"vendors", 3},
                  {"programs.active", 2},
                  {"programs.stamps", 1},
                  {"programs.points", 0},
                  {"programs.hybrid", 1},
                  {"members_total", 3},
                  {"members_new", 3},
                  {"stamps_outstanding", 2},
                  {"points_outstanding", 10},
                  {"from", "2026-11-19"},
                  {"to", "2026-11-20"},
                  {"stamps_issued", 2},
                  {"points_issued", 10},
                  {"all_time.stamps_issued", 2},
                  {"all_time.rewards_redeemed", 0},
                  {"series.0.enrolments", 0},
                  {"series.1.date", "2026-11-20"},
                  {"series.1.enrolments", 3},
                  {"series.1.points_issued", 10}},
       .prepare = stamp_elise,
       .may = "admin"},
  };
}

namespace {

TEST(ViewStatistics, HasOneEntryForEachDayOfTheWindow) {
  AppWorld app;
  for (const std::size_t days : {1U, 7U, 366U}) {
    const auto query = "?days=" + std::to_string(days);
    for (const auto& ask : {Ask{.path = statistics_path + query, .who = Who::owner},
                            Ask{.path = "/api/v1/admin/loyalty/stats" + query, .who = Who::admin}}) {
      const auto dates = app.ask(ask).texts("series", "date");
      EXPECT_EQ(dates.size(), days) << ask.path;
      EXPECT_TRUE(std::is_sorted(dates.begin(), dates.end()));
      EXPECT_EQ(dates.back(), "2026-11-20");
    }
  }
}

TEST(ViewStatistics, IsOfTheOneVendor) {
  AppWorld app;
  stamp_elise(app);
  EXPECT_EQ(app.ask({.path = statistics_path, .who = Who::neighbour}).code, "program_not_found");
  app.world.open_program(app.world.park);
  expect_fields(app, app.ask({.path = statistics_path, .who = Who::neighbour}),
                {{"members_total", 0}, {"stamps_issued", 0}});
  expect_fields(
      app, app.ask({.path = statistics_path, .who = Who::stranger}),
      {{"members_total", 1}, {"members_active", 0}, {"stamps_issued", 1}, {"points_outstanding", 10}});
}

}  // namespace
}  // namespace loyalty::test
