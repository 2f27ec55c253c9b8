#include "texts/language.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(PickLanguage, FollowsTheHeader) {
  struct Case {
    std::string_view header;
    Language fallback;
    Language picked;
  };
  const Case cases[] = {
      {"", Language::fr, Language::fr},
      {"de", Language::en, Language::de},
      {"de-CH", Language::en, Language::de},
      {"FR-be", Language::en, Language::fr},
      {"lu", Language::en, Language::lb},
      {"lb-LU, fr;q=0.9", Language::en, Language::lb},
      {"fr;q=0.8, de;q=0.9", Language::en, Language::de},
      {"fr;q=0.9, de;q=0.9", Language::en, Language::fr},
      {"pt, es;q=0.9, de;q=0.1", Language::en, Language::de},
      {"pt", Language::de, Language::de},
      {"*", Language::lb, Language::lb},
      {"de;q=0.5, *", Language::lb, Language::lb},
      {"de, *;q=0.5", Language::lb, Language::de},
      {"lb;q=0, *;q=0.5", Language::lb, Language::en},
      {"de;q=0", Language::en, Language::en},
      {"en;q=0, fr;q=0.1", Language::en, Language::fr},
      {"de;q=abc, fr;q=0.2", Language::en, Language::fr},
      {"de;q=1.5, fr;q=0.2", Language::en, Language::fr},
      {" de ; q=0.3 ,, fr ; q=0.4", Language::en, Language::fr},
      {"fr;q=0.123, de;q=0.124", Language::en, Language::de},
      {",;q=;;,", Language::de, Language::de},
  };
  for (const Case& item : cases)
    EXPECT_EQ(pick_language(item.header, item.fallback), item.picked) << item.header;
}

}  // namespace
}  // namespace loyalty
