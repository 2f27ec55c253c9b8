// The same work on many threads at the same time, and what came of it.
#pragma once

#include <latch>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/refusal.hpp"

namespace loyalty::test {

inline constexpr int threads = 20;

// Runs `work(i)` in each thread, all at the same time; what they returned, in the order of i.
template <class Work>
auto run_at_once(Work work) {
  using Value = std::invoke_result_t<Work&, int>;
  std::vector<std::optional<Value>> values(threads);
  std::latch start(threads);
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      start.arrive_and_wait();
      values[static_cast<std::size_t>(i)].emplace(work(i));
    });
  }
  for (auto& thread : running) thread.join();
  std::vector<Value> done;
  for (auto& value : values) done.push_back(std::move(*value));
  return done;
}

// How often each refusal came; "" stands for success.
using Counts = std::map<std::string, int>;

template <class T>
std::string outcome_name(const Outcome<T>& outcome) {
  return outcome ? "" : std::string(name_of(outcome.error().code));
}

template <class T>
Counts count(const std::vector<Outcome<T>>& outcomes) {
  Counts counts;
  for (const auto& outcome : outcomes) ++counts[outcome_name(outcome)];
  return counts;
}

}  // namespace loyalty::test
