// How long the disk takes to make a small write durable: without that number no other one here can be read.
#pragma once

#include <string>

namespace loyalty::bench {

struct DiskTimes {
  double p50_milliseconds = 0;
  double p99_milliseconds = 0;
};
// Writes and syncs 4 KB a thousand times, in a file of its own in `folder`.
DiskTimes measure_disk(const std::string& folder);

}  // namespace loyalty::bench
