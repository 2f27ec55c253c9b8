#include "texts/pattern.hpp"

#include <string>

#include "base/text.hpp"

namespace loyalty {

std::size_t find_closing(std::string_view pattern, std::size_t open) {
  int depth = 0;
  for (std::size_t index = open; index < pattern.size(); ++index) {
    if (pattern[index] == '{') ++depth;
    if (pattern[index] == '}' && --depth == 0) return index;
  }
  return std::string_view::npos;
}

std::optional<Placeholder> parse_placeholder(std::string_view content) {
  const std::size_t comma = content.find(',');
  Placeholder placeholder{.name = trim(content.substr(0, comma))};
  if (placeholder.name.empty() || placeholder.name.find_first_of("{} ") != std::string_view::npos)
    return std::nullopt;
  if (comma == std::string_view::npos) return placeholder;
  const std::string_view rest = content.substr(comma + 1);
  const std::size_t second = rest.find(',');
  if (second == std::string_view::npos || trim(rest.substr(0, second)) != "plural") return std::nullopt;
  placeholder.is_plural = true;
  placeholder.forms = rest.substr(second + 1);
  return placeholder;
}

std::optional<std::string_view> find_form(std::string_view forms, std::string_view wanted) {
  while (true) {
    const std::size_t open = forms.find('{');
    if (open == std::string_view::npos) return std::nullopt;
    const std::size_t close = find_closing(forms, open);
    if (close == std::string_view::npos) return std::nullopt;
    if (trim(forms.substr(0, open)) == wanted) return forms.substr(open + 1, close - open - 1);
    forms.remove_prefix(close + 1);
  }
}

std::optional<std::string_view> choose_form(std::string_view forms, std::int64_t number, PluralRule rule) {
  if (const auto exact = find_form(forms, "=" + std::to_string(number))) return exact;
  const auto size = static_cast<std::uint64_t>(number);
  if (const auto form = find_form(forms, name_of(rule(number < 0 ? 0 - size : size)))) return form;
  return find_form(forms, name_of(PluralForm::other));
}

}  // namespace loyalty
