// Runs a program that looks at what we drew.
#pragma once

#include <string>

namespace loyalty::drawing {

// What the command of the shell prints.
std::string run(const std::string& command);

}  // namespace loyalty::drawing
