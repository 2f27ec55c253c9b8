// The request target in origin form ("/path?query"), decoded and checked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loyalty::http {

struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

inline constexpr std::size_t query_parameters_max = 64;

// None for anything but origin form, a broken escape, an encoded slash in the path, a control character or
// invalid UTF-8 after decoding, a "." or ".." part, a fragment, or more than query_parameters_max parameters.
std::optional<Target> parse_target(std::string_view text);

}  // namespace loyalty::http
