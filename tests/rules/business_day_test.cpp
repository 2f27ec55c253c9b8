#include "rules/business_day.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

Instant at(const char* text) { return *parse_rfc3339(text); }

struct DayCase {
  const char* zone;
  const char* starts_at;
  const char* now;
  const char* date;
  const char* begins;
  const char* ends;
};

TEST(ComputeBusinessDay, BeginsAtTheShopsOwnTime) {
  const DayCase cases[] = {
      {"UTC", "00:00", "2026-11-22T00:00:00Z", "2026-11-22", "2026-11-22T00:00:00.000Z",
       "2026-11-23T00:00:00.000Z"},
      {"UTC", "00:00", "2026-11-21T23:59:59.999Z", "2026-11-21", "2026-11-21T00:00:00.000Z",
       "2026-11-22T00:00:00.000Z"},
      {"Europe/Luxembourg", "04:00", "2026-11-22T02:59:59.999Z", "2026-11-21", "2026-11-21T03:00:00.000Z",
       "2026-11-22T03:00:00.000Z"},
      {"Europe/Luxembourg", "04:00", "2026-11-22T03:00:00Z", "2026-11-22", "2026-11-22T03:00:00.000Z",
       "2026-11-23T03:00:00.000Z"},
      {"Europe/Luxembourg", "23:59", "2026-11-22T12:00:00Z", "2026-11-21", "2026-11-21T22:59:00.000Z",
       "2026-11-22T22:59:00.000Z"},
      // Clocks forward: 23 hours.
      {"Europe/Luxembourg", "00:00", "2026-03-29T12:00:00Z", "2026-03-29", "2026-03-28T23:00:00.000Z",
       "2026-03-29T22:00:00.000Z"},
      // The starting time is skipped: the day begins after the gap.
      {"Europe/Luxembourg", "02:30", "2026-03-29T00:59:59.999Z", "2026-03-28", "2026-03-28T01:30:00.000Z",
       "2026-03-29T01:00:00.000Z"},
      {"Europe/Luxembourg", "02:30", "2026-03-29T01:00:00Z", "2026-03-29", "2026-03-29T01:00:00.000Z",
       "2026-03-30T00:30:00.000Z"},
      // Clocks back: 25 hours.
      {"Europe/Luxembourg", "00:00", "2026-10-25T12:00:00Z", "2026-10-25", "2026-10-24T22:00:00.000Z",
       "2026-10-25T23:00:00.000Z"},
      // The starting time occurs twice: the first begins the day, the second belongs to it.
      {"Europe/Luxembourg", "02:30", "2026-10-25T00:29:59.999Z", "2026-10-24", "2026-10-24T00:30:00.000Z",
       "2026-10-25T00:30:00.000Z"},
      {"Europe/Luxembourg", "02:30", "2026-10-25T01:15:00Z", "2026-10-25", "2026-10-25T00:30:00.000Z",
       "2026-10-26T01:30:00.000Z"},
      // Toronto put its clocks back at 00:01, so that the old date came back after the new day had begun.
      {"America/Toronto", "00:00", "2006-10-29T04:00:30Z", "2006-10-29", "2006-10-29T04:00:00.000Z",
       "2006-10-30T05:00:00.000Z"},
      // Samoa left out 2011-12-30.
      {"Pacific/Apia", "00:00", "2011-12-30T10:00:00Z", "2011-12-31", "2011-12-30T10:00:00.000Z",
       "2011-12-31T10:00:00.000Z"},
  };
  for (const DayCase& each : cases) {
    const BusinessDay day =
        compute_business_day(at(each.now), *Zone::find(each.zone), *parse_time_of_day(each.starts_at));
    SCOPED_TRACE(std::string(each.zone) + ' ' + each.starts_at + ' ' + each.now);
    EXPECT_EQ(format_date(day.date), each.date);
    EXPECT_EQ(format_rfc3339(day.begins), each.begins);
    EXPECT_EQ(format_rfc3339(day.ends), each.ends);
  }
}

