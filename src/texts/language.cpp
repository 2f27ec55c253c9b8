#include "texts/language.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t languages = Names<Language>::table.size();

// "0.8" as 800; none when it is no q-value.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = (text[0] - '0') * 1000;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

// One entry of the header: its language range in lower case, and its weight.
struct LanguageRange {
  std::string tag;
  int weight = 0;
};

LanguageRange parse_language_range(std::string_view entry) {
  const std::size_t semicolon = entry.find(';');
  LanguageRange range{.tag = to_lower_ascii(trim(entry.substr(0, semicolon))), .weight = 1000};
  range.tag.resize(std::min(range.tag.find_first_of("-_"), range.tag.size()));
  if (semicolon != std::string_view::npos) {
    const std::string_view parameter = trim(entry.substr(semicolon + 1));
    const bool is_weight = parameter.starts_with("q=") || parameter.starts_with("Q=");
    range.weight = is_weight ? parse_weight(trim(parameter.substr(2))).value_or(0) : 0;
  }
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
    const std::size_t comma = std::min(accept_language.find(','), accept_language.size());
    const LanguageRange range = parse_language_range(accept_language.substr(0, comma));
    accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
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
