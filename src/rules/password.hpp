// Which passwords people may choose.
#pragma once

#include <optional>
#include <string_view>

namespace loyalty {

// In the order in which they are checked.
enum class PasswordFault { too_short, too_long, too_common, contains_email };

// 10 to 128 characters, none of the commonest, and without `email` or its part before the @ (that from four
// characters on).
std::optional<PasswordFault> find_password_fault(std::string_view password, std::string_view email);

}  // namespace loyalty
