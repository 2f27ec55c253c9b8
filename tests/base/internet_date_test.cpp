#include "base/internet_date.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(FormatInternetDate, IsThatOfMailsAndOfHttp) {
  const std::pair<std::int64_t, const char*> cases[] = {
      {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
      {784'111'777'999, "Sun, 06 Nov 1994 08:49:37 GMT"},
      {1'709'164'799'999, "Wed, 28 Feb 2024 23:59:59 GMT"},
      {1'709'164'800'000, "Thu, 29 Feb 2024 00:00:00 GMT"},
      {1'767'225'599'000, "Wed, 31 Dec 2025 23:59:59 GMT"},
      {-1, "Wed, 31 Dec 1969 23:59:59 GMT"},
  };
  for (const auto& [milliseconds, text] : cases) {
    EXPECT_EQ(format_internet_date(from_milliseconds(milliseconds), "GMT"), text);
  }
  EXPECT_EQ(format_internet_date(Instant{}, "+0000"), "Thu, 01 Jan 1970 00:00:00 +0000");
}

}  // namespace
}  // namespace loyalty
