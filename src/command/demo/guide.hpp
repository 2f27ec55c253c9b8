// What to try in the demonstration: sign-ins, PINs, links, and lines for the shell.
#pragma once

#include <string>
#include <string_view>

#include "command/demo/world.hpp"

namespace loyalty {

// `public_url` is where the server will be.
std::string render_guide(const DemoWorld& world, std::string_view public_url);

// Lines for a POSIX shell: sign in, enrol, stamp up to a reward, redeem it, look at the history.
std::string render_shell_lines(const DemoWorld& world, std::string_view public_url);

}  // namespace loyalty
