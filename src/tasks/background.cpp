#include "tasks/background.hpp"

#include <algorithm>
#include <utility>

#include "base/log_list.hpp"
#include "tasks/lease.hpp"

namespace loyalty {
namespace {

void log_counts(const Task& task, const std::vector<TaskCount>& counts) {
  if (std::ranges::all_of(counts, [](const TaskCount& count) { return count.number == 0; })) return;
  std::vector<LogField> fields;
  for (const auto& [name, number] : counts) fields.push_back({name, number});
  log_list(LogLevel::info, task.name, fields);
}

}  // namespace

BackgroundTasks::BackgroundTasks(TaskContext context, storage::LeaseHolder holder)
    : context_(std::move(context)) {
  for (const auto& task : all_tasks()) {
    if (task.find_obstacle(context_).empty()) start(task, holder);
  }
}

BackgroundTasks::~BackgroundTasks() { context_.courier.stop(); }

void BackgroundTasks::start(const Task& task, storage::LeaseHolder holder) {
  std::function<bool()> work = [this, &task] {
    const auto run = run_task(task, context_);
    log_counts(task, run.counts);
    return !run.is_complete;
  };
  if (task.sharing == TaskSharing::leased) {
    const auto lease = std::make_shared<TaskLease>(context_.store, task.name, holder);
    work = [lease, work = std::move(work)] { return lease->run(work); };
  }
  running_.push_back(std::make_unique<TaskRunner>(task.name, task.pause, std::move(work)));
}

}  // namespace loyalty
