// How a verb ends that cannot do what was asked.
#pragma once

#include <stdexcept>

namespace loyalty {

// The text is what the user reads, one line. Exit code 1.
struct Failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The command line itself is wrong. Exit code 2.
struct WrongUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace loyalty
