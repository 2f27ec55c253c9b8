// Bytes in the gzip coding (RFC 1952), for answers that are made anew each time.
#pragma once

#include <string>
#include <string_view>

namespace loyalty {

std::string to_gzip(std::string_view bytes);

}  // namespace loyalty
