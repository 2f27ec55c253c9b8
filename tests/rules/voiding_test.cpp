#include "rules/voiding.hpp"

#include <map>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using enum RefusalCode;
using enum TransactionType;

const Instant now = *parse_rfc3339("2026-11-22T12:00:00Z");

TEST(FindVoidType, IsOfItsOwnForWhatPeopleDid) {
  const std::map<TransactionType, TransactionType> expected{
      {stamp_earned, stamp_earned_voided},       {stamp_redeemed, stamp_redeemed_voided},
      {points_earned, points_earned_voided},     {points_redeemed, points_redeemed_voided},
      {points_adjusted, points_adjusted_voided},
  };
  for (const auto& [type, name] : Names<TransactionType>::table) {
    const auto found = expected.find(type);
    EXPECT_EQ(find_void_type(type), found == expected.end() ? std::nullopt : std::optional(found->second))
        << name;
  }
}

TEST(DecideVoid, RefusesForGoodWhatCannotBeTakenBack) {
  for (const auto& [type, name] : Names<TransactionType>::table) {
    const LoyaltyTransaction row{.type = type, .created_at = now};
    const VoidingState state{.role = Role::owner};
    const auto expected = find_void_type(type) ? std::nullopt : std::optional(Refusal{.code = not_voidable});
    EXPECT_EQ(decide_void(row, state, now), expected) << name;
    EXPECT_EQ(decide_void(row, {.role = Role::owner, .is_voided = true}, now),
              Refusal{.code = already_voided})
        << name;
  }
}

TEST(DecideVoid, LooksAtTheRoleTheAgeAndTheStamps) {
  constexpr auto moment = milliseconds{1};
  struct Case {
    const char* name;
    VoidingState state;
    std::int64_t stamps_delta;
    milliseconds age;
    std::optional<RefusalCode> expected;
  };
  const auto own = VoidingState{.is_own = true, .is_last = true, .stamp_count = 2};
  const auto with = [&](auto change) {
    auto state = own;
    change(state);
    return state;
  };
  const auto as = [&](Role role, bool is_own = false) {
    return VoidingState{.role = role, .is_own = is_own, .stamp_count = 2};
  };
  const Case cases[] = {
      {"staff, at once", own, 1, {}, std::nullopt},
      {"staff, twice", with([](auto& s) { s.is_voided = true; }), 1, {}, already_voided},
      {"staff, twice and late", with([](auto& s) { s.is_voided = true; }), 1, days{100}, already_voided},
      {"staff, another's", with([](auto& s) { s.is_own = false; }), 1, {}, not_voidable},
      {"staff, not the last", with([](auto& s) { s.is_last = false; }), 1, {}, not_voidable},
      {"staff, after ten minutes", own, 1, minutes{10}, std::nullopt},
      {"staff, a moment later", own, 1, minutes{10} + moment, not_voidable},
      {"staff, before a clock that went back", own, 1, -minutes{5}, std::nullopt},
      {"manager, anybody's", as(Role::manager), 1, minutes{11}, std::nullopt},
      {"manager, after ninety days", as(Role::manager), 1, days{90}, std::nullopt},
      {"manager, a moment later", as(Role::manager), 1, days{90} + moment, not_voidable},
      {"owner, after ninety days", as(Role::owner), 1, days{90}, std::nullopt},
      {"owner, a moment later, their own", as(Role::owner, true), 1, days{90} + moment, not_voidable},
      {"the last stamps", own, 2, {}, std::nullopt},
      {"one stamp too many", own, 3, {}, not_voidable},
      {"one too many for a manager", as(Role::manager), 3, {}, not_voidable},
      {"stamps that come back", own, -5, {}, std::nullopt},
      {"points alone", own, 0, {}, std::nullopt},
  };
  for (const auto& each : cases) {
    const LoyaltyTransaction row{.type = each.stamps_delta < 0 ? stamp_redeemed : stamp_earned,
                                 .stamps_delta = each.stamps_delta,
                                 .created_at = now - each.age};
    const auto refusal = decide_void(row, each.state, now);
    EXPECT_EQ(refusal ? std::optional(refusal->code) : std::nullopt, each.expected) << each.name;
  }
}

}  // namespace
}  // namespace loyalty
