#include "texts/plurals.hpp"

#include <array>
#include <utility>

namespace loyalty {
namespace {

PluralForm set_one_apart(std::uint64_t number) { return number == 1 ? PluralForm::one : PluralForm::other; }

// "un million de tampons": whole millions are many.
PluralForm count_in_french(std::uint64_t number) {
  if (number < 2) return PluralForm::one;
  return number % 1'000'000 == 0 ? PluralForm::many : PluralForm::other;
}

constexpr std::array<std::pair<Language, PluralRule>, Names<Language>::table.size()> rules{{
    {Language::en, set_one_apart},
    {Language::fr, count_in_french},
    {Language::de, set_one_apart},
    {Language::lb, set_one_apart},
}};

}  // namespace

PluralRule find_plural_rule(Language language) {
  for (const auto& [candidate, rule] : rules) {
    if (candidate == language) return rule;
  }
  return set_one_apart;
}

}  // namespace loyalty
