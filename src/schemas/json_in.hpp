// Strict JSON: what a body must be before anybody looks at its fields.
#pragma once

#include <cstddef>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/result.hpp"
#include "schemas/fault.hpp"

namespace loyalty {

constexpr std::size_t json_depth_max = 16;
constexpr std::size_t json_values_max = 2000;

// Refuses invalid UTF-8, a key that occurs twice in one object, nesting deeper than 16, more than 2,000
// values, bytes after the end, and numbers that neither a 64-bit integer nor a finite double can hold.
Result<boost::json::value, MalformedJson> parse_json(std::string_view bytes);

}  // namespace loyalty
