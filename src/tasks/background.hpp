// The tasks of one server while it serves.
#pragma once

#include <memory>
#include <vector>

#include "storage/leases.hpp"
#include "tasks/runner.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {

class BackgroundTasks {
 public:
  // Starts each task of the table that can be done with these settings, on a thread of its own.
  BackgroundTasks(TaskContext context, storage::LeaseHolder holder);
  // Stops the courier, so that nobody waits for somebody else's server, and waits for the runs that are under
  // way.
  ~BackgroundTasks();
  BackgroundTasks(const BackgroundTasks&) = delete;
  BackgroundTasks& operator=(const BackgroundTasks&) = delete;

 private:
  void start(const Task& task, storage::LeaseHolder holder);

  TaskContext context_;
  std::vector<std::unique_ptr<TaskRunner>> running_;
};

}  // namespace loyalty
