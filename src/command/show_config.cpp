#include <iostream>

#include "command/verbs.hpp"

namespace loyalty {

void print_effective_config(const Environment& environment, const Config& config) {
  std::cout << render_effective(environment, config);
}

void print_configuration_page() { std::cout << render_configuration_page(); }

}  // namespace loyalty
