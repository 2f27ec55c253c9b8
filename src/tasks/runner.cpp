#include "tasks/runner.hpp"

#include <exception>
#include <utility>

#include "base/log.hpp"

namespace loyalty {

TaskRunner::TaskRunner(std::string name, std::chrono::milliseconds pause, std::function<void()> task)
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
    call();
    lock.lock();
    wake_.wait_for(lock, pause_, [this] { return is_stopping_; });
  }
}

void TaskRunner::call() const {
  try {
    task_();
  } catch (const std::exception& fault) {
    log(LogLevel::error, "task_failed",
        {{"task", std::string_view(name_)}, {"reason", std::string_view(fault.what())}});
  }
}

}  // namespace loyalty
