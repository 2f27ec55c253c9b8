// The yardstick: the statements of a stamp in one loop on the bare engine, 32 stamps a commit.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "bench/recording.hpp"
#include "bench/seed.hpp"

namespace loyalty::bench {

inline constexpr int raw_stamps_per_commit = 32;

// One connection with the settings of the server's writer: cache, durability, and how long the log may grow
// before it is copied. The loop copies it itself, as there is nothing beside it.
class RawLoop {
 public:
  RawLoop(const std::string& path, const World& world, const std::vector<RecordedStatement>& statements,
          std::size_t answer_bytes);
  ~RawLoop();

  // Stamps a second.
  double run(std::chrono::milliseconds duration);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loyalty::bench
