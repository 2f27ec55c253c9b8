#include <malloc.h>

#include "command/command_line.hpp"

int main(int argc, char** argv) {
  // By default glibc opens an arena for nearly each thread, and each keeps what it once had.
  mallopt(M_ARENA_MAX, 2);
  return loyalty::run_command_line(argc, argv);
}
