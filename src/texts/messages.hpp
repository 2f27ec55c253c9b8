// Texts in the four languages, from the catalogues in locales/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "texts/language.hpp"

namespace loyalty {

// A text of the catalogue inside another one, in the same language.
struct MessageKey {
  std::string key;
};

struct MessageParam {
  std::string_view name;
  std::variant<std::int64_t, std::string, MessageKey> value;
};
using MessageParams = std::vector<MessageParam>;

// The text with its parameters put in: {name}, and {n, plural, =0 {..} one {..} other {..}} in which # is the
// number. A key that the catalogue lacks is answered with the key itself, a parameter that is not given with
// nothing.
std::string message(Language language, std::string_view key, const MessageParams& params = {});

bool has_message(std::string_view key);
std::vector<std::string> list_message_keys(Language language);
// The text as it stands in the catalogue; empty when absent.
std::string_view find_pattern(Language language, std::string_view key);

}  // namespace loyalty
