// Texts in the four languages, from the catalogues in locales/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/names.hpp"

namespace loyalty {

enum class Language { en, fr, de, lb };

template <>
struct Names<Language> {
  static constexpr std::array<std::pair<Language, std::string_view>, 4> table{
      {{Language::en, "en"}, {Language::fr, "fr"}, {Language::de, "de"}, {Language::lb, "lb"}}};
};

// A text of the catalogue inside another one, in the same language.
struct MessageKey {
  std::string key;
};

struct MessageParam {
  std::string_view name;
  std::variant<std::int64_t, std::string, MessageKey> value;
};
using MessageParams = std::vector<MessageParam>;

// The best of our languages for an Accept-Language header (RFC 9110, section 12.5.4). Regions are ignored,
// "lu" is a common mistake for "lb"; a header that names none of ours means the fallback.
Language pick_language(std::string_view accept_language, Language fallback);

// The text with its parameters put in: {name}, and {n, plural, =0 {..} one {..} other {..}} in which # is the
// number. A key that the catalogue lacks is answered with the key itself, a parameter that is not given with
// nothing.
std::string message(Language language, std::string_view key, const MessageParams& params = {});

bool has_message(std::string_view key);
std::vector<std::string> list_message_keys(Language language);
// The text as it stands in the catalogue; empty when absent.
std::string_view find_pattern(Language language, std::string_view key);

// What makes the catalogues disagree, one sentence each: keys, parameters, plural forms. Empty when all is
// well.
std::vector<std::string> list_catalogue_faults();

// "€7.80", "7,80 €": integer cents of a currency as people of this language write it.
std::string format_amount(Language language, std::int64_t cents, std::string_view currency);

}  // namespace loyalty
