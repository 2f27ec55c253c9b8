#include "tasks/runner.hpp"

#include <exception>
#include <utility>

#include "base/log.hpp"

namespace loyalty {

TaskRunner::TaskRunner(std::string name, std::chrono::milliseconds pause, std::function<bool()> task)
    : name_(std::move(name)), pause_(pause), task_(std::move(task)), thread_([this] { run(); }) {}

TaskRunner::~TaskRunner() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void TaskRunner::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    const bool has_more = call();
    lock.lock();
    if (!has_more) wake_.wait_for(lock, pause_, [this] { return is_stopping_; });
  }
}

bool TaskRunner::call() const {
  try {
    return task_();
  } catch (const std::exception& fault) {
    log(LogLevel::error, "task_failed",
        {{"task", std::string_view(name_)}, {"reason", std::string_view(fault.what())}});
    return false;
  }
}

}  // namespace loyalty
