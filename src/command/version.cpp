#include "routes/version.hpp"

#include <iostream>

#include "command/verbs.hpp"

namespace loyalty {

void print_version() { std::cout << "loyalty " << program_version << '\n'; }

}  // namespace loyalty
