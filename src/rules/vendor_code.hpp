// The short code by which a vendor is found before anybody has signed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

// In upper case: 2 to 40 of A-Z 0-9 _ -; none for anything else.
std::optional<std::string> normalise_vendor_code(std::string_view text);

}  // namespace loyalty
