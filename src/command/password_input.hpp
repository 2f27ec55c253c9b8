// A password from whoever started the program.
#pragma once

#include <string>

namespace loyalty {

// Asks twice, without echo, on a terminal; otherwise the first line of standard input. Throws Failed when
// there is none or the two differ.
std::string read_password();

}  // namespace loyalty
