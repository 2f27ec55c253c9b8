// The part of ICU's MessageFormat that our texts use: {name} and {n, plural, =0 {..} one {..} other {..}}
// with #, and all the kinds of plural that there are (texts/plurals.hpp).
#pragma once

#include <string>
#include <string_view>

#include "texts/messages.hpp"

namespace loyalty {

// A pattern that is broken is put out as far as it can be read.
std::string format_pattern(Language language, std::string_view pattern, const MessageParams& params);

}  // namespace loyalty
