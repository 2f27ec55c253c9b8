#include "texts/message_format.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(FormatPattern, ReadsTheSubset) {
  const MessageParams params{{"n", std::int64_t{3}}, {"who", "Nora"}};
  EXPECT_EQ(format_pattern(Language::en, "{ who }: {n}", params), "Nora: 3");
  EXPECT_EQ(format_pattern(Language::en, "{n, plural, =3 {three for {who}} one {#} other {#s}}!", params),
            "three for Nora!");
  EXPECT_EQ(format_pattern(Language::en, "{n, plural, one {one} other {# # of {n}}}", params), "3 3 of 3");
  EXPECT_EQ(format_pattern(Language::en, "a # b", params), "a # b");
  EXPECT_EQ(format_pattern(Language::en, "{nobody}{nothing, plural, one {x} other {y}}", params), "y");
}

TEST(FormatPattern, PutsOutWhatIsBrokenAsFarAsItCan) {
  EXPECT_EQ(format_pattern(Language::en, "a {b", {}), "a {b");
  EXPECT_EQ(format_pattern(Language::en, "a } b {c, odd} d", {}), "a } b  d");
}

}  // namespace
}  // namespace loyalty
