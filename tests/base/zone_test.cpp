#include "base/zone.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

Instant at(const char* text) { return *parse_rfc3339(text); }

TEST(FindZone, KnowsTheNamesOfTheDatabase) {
  for (const char* const name : {"Europe/Luxembourg", "America/New_York", "Asia/Kathmandu", "UTC"}) {
    EXPECT_TRUE(Zone::find(name)) << name;
  }
  for (const char* const name :
       {"", "Europe", "Europe/Lux", "europe/luxembourg", "../etc/passwd", "/etc/passwd"}) {
    EXPECT_FALSE(Zone::find(name)) << name;
  }
}

struct LocalTime {
  const char* zone;
  const char* instant;
  const char* date;
  const char* time;
};

TEST(DateAt, ReadsTheLocalCalendarAndClock) {
  const LocalTime cases[] = {
      {"UTC", "2026-11-22T23:59:59.999Z", "2026-11-22", "23:59"},
      {"Europe/Luxembourg", "2026-11-22T22:59:59.999Z", "2026-11-22", "23:59"},
      {"Europe/Luxembourg", "2026-11-22T23:00:00Z", "2026-11-23", "00:00"},
      {"Europe/Luxembourg", "2026-07-01T21:59:59Z", "2026-07-01", "23:59"},
      {"Europe/Luxembourg", "2026-07-01T22:00:00Z", "2026-07-02", "00:00"},
      {"Asia/Kathmandu", "2026-11-22T18:15:00Z", "2026-11-23", "00:00"},
      {"America/New_York", "2026-11-22T04:59:00Z", "2026-11-21", "23:59"},
      {"Pacific/Kiritimati", "2026-11-22T10:00:00Z", "2026-11-23", "00:00"},
      {"UTC", "1969-12-31T23:59:59.999Z", "1969-12-31", "23:59"},
  };
  for (const auto& [name, instant, date, time] : cases) {
    const Zone zone = *Zone::find(name);
    EXPECT_EQ(format_date(zone.date_at(at(instant))), date) << name << ' ' << instant;
    EXPECT_EQ(zone.time_of_day_at(at(instant)), time) << name << ' ' << instant;
  }
}

TEST(DateAndTimeAt, ReadsTheLocalCalendarAndClockToTheSecond) {
  struct Case {
    const char* zone;
    const char* instant;
    const char* text;
  };
  const Case cases[] = {
      {"Europe/Luxembourg", "2026-11-22T13:03:05.999Z", "2026-11-22 14:03:05"},
      {"Europe/Luxembourg", "2026-11-22T23:00:00Z", "2026-11-23 00:00:00"},
      {"Europe/Luxembourg", "2026-10-25T00:59:59Z", "2026-10-25 02:59:59"},
      {"Europe/Luxembourg", "2026-10-25T01:00:00Z", "2026-10-25 02:00:00"},
      {"Asia/Kathmandu", "2026-11-22T18:14:59Z", "2026-11-22 23:59:59"},
      {"UTC", "1969-12-31T23:59:59.999Z", "1969-12-31 23:59:59"},
  };
  for (const auto& [name, instant, text] : cases) {
    EXPECT_EQ(Zone::find(name)->date_and_time_at(at(instant)), text) << name << ' ' << instant;
  }
}

TEST(InstantAt, FindsTheMomentOfALocalTime) {
  const LocalTime cases[] = {
      {"UTC", "2026-11-22T06:30:00.000Z", "2026-11-22", "06:30"},
      {"Europe/Luxembourg", "2026-11-22T05:30:00.000Z", "2026-11-22", "06:30"},
      {"Europe/Luxembourg", "2026-03-29T00:59:00.000Z", "2026-03-29", "01:59"},
      // 02:00 to 03:00 is skipped: the first moment after it.
      {"Europe/Luxembourg", "2026-03-29T01:00:00.000Z", "2026-03-29", "02:00"},
      {"Europe/Luxembourg", "2026-03-29T01:00:00.000Z", "2026-03-29", "02:30"},
      {"Europe/Luxembourg", "2026-03-29T01:00:00.000Z", "2026-03-29", "03:00"},
      {"Europe/Luxembourg", "2026-03-29T01:01:00.000Z", "2026-03-29", "03:01"},
      // 02:00 to 03:00 occurs twice: the first of them.
      {"Europe/Luxembourg", "2026-10-24T23:59:00.000Z", "2026-10-25", "01:59"},
      {"Europe/Luxembourg", "2026-10-25T00:00:00.000Z", "2026-10-25", "02:00"},
      {"Europe/Luxembourg", "2026-10-25T00:30:00.000Z", "2026-10-25", "02:30"},
      {"Europe/Luxembourg", "2026-10-25T02:00:00.000Z", "2026-10-25", "03:00"},
      // Samoa left out 2011-12-30.
      {"Pacific/Apia", "2011-12-30T10:00:00.000Z", "2011-12-30", "12:00"},
  };
  for (const auto& [name, instant, date, time] : cases) {
    const Instant found = Zone::find(name)->instant_at(*parse_date(date), *parse_time_of_day(time));
    EXPECT_EQ(format_rfc3339(found), instant) << name << ' ' << date << ' ' << time;
  }
}

TEST(ParseDate, TakesDatesThatExist) {
  for (const char* const text : {"2026-11-22", "1970-01-01", "2024-02-29", "0000-01-01", "9999-12-31"}) {
    ASSERT_TRUE(parse_date(text)) << text;
    EXPECT_EQ(format_date(*parse_date(text)), text);
  }
  for (const char* const text :
       {"", "2026-11-2", "2026-11-223", "2026-02-29", "2026-00-10", "2026-13-01", "2026-01-00", "2026/11/22",
        "20261122", "-026-11-22", "2026-+1-22", "2026-1a-22"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(ParseTimeOfDay, TakesHoursAndMinutes) {
  const std::pair<const char*, int> cases[] = {{"00:00", 0}, {"04:05", 245}, {"23:59", 1439}};
  for (const auto& [text, minutes] : cases) {
    ASSERT_TRUE(parse_time_of_day(text)) << text;
    EXPECT_EQ(parse_time_of_day(text)->count(), minutes);
  }
  for (const char* const text :
       {"", "24:00", "23:60", "4:05", "04:5", "04.05", "04:05:00", "-1:00", "+1:00"}) {
    EXPECT_FALSE(parse_time_of_day(text)) << text;
  }
}

}  // namespace
}  // namespace loyalty
