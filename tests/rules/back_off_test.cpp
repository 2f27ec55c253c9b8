#include "rules/back_off.hpp"

#include <array>

#include <gtest/gtest.h>

#include "rules/mailing.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr Instant now{hours{500'000}};

TEST(ComputeNextAttempt, WaitsLongerEachTimeAndGivesUpAfterADay) {
  struct Case {
    std::int64_t attempts;
    milliseconds age;
    std::optional<minutes> in;
  };
  const Case cases[] = {
      {1, minutes{0}, minutes{1}},
      {2, minutes{1}, minutes{5}},
      {3, minutes{6}, minutes{30}},
      {4, minutes{36}, minutes{120}},
      {5, hours{3}, minutes{120}},
      {99, hours{22}, minutes{120}},
      {14, hours{22} + milliseconds{1}, std::nullopt},
      {1, hours{24}, std::nullopt},
      {1, hours{24} - minutes{1}, minutes{1}},
  };
  for (const auto& [attempts, age, in] : cases) {
    const auto expected = in ? std::optional(now + *in) : std::nullopt;
    EXPECT_EQ(compute_next_attempt(mail_back_off, attempts, now - age, now, 0.5), expected)
        << attempts << " " << age.count();
  }
}

TEST(ComputeNextAttempt, IsAFifthEarlierOrLaterByChance) {
  static constexpr std::array pauses{minutes{10}, minutes{100}};
  constexpr BackOff back_off{.pauses = pauses, .patience = hours{2}};
  struct Case {
    std::int64_t attempts;
    milliseconds age;
    double chance;
    std::optional<milliseconds> in;
  };
  const Case cases[] = {
      {1, minutes{0}, 0, minutes{8}},
      {1, minutes{0}, 0.25, minutes{9}},
      {1, minutes{0}, 0.5, minutes{10}},
      {1, minutes{0}, 1, minutes{12}},
      {2, minutes{0}, 0, minutes{80}},
      {2, minutes{0}, 1, minutes{120}},
      {2, milliseconds{1}, 1, std::nullopt},
      {2, minutes{40}, 0, minutes{80}},
      {2, minutes{40} + milliseconds{1}, 0, std::nullopt},
      {3, minutes{0}, 0.5, minutes{100}},
  };
  for (const auto& [attempts, age, chance, in] : cases) {
    const auto expected = in ? std::optional(now + *in) : std::nullopt;
    EXPECT_EQ(compute_next_attempt(back_off, attempts, now - age, now, chance), expected)
        << attempts << " " << age.count() << " " << chance;
  }
}

}  // namespace
}  // namespace loyalty
