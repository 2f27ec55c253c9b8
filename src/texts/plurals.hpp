// Which form of a plural a number takes: the kinds and rules of Unicode's CLDR, for whole numbers.
#pragma once

#include <cstdint>

#include "models/names.hpp"
#include "texts/language.hpp"

namespace loyalty {

enum class PluralForm { zero, one, two, few, many, other };

template <>
struct Names<PluralForm> {
  using enum PluralForm;
  static constexpr std::array<std::pair<PluralForm, std::string_view>, 6> table{
      {{zero, "zero"}, {one, "one"}, {two, "two"}, {few, "few"}, {many, "many"}, {other, "other"}}};
};

// Of a number without its sign. A language that has a form has it in its rule; "other" is in all of them.
using PluralRule = PluralForm (*)(std::uint64_t);

PluralRule find_plural_rule(Language language);

}  // namespace loyalty
