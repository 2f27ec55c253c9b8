// The Cookie header as browsers send it. Lenient: a part that is no cookie is passed over, the others count.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace loyalty::http {

// Names and values in order, values without their quotes; views into `header`.
std::vector<std::pair<std::string_view, std::string_view>> parse_cookies(std::string_view header);

// The first cookie of this name. Allocates nothing.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

}  // namespace loyalty::http