// Goes from each day to the next: every moment belongs to one day and every date is used once, in order.
void expect_tiles(const char* zone_name, minutes starts_at, const char* from, const char* to,
                  int dates_left_out) {
  SCOPED_TRACE(std::string(zone_name) + ' ' + std::to_string(starts_at.count()));
  const Zone zone = *Zone::find(zone_name);
  const Instant end = at(to);
  BusinessDay day = compute_business_day(at(from), zone, starts_at);
  int left_out = 0;
  while (day.begins < end) {
    ASSERT_LT(day.begins, day.ends) << format_date(day.date);
    const Instant probes[] = {day.begins, day.begins + (day.ends - day.begins) / 2,
                              day.ends - milliseconds(1)};
    for (const Instant probe : probes) {
      const BusinessDay same = compute_business_day(probe, zone, starts_at);
      ASSERT_EQ(same.date, day.date) << format_rfc3339(probe);
      ASSERT_EQ(same.begins, day.begins) << format_rfc3339(probe);
      ASSERT_EQ(same.ends, day.ends) << format_rfc3339(probe);
    }
    const BusinessDay next = compute_business_day(day.ends, zone, starts_at);
    ASSERT_EQ(next.begins, day.ends) << format_date(day.date);
    ASSERT_GT(next.date, day.date);
    left_out += static_cast<int>((next.date - day.date).count()) - 1;
    day = next;
  }
  EXPECT_EQ(left_out, dates_left_out);
}

TEST(ComputeBusinessDay, TilesTimeWithoutGapOrOverlap) {
  for (const char* const zone :
       {"UTC", "Europe/Luxembourg", "America/New_York", "America/Sao_Paulo", "America/Havana",
        "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Asia/Beirut"}) {
    for (const int start : {0, 1, 30, 60, 120, 150, 180, 240, 360, 1380, 1439}) {
      expect_tiles(zone, minutes(start), "2016-01-01T00:00:00Z", "2028-01-01T00:00:00Z", 0);
    }
  }
}

TEST(ComputeBusinessDay, TilesTimeWhereDatesWereLeftOutOrCameTwice) {
  for (const int start : {0, 240, 1439}) {
    expect_tiles("America/Toronto", minutes(start), "2003-01-01T00:00:00Z", "2008-01-01T00:00:00Z", 0);
  }
  // With a start at midnight the missing date has no length; later starts give it the hours up to the next.
  expect_tiles("Pacific/Apia", minutes(0), "2011-01-01T00:00:00Z", "2013-01-01T00:00:00Z", 1);
  expect_tiles("Pacific/Apia", minutes(240), "2011-01-01T00:00:00Z", "2013-01-01T00:00:00Z", 0);
}

TEST(ComputeBusinessDay, HasTwentyThreeToTwentyFiveHours) {
  const Zone zone = *Zone::find("Europe/Luxembourg");
  const std::pair<const char*, int> cases[] = {
      {"2026-03-29T12:00:00Z", 23}, {"2026-06-01T12:00:00Z", 24}, {"2026-10-25T12:00:00Z", 25}};
  for (const auto& [now, length] : cases) {
    const BusinessDay day = compute_business_day(at(now), zone, minutes(0));
    EXPECT_EQ(day.ends - day.begins, hours(length)) << now;
  }
}

TEST(BusinessCalendar, KnowsTheDateOfMomentsInAnyOrder) {
  const Zone zone = *Zone::find("Europe/Luxembourg");
  BusinessCalendar calendar(zone, hours(4));
  const Instant begin = at("2026-03-27T00:00:00Z");
  // Forwards over the change of the clocks, and back in steps that leave out days.
  for (int hour = 0; hour < 120; ++hour) {
    for (const Instant instant : {begin + hours(hour), begin + hours((120 - hour) * 7)}) {
      EXPECT_EQ(calendar.date_at(instant), compute_business_day(instant, zone, hours(4)).date);
    }
  }
  EXPECT_EQ(format_rfc3339(calendar.begin_of(*parse_date("2026-03-29"))), "2026-03-29T02:00:00.000Z");
}

}  // namespace
}  // namespace loyalty
