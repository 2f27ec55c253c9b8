#include "base/random.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(RandomBytes, HasTheLengthAskedForAndNeverRepeats) {
  EXPECT_EQ(random_bytes(0), "");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string bytes = random_bytes(16);
    ASSERT_EQ(bytes.size(), 16U);
    ASSERT_TRUE(seen.insert(bytes).second);
  }
}

TEST(RandomBytes, FillsMoreThanTheDeviceGivesAtOnce) {
  const std::string bytes = random_bytes(1 << 20);
  ASSERT_EQ(bytes.size(), 1U << 20);
  // The end would still be zero had only the first part been filled.
  EXPECT_NE(bytes.substr(bytes.size() - 16), std::string(16, '\0'));
}

TEST(RandomBelow, StaysBelowItsBoundAndReachesEveryValue) {
  EXPECT_EQ(random_below(1), 0U);
  std::array<int, 7> counts{};
  for (int i = 0; i < 7000; ++i) {
    const std::uint64_t value = random_below(counts.size());
    ASSERT_LT(value, counts.size());
    ++counts[value];
  }
  // Expected 1000 each with a deviation of 29: seven of those off is a fault and not bad luck.
  for (const int count : counts) EXPECT_NEAR(count, 1000, 205);
}

TEST(RandomBelow, TakesBoundsOfMoreThanHalfTheRange) {
  constexpr std::uint64_t bound = (std::uint64_t{1} << 63) + 1;
  bool is_upper_half_seen = false;
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t value = random_below(bound);
    ASSERT_LT(value, bound);
    is_upper_half_seen = is_upper_half_seen || value > (std::uint64_t{1} << 62);
  }
  EXPECT_TRUE(is_upper_half_seen);
}

TEST(RandomChance, LiesBetweenNoneAndOneAndInTheMiddleOfThem) {
  double sum = 0;
  for (int i = 0; i < 4000; ++i) {
    const double chance = random_chance();
    ASSERT_GE(chance, 0);
    ASSERT_LT(chance, 1);
    sum += chance;
  }
  // The mean deviates by 0.0046: seven of those off is a fault and not bad luck.
  EXPECT_NEAR(sum / 4000, 0.5, 0.032);
}

}  // namespace
}  // namespace loyalty
