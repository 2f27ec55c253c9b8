#include "rules/accrual.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using std::chrono::milliseconds;
using enum RefusalCode;

Instant at(std::string_view text) { return *parse_rfc3339(text); }

std::int64_t points_of(std::int64_t thousandths, std::int64_t cents) {
  return compute_points({.points_per_euro = {thousandths}}, cents);
}

TEST(ComputePoints, RoundsDownExactly) {
  struct Case {
    std::int64_t thousandths;
    std::int64_t cents;
    std::int64_t points;
  };
  const Case cases[] = {
      {1000, 0, 0},
      {1000, 1, 0},
      {1000, 99, 0},
      {1000, 100, 1},
      {1000, 199, 1},
      {1000, 200, 2},
      {1000, 1234, 12},
      // Half a point for each euro.
      {500, 199, 0},
      {500, 200, 1},
      {1500, 1299, 19},
      {1500, 1300, 19},
      {1500, 1333, 19},
      {1500, 1334, 20},
      // In floating point these fall just short: 0.29 x 100, 4.35 x 100.
      {290, 10'000, 29},
      {4350, 10'000, 435},
      {3, 33'333, 0},
      {3, 33'334, 1},
      {1, 99'999, 0},
      {1, 100'000, 1},
      {1, 199'999, 1},
      {999, 100, 0},
      {999, 101, 1},
      {999, 100'000, 999},
      {1001, 100, 1},
      {1001, 99'900, 999},
      {1001, 100'000, 1001},
      // The largest purchase at the largest rate.
      {10'000'000, 100'000'000, 10'000'000'000},
      {9'999'999, 100'000'000, 9'999'999'000},
      {9'999'999, 99'999'999, 9'999'998'900},
      {1, 100'000'000, 1000},
      // A program without points.
      {0, 100'000'000, 0},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(points_of(each.thousandths, each.cents), each.points) << each.thousandths << ' ' << each.cents;
  }
}

TEST(ComputePoints, NeverGivesLessForAPurchaseOfMore) {
  for (const std::int64_t thousandths : {1, 333, 999, 1000, 1001, 1500, 3333}) {
    for (std::int64_t cents = 1; cents <= 3000; ++cents) {
      const auto gained = points_of(thousandths, cents) - points_of(thousandths, cents - 1);
      ASSERT_GE(gained, 0) << thousandths << ' ' << cents;
      ASSERT_LE(gained, thousandths / 100'000 + 1) << thousandths << ' ' << cents;
    }
  }
}

// ---- Until when ----

std::optional<Instant> expiry_of(const char* zone_name, const char* starts_at, Instant earned_at,
                                 std::optional<std::int64_t> days) {
  const auto zone = *Zone::find(zone_name);
  const Program program{.points_expire_after_days = days,
                        .business_day_starts_at = *parse_time_of_day(starts_at)};
  const auto day = compute_business_day(earned_at, zone, program.business_day_starts_at);
  return compute_points_expiry(program, day, zone);
}

struct ExpiryCase {
  const char* name;
  const char* zone;
  const char* starts_at;
  const char* earned_at;
  std::int64_t days;
  const char* expires_at;
};

void expect_expiries(std::initializer_list<ExpiryCase> cases) {
  for (const auto& each : cases) {
    const auto expires_at = expiry_of(each.zone, each.starts_at, at(each.earned_at), each.days);
    ASSERT_TRUE(expires_at) << each.name;
    EXPECT_EQ(format_rfc3339(*expires_at), each.expires_at) << each.name;
  }
}

TEST(ComputePointsExpiry, NeverComesWhereTheProgramSetsNone) {
  EXPECT_EQ(expiry_of("UTC", "00:00", at("2026-11-20T10:00:00Z"), std::nullopt), std::nullopt);
}

TEST(ComputePointsExpiry, CountsWholeDaysOfTheCalendar) {
  const auto* const utc = "UTC";
  expect_expiries({
      {"to the end of the next day", utc, "00:00", "2026-11-20T00:00:00Z", 1, "2026-11-22T00:00:00.000Z"},
      {"late on the same day", utc, "00:00", "2026-11-20T23:59:59.999Z", 1, "2026-11-22T00:00:00.000Z"},
      {"a moment later", utc, "00:00", "2026-11-21T00:00:00Z", 1, "2026-11-23T00:00:00.000Z"},
      {"today only", utc, "00:00", "2026-11-20T10:00:00Z", 0, "2026-11-21T00:00:00.000Z"},
      {"over the end of a month", utc, "00:00", "2026-01-31T10:00:00Z", 1, "2026-02-02T00:00:00.000Z"},
      {"thirty days are not a month", utc, "00:00", "2026-01-31T10:00:00Z", 30, "2026-03-03T00:00:00.000Z"},
      {"to the last of a month", utc, "00:00", "2026-01-31T10:00:00Z", 28, "2026-03-01T00:00:00.000Z"},
      {"over the year's end", utc, "00:00", "2026-12-31T10:00:00Z", 1, "2027-01-02T00:00:00.000Z"},
      {"to a leap day", utc, "00:00", "2028-02-28T10:00:00Z", 1, "2028-03-01T00:00:00.000Z"},
      {"from a leap day", utc, "00:00", "2028-02-29T10:00:00Z", 365, "2029-03-01T00:00:00.000Z"},
      {"over a leap day", utc, "00:00", "2028-02-27T10:00:00Z", 3, "2028-03-02T00:00:00.000Z"},
      {"over none", utc, "00:00", "2027-02-27T10:00:00Z", 3, "2027-03-03T00:00:00.000Z"},
      {"a year", utc, "00:00", "2026-11-20T10:00:00Z", 365, "2027-11-21T00:00:00.000Z"},
      {"the longest", utc, "00:00", "2026-11-20T10:00:00Z", 36'500, "2126-10-28T00:00:00.000Z"},
  });
}

TEST(ComputePointsExpiry, EndsWithTheShopsBusinessDay) {
  const auto* const city = "Europe/Luxembourg";
  expect_expiries({
      {"local midnight", city, "00:00", "2026-11-20T22:59:59.999Z", 1, "2026-11-21T23:00:00.000Z"},
      {"the next day", city, "00:00", "2026-11-20T23:00:00Z", 1, "2026-11-22T23:00:00.000Z"},
      {"a bar's night", city, "04:00", "2026-11-21T02:59:59.999Z", 1, "2026-11-22T03:00:00.000Z"},
      {"a bar's morning", city, "04:00", "2026-11-21T03:00:00Z", 1, "2026-11-23T03:00:00.000Z"},
      // Clocks forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00.
      {"into summer", city, "00:00", "2026-03-27T12:00:00Z", 1, "2026-03-28T23:00:00.000Z"},
      {"over the change", city, "00:00", "2026-03-27T12:00:00Z", 2, "2026-03-29T22:00:00.000Z"},
      {"on the day of 23 hours", city, "04:00", "2026-03-29T12:00:00Z", 1, "2026-03-31T02:00:00.000Z"},
      {"to a skipped time", city, "02:30", "2026-03-27T12:00:00Z", 1, "2026-03-29T01:00:00.000Z"},
      {"into winter", city, "00:00", "2026-10-23T12:00:00Z", 1, "2026-10-24T22:00:00.000Z"},
      {"over that change", city, "00:00", "2026-10-23T12:00:00Z", 2, "2026-10-25T23:00:00.000Z"},
      {"to a time that comes twice", city, "02:30", "2026-10-23T12:00:00Z", 1, "2026-10-25T00:30:00.000Z"},
      {"half a year", city, "04:00", "2026-11-20T12:00:00Z", 180, "2027-05-20T02:00:00.000Z"},
      // The first and the last zone of the world, changes of half an hour, odd minutes, a day left out.
      {"fourteen hours ahead", "Pacific/Kiritimati", "00:00", "2026-11-20T09:59:59.999Z", 1,
       "2026-11-21T10:00:00.000Z"},
      {"the next day there", "Pacific/Kiritimati", "00:00", "2026-11-20T10:00:00Z", 1,
       "2026-11-22T10:00:00.000Z"},
      {"eleven behind", "Pacific/Pago_Pago", "00:00", "2026-11-20T10:59:59Z", 1, "2026-11-21T11:00:00.000Z"},
      {"half an hour less", "Australia/Lord_Howe", "00:00", "2026-04-03T12:00:00Z", 2,
       "2026-04-05T13:30:00.000Z"},
      {"half an hour more", "Australia/Lord_Howe", "04:00", "2026-10-02T12:00:00Z", 2,
       "2026-10-04T17:00:00.000Z"},
      {"odd minutes", "Asia/Kathmandu", "00:00", "2026-11-20T10:00:00Z", 1, "2026-11-21T18:15:00.000Z"},
      {"no midnight that day", "America/Havana", "00:00", "2026-03-06T12:00:00Z", 1,
       "2026-03-08T05:00:00.000Z"},
      {"a date that was left out", "Pacific/Apia", "00:00", "2011-12-28T12:00:00Z", 2,
       "2011-12-30T10:00:00.000Z"},
  });
}

TEST(ComputePointsExpiry, IsTheEndOfABusinessDayAndNeverBeforeItsOwn) {
  for (const char* const name : {"UTC", "Europe/Luxembourg", "Australia/Lord_Howe", "Pacific/Kiritimati",
                                 "America/Sao_Paulo", "America/Havana", "Pacific/Apia"}) {
    const auto zone = *Zone::find(name);
    for (const int starts_at : {0, 150, 240, 1439}) {
      const Program program{.points_expire_after_days = 40,
                            .business_day_starts_at = std::chrono::minutes{starts_at}};
      auto now = at("2010-01-01T00:00:00Z");
      auto last = now;
      while (now < at("2020-01-01T00:00:00Z")) {
        const auto day = compute_business_day(now, zone, program.business_day_starts_at);
        const auto expires_at = *compute_points_expiry(program, day, zone);
        const auto last_day =
            compute_business_day(expires_at - milliseconds{1}, zone, program.business_day_starts_at);
        ASSERT_EQ(last_day.ends, expires_at) << name << ' ' << format_rfc3339(now);
        ASSERT_GE(expires_at, last) << name << ' ' << format_rfc3339(now);
        ASSERT_GT(expires_at, day.ends) << name << ' ' << format_rfc3339(now);
        last = expires_at;
        now = day.ends;
      }
    }
  }
}

// ---- Whether ----

TEST(DecidePurchase, WantsTheMinimum) {
  struct Case {
    std::int64_t minimum;
    std::int64_t cents;
    bool is_enough;
  };
  const Case cases[] = {{0, 1, true},
                        {0, 100'000'000, true},
                        {500, 499, false},
                        {500, 500, true},
                        {500, 501, true},
                        {1, 1, true},
                        {2, 1, false},
                        {100'000'000, 99'999'999, false},
                        {100'000'000, 100'000'000, true}};
  for (const auto& [minimum, cents, is_enough] : cases) {
    const auto expected =
        is_enough ? std::nullopt : std::optional(Refusal{.code = purchase_below_minimum, .limit = minimum});
    EXPECT_EQ(decide_purchase({.minimum_purchase_cents = minimum}, cents), expected)
        << minimum << ' ' << cents;
  }
}

TEST(DecidePointsChange, RefusesADebtWhereThereMayBeNoneThenWhatIsBeyondAllCards) {
  constexpr auto max = points_balance_max;
  const auto limit = Refusal{.code = points_limit_reached, .limit = max};
  const auto missing = [](std::int64_t points) {
    return Refusal{.code = not_enough_points, .missing = points};
  };
  struct Case {
    const char* name;
    bool may_owe;
    std::int64_t balance;
    std::int64_t delta;
    std::optional<Refusal> expected;
  };
  const Case cases[] = {
      {"nothing", false, 0, 0, std::nullopt},
      {"nothing on a card that owes", false, -5, 0, std::nullopt},
      {"the first", false, 0, 1, std::nullopt},
      {"less than is there", false, 10, -9, std::nullopt},
      {"all that is there", false, 10, -10, std::nullopt},
      {"one more", false, 10, -11, missing(1)},
      {"from none", false, 0, -1, missing(1)},
      {"more from a card that owes", false, -5, -3, missing(8)},
      {"some towards a debt", false, -5, 3, std::nullopt},
      {"beyond both", false, 0, -max - 1, missing(max + 1)},
      {"one more, owed", true, 10, -11, std::nullopt},
      {"more owed", true, -5, -3, std::nullopt},
      {"as much as can be owed", true, 0, -max, std::nullopt},
      {"and one more", true, 0, -max - 1, limit},
      {"one more to that debt", true, -max, -1, limit},
      {"out of that debt", true, -max, 1, std::nullopt},
      {"as much as can be held", true, max - 7, 7, std::nullopt},
      {"and one point more", true, max - 7, 8, limit},
      {"the largest purchase at the limit", false, max, 10'000'000'000, limit},
      {"a purchase for no points at the limit", false, max, 0, std::nullopt},
      {"down from the limit", false, max, -max, std::nullopt},
  };
  for (const auto& each : cases) {
    const Program program{.allow_negative_points = each.may_owe};
    EXPECT_EQ(decide_points_change(program, each.balance, each.delta), each.expected) << each.name;
  }
}

TEST(DecideRedeemPoints, NeedsTheCost) {
  const std::pair<std::int64_t, std::int64_t> missing[] = {{-20, 50}, {-1, 31}, {0, 30}, {1, 29}, {29, 1}};
  for (const auto& [balance, points] : missing) {
    EXPECT_EQ(decide_redeem_points(balance, 30), (Refusal{.code = not_enough_points, .missing = points}))
        << balance;
  }
  for (const std::int64_t balance : {std::int64_t{30}, std::int64_t{31}, points_balance_max}) {
    EXPECT_EQ(decide_redeem_points(balance, 30), std::nullopt) << balance;
  }
}

}  // namespace
}  // namespace loyalty
