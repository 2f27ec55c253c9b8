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
  std::string_view code;      // %CODE%: the card's, as a picture; empty where there is none to show
  std::string_view caption;   // %CAPTION%: what to do with the code; escaped, as all below
  std::string_view number;    // %NUMBER%: the card's
  std::string_view trouble;   // %TROUBLE%: what is said where the scripts do not come
  std::string_view retry;     // %RETRY%
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
