// Which PINs staff may choose.
#pragma once

#include <string_view>

namespace loyalty {

bool is_pin_form(std::string_view text);  // 4 to 8 digits

// Among the first that anybody would try: one digit, a run up or down (also past 9), a pair repeated, and the
// most used of the rest. Expects the form of a PIN.
bool is_trivial_pin(std::string_view pin);

}  // namespace loyalty
