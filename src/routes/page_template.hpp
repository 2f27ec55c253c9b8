// A document of the web build with places in it: %TITLE% and the like.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loyalty {

// Each is put in as it stands here, wherever its place occurs.
struct PageTexts {
  std::string_view language;  // %LANG%
  std::string_view title;     // %TITLE%: escaped
  std::string_view color;     // %COLOR%
  std::string_view data;      // %DATA%
  std::string_view code;      // %CODE%
};

class PageTemplate {
 public:
  // `text` must outlive it.
  explicit PageTemplate(std::string_view text);

  std::string fill(const PageTexts& texts) const;

 private:
  struct Piece {
    std::string_view text;                          // before the place
    std::string_view PageTexts::* place = nullptr;  // none at the end
  };
  std::vector<Piece> pieces_;
};

}  // namespace loyalty
