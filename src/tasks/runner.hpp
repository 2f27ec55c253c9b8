// Calls a task again and again on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace loyalty {

class TaskRunner {
 public:
  // The first call comes at once, each further one `pause` after the end of the one before; at once as well
  // when the task returned true: there is more to do. What it throws is logged, and the next call comes as if
  // nothing had happened.
  TaskRunner(std::string name, std::chrono::milliseconds pause, std::function<bool()> task);
  // Waits for a call that is under way.
  ~TaskRunner();
  TaskRunner(const TaskRunner&) = delete;
  TaskRunner& operator=(const TaskRunner&) = delete;

 private:
  void run();
  bool call() const;

  std::string name_;
  std::chrono::milliseconds pause_;
  std::function<bool()> task_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace loyalty
