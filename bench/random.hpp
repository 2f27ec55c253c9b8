// Numbers that look random, cheap and the same in every run (splitmix64). Never for secrets.
#pragma once

#include <cstdint>

namespace loyalty::bench {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  double fraction() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }  // in [0, 1)

 private:
  std::uint64_t state_;
};

}  // namespace loyalty::bench
