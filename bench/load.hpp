// A load generator for HTTP/1.1 on the loopback: one thread, connections that stay open, one request in
// flight on each.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace loyalty::bench {

// Puts the next request into `request`, which holds the same connection's last one (empty at first); `random`
// is 64 fresh bits. Changing a few bytes in place is cheaper than writing the whole request anew.
using PrepareRequest = std::function<void(std::string& request, std::uint64_t random)>;

struct Load {
  std::uint16_t port = 0;
  int connections = 1;
  std::chrono::milliseconds duration{1000};
  std::int64_t requests_max = std::numeric_limits<std::int64_t>::max();
  double rate = 0;  // requests a second; 0: the next request follows the answer
  std::uint64_t seed = 1;
  PrepareRequest prepare;
};

struct LoadResult {
  double seconds = 0;                       // from the first request to the last answer
  double own_cpu_seconds = 0;               // what the generator itself took from the machine
  std::map<int, std::int64_t> statuses;     // answers by status
  std::vector<std::uint32_t> microseconds;  // one for each answer, sorted

  double rate() const { return seconds > 0 ? static_cast<double>(microseconds.size()) / seconds : 0; }
  // `share` 0..1: 0.99 is the 99th percentile. 0 when there was no answer.
  double milliseconds_at(double share) const;
  std::int64_t count_of(int status) const;
};

// With a rate, latency counts from the moment at which a request was due, so that a stall is not hidden by
// the requests that it kept from being sent. Throws std::runtime_error when a connection breaks or an answer
// cannot be read.
LoadResult run_load(const Load& load);

struct Reply {
  int status = 0;
  std::string body;
};
// One request on a connection of its own.
Reply ask(std::uint16_t port, const std::string& request);
// The same, or status 0 when nobody listens yet.
Reply try_ask(std::uint16_t port, const std::string& request);

// What came of an answer that is too long to be kept.
struct Lines {
  std::int64_t count = 0;
  double seconds = 0;
};
// Reads until the answer, status line and headers included, has so many lines or ends, and hangs up.
Lines ask_for_lines(std::uint16_t port, const std::string& request, std::int64_t count_max);

}  // namespace loyalty::bench
