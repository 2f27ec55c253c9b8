#include "routes/page_template.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(PageTemplate, PutsEachTextInItsPlaceAsItStands) {
  const PageTexts texts{.language = "fr",
                        .title = "%DATA%",
                        .color = "#123456",
                        .data = "{}",
                        .code = "<svg/>",
                        .caption = "show",
                        .number = "4821",
                        .trouble = "not",
                        .retry = "again"};
  struct Case {
    const char* text;
    const char* filled;
  };
  const Case cases[] = {
      {"", ""},
      {"nothing", "nothing"},
      {"%LANG%%LANG%", "frfr"},
      {"a %TITLE% b", "a %DATA% b"},
      {"%CODE%|%DATA%|%COLOR%", "<svg/>|{}|#123456"},
      {"%CAPTION%,%NUMBER%,%TROUBLE%,%RETRY%", "show,4821,not,again"},
      {"50% %NAME% %lang% %LANG", "50% %NAME% %lang% %LANG"},
  };
  for (const auto& [text, filled] : cases) EXPECT_EQ(PageTemplate(text).fill(texts), filled) << text;
}

}  // namespace
}  // namespace loyalty
