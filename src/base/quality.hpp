// How much an entry of an Accept-... header is wished for (RFC 9110, 12.4.2).
#pragma once

#include <string_view>

namespace loyalty {

// From what stands behind the entry's first semicolon ("q=0.8"), in thousandths: 1000 when there is no `q`, 0
// when it is malformed.
int parse_quality(std::string_view parameters);

}  // namespace loyalty
