// Many connections: those that stay and say nothing, and those that come for one request each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/load.hpp"
#include "bench/socket.hpp"

namespace loyalty::bench {

// Lets this process, and those that it starts, have so many files open. Throws when the system does not.
void allow_open_files(std::uint64_t count);

class IdleConnections {
 public:
  // Each of them asks once.
  IdleConnections(std::uint16_t port, int count, std::string request);

  // Asks on each of them; the number of those that got a 200.
  int ask_all();

 private:
  std::string request_;
  std::vector<Socket> sockets_;
};

// A new connection for each request, at the load's rate; as many at once as it has connections. What fails
// counts as status 0.
LoadResult run_newcomers(const Load& load);

}  // namespace loyalty::bench
