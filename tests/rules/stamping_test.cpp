#include "rules/stamping.hpp"

#include <ostream>

#include <gtest/gtest.h>

namespace loyalty {

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << name_of(refusal.code);
  if (refusal.retry_at) *out << " retry_at " << format_rfc3339(*refusal.retry_at);
  if (refusal.missing) *out << " missing " << *refusal.missing;
  if (refusal.limit) *out << " limit " << *refusal.limit;
}

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

const Instant now = *parse_rfc3339("2026-11-22T12:00:00Z");
const Instant day_ends = now + hours(6);

Program make_program() { return {.stamps_target = 10, .cooldown_minutes = 15, .max_daily_stamps = 5}; }

Refusal daily_limit(std::int64_t limit) {
  return {.code = RefusalCode::daily_limit_reached, .retry_at = day_ends, .limit = limit};
}

Refusal cooldown_until(Instant end) { return {.code = RefusalCode::cooldown_active, .retry_at = end}; }

TEST(DecideCardUsable, RefusesTheCardBeforeTheProgram) {
  struct Case {
    CardStatus status;
    bool program_is_active;
    std::optional<RefusalCode> expected;
  };
  const Case cases[] = {
      {CardStatus::blocked, false, RefusalCode::card_inactive},
      {CardStatus::blocked, true, RefusalCode::card_inactive},
      {CardStatus::closed, true, RefusalCode::card_inactive},
      {CardStatus::active, false, RefusalCode::program_inactive},
      {CardStatus::active, true, std::nullopt},
  };
  for (const auto& [status, is_active, expected] : cases) {
    Program program = make_program();
    program.is_active = is_active;
    const auto refusal = decide_card_usable(program, status);
    EXPECT_EQ(refusal ? std::optional(refusal->code) : std::nullopt, expected)
        << name_of(status) << is_active;
  }
}

struct StampCase {
  const char* name;
  std::int64_t stamps_today;
  std::optional<Instant> last_stamp_at;
  std::int64_t count;
  std::optional<Refusal> expected;
};

TEST(DecideStamp, RefusesTheLimitBeforeTheCooldown) {
  const StampCase cases[] = {
      {"over the limit and in the cooldown", 5, now, 1, daily_limit(5)},
      {"over the limit", 5, now - hours(1), 1, daily_limit(5)},
      {"over the limit by the count", 3, std::nullopt, 3, daily_limit(5)},
      {"over the limit alone by the count", 0, std::nullopt, 6, daily_limit(5)},
      {"a count near the largest number", 4, std::nullopt, INT64_MAX, daily_limit(5)},
      {"at the limit by the count", 3, std::nullopt, 2, std::nullopt},
      {"the last of the day", 4, now - hours(1), 1, std::nullopt},
      {"stamped just now", 1, now, 1, cooldown_until(now + minutes(15))},
      {"a moment before the cooldown ends", 1, now - minutes(15) + milliseconds(1), 1,
       cooldown_until(now + milliseconds(1))},
      {"the moment it ends", 1, now - minutes(15), 1, std::nullopt},
      {"the first stamp", 0, std::nullopt, 1, std::nullopt},
      {"the clock went back by a minute", 1, now + minutes(1), 1, cooldown_until(now + minutes(15))},
      {"the clock went back by a year", 1, now + hours(8760), 1, cooldown_until(now + minutes(15))},
  };
  for (const StampCase& each : cases) {
    const StampingState state{
        .stamps_today = each.stamps_today, .last_stamp_at = each.last_stamp_at, .day_ends = day_ends};
    EXPECT_EQ(decide_stamp(make_program(), state, each.count, now), each.expected) << each.name;
  }
}

TEST(DecideStamp, HasNoCooldownOfZeroMinutes) {
  Program program = make_program();
  program.cooldown_minutes = 0;
  for (const Instant last : {now, now - minutes(1), now + hours(1)}) {
    EXPECT_EQ(decide_stamp(program, {.last_stamp_at = last, .day_ends = day_ends}, 1, now), std::nullopt);
  }
}

