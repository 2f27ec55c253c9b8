// Any text as a template and in a page: nothing is lost, and no text becomes a part of the page.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "drawing/letters.hpp"
#include "drawing/text_fit.hpp"
#include "routes/page_policy.hpp"
#include "routes/page_template.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loyalty;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string unchanged = PageTemplate(text).fill({.language = "%LANG%",
                                                         .title = "%TITLE%",
                                                         .color = "%COLOR%",
                                                         .data = "%DATA%",
                                                         .code = "%CODE%",
                                                         .caption = "%CAPTION%",
                                                         .number = "%NUMBER%",
                                                         .trouble = "%TROUBLE%",
                                                         .retry = "%RETRY%"});
  if (unchanged != text) std::abort();
  if (escape_html(text).find_first_of("<>\"'") != std::string::npos) std::abort();
  const auto origin = find_origin("https://" + text);
  if (origin.find_first_of(" ;,'\"*@\r\n") != std::string::npos) std::abort();
  if (!is_utf8(text)) return 0;
  if (drawing::measure_text(text, {.size = 1, .weight = drawing::Weight::bold}) < 0) std::abort();
  if (size < 300) drawing::fit_text(text, {.width = 60, .height = 12, .size_max = 6, .lines_max = 2});
  return 0;
}
