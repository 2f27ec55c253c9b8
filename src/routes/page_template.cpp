#include "routes/page_template.hpp"

#include <utility>

namespace loyalty {
namespace {

constexpr std::pair<std::string_view, std::string_view PageTexts::*> places[] = {
    {"%LANG%", &PageTexts::language}, {"%TITLE%", &PageTexts::title},     {"%COLOR%", &PageTexts::color},
    {"%DATA%", &PageTexts::data},     {"%CODE%", &PageTexts::code},       {"%CAPTION%", &PageTexts::caption},
    {"%NUMBER%", &PageTexts::number}, {"%TROUBLE%", &PageTexts::trouble}, {"%RETRY%", &PageTexts::retry}};

}  // namespace

PageTemplate::PageTemplate(std::string_view text) {
  while (true) {
    std::size_t nearest = std::string_view::npos;
    const auto* found = &places[0];
    for (const auto& place : places) {
      const auto at = text.find(place.first);
      if (at >= nearest) continue;
      nearest = at;
      found = &place;
    }
    if (nearest == std::string_view::npos) break;
    pieces_.push_back({text.substr(0, nearest), found->second});
    text.remove_prefix(nearest + found->first.size());
  }
  pieces_.push_back({.text = text});
}

std::string PageTemplate::fill(const PageTexts& texts) const {
  std::string page;
  for (const auto& [text, place] : pieces_) {
    page += text;
    if (place != nullptr) page += texts.*place;
  }
  return page;
}

}  // namespace loyalty
