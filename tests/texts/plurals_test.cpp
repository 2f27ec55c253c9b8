#include "texts/plurals.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(FindPluralRule, FollowsTheLanguage) {
  struct Case {
    std::uint64_t number;
    PluralForm french;
    PluralForm others;  // English, German, Luxembourgish
  };
  using enum PluralForm;
  const Case cases[] = {
      {0, one, other},          {1, one, one},           {2, other, other},        {11, other, other},
      {101, other, other},      {999'999, other, other}, {1'000'000, many, other}, {1'000'001, other, other},
      {3'000'000, many, other},
  };
  for (const auto& [number, french, others] : cases) {
    EXPECT_EQ(find_plural_rule(Language::fr)(number), french) << number;
    for (const Language language : {Language::en, Language::de, Language::lb}) {
      EXPECT_EQ(find_plural_rule(language)(number), others) << number << ' ' << name_of(language);
    }
  }
}

}  // namespace
}  // namespace loyalty
