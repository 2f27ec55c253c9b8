#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "texts/catalogue_faults.hpp"

namespace loyalty {
namespace {

TEST(Catalogues, AgreeInKeysParametersAndPlurals) {
  EXPECT_THAT(list_catalogue_faults(), testing::IsEmpty());
}

TEST(PatternFaults, NamesWhatIsWrong) {
  for (const std::string_view broken :
       {"", "a {b", "a } b", "{n, plural, one {#}}", "{n, plural, other {#}}",
        "{n, plural, one {a} few {b} other {c}}", "{n, plural, one {a} other {b} x}",
        "{n, select, other {a}}", "{}", "don't", "{n, plural, one {'} other {}}"}) {
    EXPECT_THAT(list_pattern_faults(Language::en, broken), testing::Not(testing::IsEmpty())) << broken;
  }
  EXPECT_THAT(list_pattern_faults(Language::en, "{a} {n, plural, =0 {none} one {{a}} other {# d’or}}"),
              testing::IsEmpty());
}

TEST(PatternFaults, TakesTheFormsThatTheLanguageHas) {
  constexpr std::string_view millions = "{n, plural, one {a} many {b} other {c}}";
  EXPECT_THAT(list_pattern_faults(Language::fr, millions), testing::IsEmpty());
  EXPECT_THAT(list_pattern_faults(Language::de, millions),
              testing::ElementsAre("a plural form that is not of this language: many"));
}

}  // namespace
}  // namespace loyalty
