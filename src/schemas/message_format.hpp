// The part of ICU's MessageFormat that our texts use: {name} and {n, plural, =0 {..} one {..} other {..}}
// with #.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/messages.hpp"

namespace loyalty {

// A pattern that is broken is put out as far as it can be read; list_pattern_faults says what is wrong with
// it.
std::string format_pattern(Language language, std::string_view pattern, const MessageParams& params);

// The names of the parameters; a plural's name is followed by " plural".
std::set<std::string> list_pattern_params(std::string_view pattern);

// One sentence for each thing that is wrong: braces, an unknown kind, a plural without "one" or "other", a
// straight apostrophe (which ICU reads as a quote).
std::vector<std::string> list_pattern_faults(std::string_view pattern);

// "one" or "other", by the language's rule.
std::string_view plural_form(Language language, std::int64_t number);

}  // namespace loyalty
