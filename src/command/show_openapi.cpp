#include <iostream>

#include "command/verbs.hpp"
#include "routes/documents.hpp"

namespace loyalty {

void print_openapi() { std::cout << render_openapi_file(); }

}  // namespace loyalty
