// The signals that end the server, received on a thread of their own.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace loyalty {

// To be called before any other thread starts: threads inherit what is blocked.
void block_stop_signals();

class StopSignals {
 public:
  // Calls `stop` at the first SIGTERM or SIGINT, on a thread of its own; the second ends the program at once.
  explicit StopSignals(std::function<void()> stop);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  void watch();

  std::function<void()> stop_;
  std::atomic<bool> is_done_ = false;
  std::thread thread_;
};

}  // namespace loyalty
