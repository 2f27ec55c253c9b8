// A few threads for work that takes long: hashing, drawing. Bounded, so that overload is seen and not stored.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace loyalty {

class ThreadPool {
 public:
  ThreadPool(std::size_t threads, std::size_t queue_max);
  ~ThreadPool();  // finishes what is queued
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // False when the queue is full. `work` must not throw.
  [[nodiscard]] bool submit(std::function<void()> work);
  std::size_t queued() const;

 private:
  void run();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::size_t queue_max_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace loyalty
