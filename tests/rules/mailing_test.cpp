#include "rules/mailing.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr Instant now{hours{500'000}};

TEST(ComputeNextMail, IsAPauseAfterTheLastAndADayAfterTheFifthLast) {
  struct Case {
    const char* name;
    std::vector<milliseconds> ago;  // of the mails before
    std::optional<milliseconds> in;
  };
  const Case cases[] = {
      {"none", {}, std::nullopt},
      {"one just now", {milliseconds{0}}, minutes{15}},
      {"one a moment short of the pause", {minutes{15} - milliseconds{1}}, milliseconds{1}},
      {"one a pause ago", {minutes{15}}, std::nullopt},
      {"the last counts, in any order", {hours{3}, minutes{5}, hours{2}}, minutes{10}},
      {"four today", {hours{1}, hours{2}, hours{3}, hours{4}}, std::nullopt},
      {"five today", {hours{1}, hours{2}, hours{3}, hours{4}, hours{5}}, hours{19}},
      {"five, the first a day ago", {hours{1}, hours{2}, hours{3}, hours{4}, hours{24}}, std::nullopt},
      {"five, the first nearly a day ago",
       {hours{1}, hours{2}, hours{3}, hours{4}, hours{24} - milliseconds{1}},
       milliseconds{1}},
      {"six: the fifth last counts",
       {hours{1}, hours{2}, hours{3}, hours{4}, hours{6}, hours{20}},
       hours{18}},
      {"five, and the pause is longer",
       {minutes{1}, hours{2}, hours{3}, hours{4}, hours{24} - minutes{2}},
       minutes{14}},
  };
  for (const auto& [name, ago, in] : cases) {
    std::vector<Instant> written;
    for (const auto time : ago) written.push_back(now - time);
    const auto expected = in ? std::optional(now + *in) : std::nullopt;
    EXPECT_EQ(compute_next_mail(written, now), expected) << name;
  }
}

TEST(IsMailTooOld, AfterADay) {
  EXPECT_FALSE(is_mail_too_old(now - hours{24}, now));
  EXPECT_TRUE(is_mail_too_old(now - hours{24} - milliseconds{1}, now));
}

}  // namespace
}  // namespace loyalty
