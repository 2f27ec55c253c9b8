// JSON for people and for comparing line by line.
#pragma once

#include <string>
#include <string_view>

namespace loyalty {

// The same JSON with one member or entry a line, two spaces deeper each time. Empty objects and lists stay as
// they are. `json` must be well-formed and without white space between its parts.
std::string indent_json(std::string_view json);

}  // namespace loyalty
