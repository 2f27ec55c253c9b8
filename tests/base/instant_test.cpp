#include "base/instant.hpp"

#include <thread>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

struct Moment {
  std::int64_t milliseconds;
  const char* text;
};

constexpr Moment moments[] = {
    {0, "1970-01-01T00:00:00.000Z"},
    {-1, "1969-12-31T23:59:59.999Z"},
    {1'795'368'352'123, "2026-11-22T17:25:52.123Z"},
    {951'782'400'000, "2000-02-29T00:00:00.000Z"},
    {-62'167'219'200'000, "0000-01-01T00:00:00.000Z"},
    {253'402'300'799'999, "9999-12-31T23:59:59.999Z"},
};

TEST(FormatRfc3339, WritesUtcWithMilliseconds) {
  for (const auto& [milliseconds, text] : moments) {
    EXPECT_EQ(format_rfc3339(from_milliseconds(milliseconds)), text);
  }
}

TEST(ParseRfc3339, ReadsWhatIsWritten) {
  for (const auto& [milliseconds, text] : moments) {
    const auto instant = parse_rfc3339(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(to_milliseconds(*instant), milliseconds);
  }
}

TEST(ParseRfc3339, TakesOffsetsAndFractions) {
  const std::pair<const char*, const char*> cases[] = {
      {"2026-11-22T17:25:52Z", "2026-11-22T17:25:52.000Z"},
      {"2026-11-22T17:25:52.1Z", "2026-11-22T17:25:52.100Z"},
      {"2026-11-22T17:25:52.123999999Z", "2026-11-22T17:25:52.123Z"},
      {"2026-11-22T17:25:52+01:00", "2026-11-22T16:25:52.000Z"},
      {"2026-11-22T17:25:52-05:30", "2026-11-22T22:55:52.000Z"},
      {"2026-11-22T00:30:00+23:59", "2026-11-21T00:31:00.000Z"},
      {"2026-11-22T17:25:52-00:00", "2026-11-22T17:25:52.000Z"},
  };
  for (const auto& [text, expected] : cases) {
    const auto instant = parse_rfc3339(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(format_rfc3339(*instant), expected);
  }
}

TEST(ParseRfc3339, RefusesEverythingElse) {
  const char* const cases[] = {
      "",
      "2026-11-22",
      "2026-11-22T17:25Z",
      "2026-11-22T17:25:52",
      "2026-11-22 17:25:52Z",
      "2026-11-22t17:25:52z",
      "2026-11-22T17:25:52.Z",
      "2026-11-22T17:25:52.1234567890Z",
      "2026-11-22T17:25:52,1Z",
      "2026-11-22T24:00:00Z",
      "2026-11-22T17:60:00Z",
      "2026-11-22T17:25:60Z",
      "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z",
      "2026-02-29T00:00:00Z",
      "2026-11-31T00:00:00Z",
      "2026-11-22T17:25:52+0100",
      "2026-11-22T17:25:52+24:00",
      "2026-11-22T17:25:52+01:60",
      "2026-11-22T17:25:52Z ",
      " 2026-11-22T17:25:52Z",
      "2026-11-22T17:25:52ZZ",
      "+026-11-22T17:25:52Z",
      "12026-11-22T17:25:52Z",
      "0000-01-01T00:00:00+00:01",
      "9999-12-31T23:59:59-00:01",
  };
  for (const char* const text : cases) EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(SteadyNow, MovesForward) {
  const auto before = steady_now();
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_GE(steady_now() - before, std::chrono::milliseconds(2));
}

TEST(SystemNow, IsInThisCentury) {
  EXPECT_GT(system_now(), *parse_rfc3339("2025-01-01T00:00:00Z"));
  EXPECT_LT(system_now(), *parse_rfc3339("2100-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace loyalty
