#include "texts/formats.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(FormatAmount, FollowsTheLanguage) {
  EXPECT_EQ(format_amount(Language::en, 780, "EUR"), "€7.80");
  EXPECT_EQ(format_amount(Language::en, 780, "CHF"), "CHF\u00a07.80");
  EXPECT_EQ(format_amount(Language::fr, 780, "EUR"), "7,80\u00a0€");
  EXPECT_EQ(format_amount(Language::de, 5, "CHF"), "0,05\u00a0CHF");
  EXPECT_EQ(format_amount(Language::lb, -120'000, "EUR"), "-1200,00\u00a0€");
}

TEST(FormatTime, TellsTheDayWhenItIsNotToday) {
  const Zone zone = *Zone::find("Europe/Luxembourg");
  const auto tell = [&](Language language, std::string_view instant) {
    return format_time(language, *parse_rfc3339(instant), *parse_rfc3339("2026-11-22T12:00:00Z"), &zone);
  };
  EXPECT_EQ(tell(Language::en, "2026-11-22T22:59:00Z"), "23:59");
  EXPECT_EQ(tell(Language::en, "2026-11-28T08:00:00Z"), "09:00 on Saturday");
  EXPECT_EQ(tell(Language::en, "2026-11-29T08:00:00Z"), "09:00 on 29 November");
  EXPECT_EQ(tell(Language::en, "2026-11-21T08:00:00Z"), "09:00 on 21 November");
  EXPECT_EQ(tell(Language::lb, "2026-11-26T08:00:00Z"), "09:00 (Donneschdeg)");
  EXPECT_EQ(tell(Language::lb, "2027-03-01T08:00:00Z"), "09:00 (1. Mäerz)");
}

TEST(FormatTime, TellsItInUtcWithoutAZone) {
  EXPECT_EQ(format_time(Language::lb, *parse_rfc3339("2026-11-22T08:05:00Z"), Instant{}, nullptr),
            "08:05 UTC");
}

}  // namespace
}  // namespace loyalty
