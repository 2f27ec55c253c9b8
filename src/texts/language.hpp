// The languages that our texts are in, and whose turn it is.
#pragma once

#include <optional>
#include <string_view>

#include "models/names.hpp"

namespace loyalty {

enum class Language { en, fr, de, lb };

template <>
struct Names<Language> {
  static constexpr std::array<std::pair<Language, std::string_view>, 4> table{
      {{Language::en, "en"}, {Language::fr, "fr"}, {Language::de, "de"}, {Language::lb, "lb"}}};
};

// The best of our languages for an Accept-Language header (RFC 9110, section 12.5.4). Regions are ignored,
// "lu" is a common mistake for "lb"; a header that names none of ours means the fallback.
Language pick_language(std::string_view accept_language, Language fallback);

}  // namespace loyalty
