#include "texts/language.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/quality.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t languages = Names<Language>::table.size();

// One entry of the header: its language range in lower case, and its weight.
struct LanguageRange {
  std::string tag;
  int weight = 0;
};

LanguageRange parse_language_range(std::string_view entry) {
  LanguageRange range{.tag = to_lower_ascii(trim(take_until(entry, ';'))), .weight = parse_quality(entry)};
  range.tag.resize(std::min(range.tag.find_first_of("-_"), range.tag.size()));
  if (range.tag == "lu") range.tag = "lb";
  return range;
}

}  // namespace

Language pick_language(std::string_view accept_language, Language fallback) {
  struct Wish {
    bool is_named = false;
    int weight = 0;
    std::size_t position = 0;
  };
  std::array<Wish, languages> wishes;
  int weight_of_others = 0;
  std::size_t position = 0;
  for (; !accept_language.empty(); ++position) {
    const LanguageRange range = parse_language_range(take_until(accept_language, ','));
    if (range.tag == "*") weight_of_others = std::max(weight_of_others, range.weight);
    const std::optional<Language> language = find_by_name<Language>(range.tag);
    if (!language) continue;
    Wish& wish = wishes[static_cast<std::size_t>(*language)];
    if (!wish.is_named || range.weight > wish.weight) wish = {true, range.weight, position};
  }
  Language best = fallback;
  Wish best_wish;
  for (const auto& [language, name] : Names<Language>::table) {
    Wish wish = wishes[static_cast<std::size_t>(language)];
    // A star stands for all that is not named, the fallback first.
    if (!wish.is_named) wish = {false, weight_of_others, position + (language == fallback ? 0 : 1)};
    const bool is_earlier = wish.weight == best_wish.weight && wish.position < best_wish.position;
    if (wish.weight > best_wish.weight || is_earlier) {
      best = language;
      best_wish = wish;
    }
  }
  return best;
}

}  // namespace loyalty