TEST(DecideStamp, FollowsTheProgramsOwnLimits) {
  Program program = make_program();
  program.max_daily_stamps = 1;
  program.cooldown_minutes = 1440;
  EXPECT_EQ(decide_stamp(program, {.stamps_today = 1, .day_ends = day_ends}, 1, now), daily_limit(1));
  EXPECT_EQ(decide_stamp(program, {.last_stamp_at = now - hours(1), .day_ends = day_ends}, 1, now),
            cooldown_until(now + hours(23)));
}

TEST(DecideStamp, GoesOnPastTheTarget) {
  const StampingState state{.stamp_count = 25, .day_ends = day_ends};
  EXPECT_EQ(decide_stamp(make_program(), state, 1, now), std::nullopt);
}

TEST(DecideRedeemStamps, NeedsTheTarget) {
  const std::pair<std::int64_t, std::int64_t> refused[] = {{-3, 13}, {0, 10}, {1, 9}, {9, 1}};
  for (const auto& [stamps, missing] : refused) {
    EXPECT_EQ(decide_redeem_stamps(make_program(), stamps),
              (Refusal{.code = RefusalCode::not_enough_stamps, .missing = missing}));
  }
  for (const std::int64_t stamps : {10, 11, 100}) {
    EXPECT_EQ(decide_redeem_stamps(make_program(), stamps), std::nullopt) << stamps;
  }
}

TEST(RewardsAvailable, CountsFullCards) {
  const std::pair<std::int64_t, std::int64_t> cases[] = {{-11, 0}, {0, 0},  {9, 0}, {10, 1},
                                                         {19, 1},  {20, 2}, {35, 3}};
  for (const auto& [stamps, rewards] : cases) {
    EXPECT_EQ(make_program().rewards_available(stamps), rewards) << stamps;
  }
  EXPECT_EQ((Program{.loyalty_type = LoyaltyType::points, .stamps_target = 10}).rewards_available(35), 0);
}

TEST(ComputeStampsRemainingToday, IsNeverNegative) {
  const std::pair<std::int64_t, std::int64_t> cases[] = {{0, 5}, {4, 1}, {5, 0}, {9, 0}};
  for (const auto& [today, remaining] : cases) {
    EXPECT_EQ(compute_stamps_remaining_today(make_program(), today), remaining) << today;
  }
}

TEST(ComputeNextStampAt, IsTheFirstMomentThatWouldBeAccepted) {
  struct Case {
    const char* name;
    std::optional<Instant> last_stamp_at;
    std::int64_t stamps_today;
    Instant ends;
    std::optional<Instant> expected;
  };
  const Case cases[] = {
      {"never stamped", std::nullopt, 0, day_ends, std::nullopt},
      {"stamped just now", now, 1, day_ends, now + minutes(15)},
      {"a moment before the cooldown ends", now - minutes(15) + milliseconds(1), 1, day_ends,
       now + milliseconds(1)},
      {"the moment it ends", now - minutes(15), 1, day_ends, std::nullopt},
      {"the last but one of the day", now - minutes(15), 4, day_ends, std::nullopt},
      {"the limit reached", now - minutes(15), 5, day_ends, day_ends},
      {"the limit and the cooldown", now, 5, day_ends, day_ends},
      {"the cooldown longer than the day", now, 5, now + minutes(5), now + minutes(15)},
      {"the clock went back", now + hours(2), 1, day_ends, now + minutes(15)},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(compute_next_stamp_at(make_program(), each.last_stamp_at, each.stamps_today, each.ends, now),
              each.expected)
        << each.name;
  }
}

TEST(ComputeNextStampAt, AgreesWithTheDecision) {
  for (std::int64_t today = 0; today <= 6; ++today) {
    for (int minute = -20; minute <= 20; ++minute) {
      const std::optional<Instant> last = now + minutes(minute);
      const bool is_accepted = !decide_stamp(
          make_program(), {.stamps_today = today, .last_stamp_at = last, .day_ends = day_ends}, 1, now);
      EXPECT_EQ(!compute_next_stamp_at(make_program(), last, today, day_ends, now), is_accepted)
          << today << minute;
    }
  }
}

}  // namespace
}  // namespace loyalty
