#include "base/result.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

enum class Reason { closed, full };

TEST(Result, HoldsAValueOrAReason) {
  const Result<std::string, Reason> good = std::string("value");
  EXPECT_TRUE(good);
  EXPECT_EQ(*good, "value");
  EXPECT_EQ(good->size(), 5U);
  EXPECT_THROW(static_cast<void>(good.error()), std::bad_variant_access);
  const Result<std::string, Reason> bad = Reason::full;
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error(), Reason::full);
  EXPECT_THROW(static_cast<void>(bad.value()), std::bad_variant_access);
}

TEST(Result, GivesAwayItsValue) {
  Result<std::unique_ptr<int>, Reason> result = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 7);
}

TEST(Result, MaySucceedWithNothingToSay) {
  const Result<Done, Reason> done = Done{};
  EXPECT_TRUE(done.has_value());
}

}  // namespace
}  // namespace loyalty
