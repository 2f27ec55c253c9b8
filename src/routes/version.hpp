// The program's version, as `loyalty version` and /openapi.json tell it.
#pragma once

#include <string_view>

namespace loyalty {

inline constexpr std::string_view program_version = LOYALTY_VERSION;

}  // namespace loyalty
