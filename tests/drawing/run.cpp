#include "drawing/run.hpp"

#include <array>
#include <cstdio>

namespace loyalty::drawing {

std::string run(const std::string& command) {
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 256> part{};
  while (std::fgets(part.data(), part.size(), pipe) != nullptr) output += part.data();
  pclose(pipe);
  return output;
}

}  // namespace loyalty::drawing
