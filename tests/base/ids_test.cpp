#include "base/ids.hpp"

#include <limits>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

enum class ThingId : std::int64_t {};

TEST(ParseId, TakesPositiveDecimalsOnly) {
  const std::pair<const char*, std::int64_t> good[] = {
      {"1", 1}, {"10", 10}, {"9223372036854775807", std::numeric_limits<std::int64_t>::max()}};
  for (const auto& [text, value] : good) EXPECT_EQ(parse_id(text), value);
  for (const char* const text : {"", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808",
                                 "99999999999999999999", "١"}) {
    EXPECT_FALSE(parse_id(text)) << text;
  }
  EXPECT_EQ(parse_id_as<ThingId>("7"), ThingId{7});
  EXPECT_FALSE(parse_id_as<ThingId>("x"));
}

TEST(FirstIdAt, IsAboveAllIdsMadeBefore) {
  const Instant now = *parse_rfc3339("2026-11-22T17:25:52.123Z");
  IdSource last_node(1023);
  IdSource first_node(0);
  EXPECT_LT(last_node.next(now - std::chrono::milliseconds(1)), first_id_at(now));
  EXPECT_GE(first_node.next(now), first_id_at(now));
}

TEST(FirstIdAt, StaysInRangeAtTheEndsOfTime) {
  EXPECT_EQ(first_id_at(*parse_rfc3339("0000-01-01T00:00:00Z")), 0);
  EXPECT_EQ(first_id_at(*parse_rfc3339("2020-01-01T00:00:00Z")), 0);
  EXPECT_EQ(first_id_at(*parse_rfc3339("2020-01-01T00:00:00.001Z")), std::int64_t{1} << 22);
  EXPECT_LT(first_id_at(*parse_rfc3339("2089-01-01T00:00:00Z")), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(first_id_at(*parse_rfc3339("9999-12-31T00:00:00Z")), std::numeric_limits<std::int64_t>::max());
}

TEST(InstantOfId, IsTheMomentThatTheIdWasMadeFor) {
  const Instant now = *parse_rfc3339("2026-11-22T17:25:52.123Z");
  EXPECT_EQ(instant_of_id(first_id_at(now)), now);
  EXPECT_EQ(instant_of_id(first_id_at(now) - 1), now - std::chrono::milliseconds(1));
  EXPECT_EQ(instant_of_id(IdSource(1023).next(now)), now);
}

TEST(IdSource, RisesWithinOneMillisecondAndWhenTheClockGoesBack) {
  IdSource source(3);
  const Instant now = *parse_rfc3339("2026-11-22T17:25:52Z");
  std::int64_t last = source.next(now);
  for (int i = 0; i < 10'000; ++i) {  // more than the counter of one millisecond holds
    const std::int64_t id = source.next(i % 2 == 0 ? now : now - std::chrono::hours(1));
    ASSERT_GT(id, last);
    ASSERT_EQ((id >> 12) & 1023, 3);
    last = id;
  }
  EXPECT_GT(source.next(now + std::chrono::seconds(1)), last);
}

TEST(IdSource, RisesWhenItMovesToASmallerNode) {
  IdSource source(900);
  const Instant now = *parse_rfc3339("2026-11-22T17:25:52Z");
  const std::int64_t before = source.next(now);
  source.move_to(3);
  const std::int64_t after = source.next(now);
  EXPECT_GT(after, before);
  EXPECT_EQ((after >> 12) & 1023, 3);
  EXPECT_EQ(source.node(), 3U);
  EXPECT_THROW(source.move_to(1024), std::invalid_argument);
}

TEST(IdSource, DrawsANodeThatIsNotTheCommandLines) {
  for (int i = 0; i < 5'000; ++i) ASSERT_LT(IdSource().node(), server_nodes);
}

TEST(IdSource, IsPositiveBeforeItsEpoch) {
  IdSource source(0);
  EXPECT_GT(source.next(from_milliseconds(0)), 0);
}

TEST(IdSource, RefusesANodeOutOfRange) {
  EXPECT_NO_THROW(IdSource(1023));
  EXPECT_THROW(IdSource(1024), std::invalid_argument);
}

TEST(IdSource, NeverRepeatsBetweenThreads) {
  IdSource source(1);
  const Instant now = *parse_rfc3339("2026-11-22T17:25:52Z");
  std::vector<std::vector<std::int64_t>> made(4);
  {
    std::vector<std::thread> threads;
    for (auto& ids : made) {
      threads.emplace_back([&] {
        for (int i = 0; i < 2000; ++i) ids.push_back(to_integer(source.next_as<ThingId>(now)));
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  std::set<std::int64_t> all;
  for (const auto& ids : made) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), 8000U);
}

}  // namespace
}  // namespace loyalty
