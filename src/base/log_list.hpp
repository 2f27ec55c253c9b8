// A line of the log whose fields are known only when it is written.
#pragma once

#include <span>

#include "base/log.hpp"

namespace loyalty {

// As log().
void log_list(LogLevel level, std::string_view event, std::span<const LogField> fields);

}  // namespace loyalty
