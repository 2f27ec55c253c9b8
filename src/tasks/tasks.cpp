#include "tasks/tasks.hpp"

#include <prometheus/counter.h>

#include "storage/mails.hpp"
#include "tasks/cleanup.hpp"
#include "tasks/mail_delivery.hpp"
#include "tasks/point_expiration.hpp"
#include "tasks/statistics.hpp"

namespace loyalty {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::string_view find_mail_obstacle(const TaskContext& context) {
  return context.mail_post ? "" : "LOYALTY_MAIL_URL is not set: no mail is sent";
}

prometheus::Counter& count_runs(const Task& task, Metrics& metrics, const char* outcome) {
  return metrics.counter("loyalty_task_runs_total", "Runs of a background task, by how they ended",
                         {{"task", task.name}, {"outcome", outcome}});
}

void count(const Task& task, Metrics& metrics, const TaskCount& counted) {
  metrics
      .counter("loyalty_task_counts_total", "What the runs of a background task did",
               {{"task", task.name}, {"count", std::string(counted.name)}})
      .Increment(static_cast<double>(counted.number));
}

}  // namespace

const std::vector<Task>& all_tasks() {
  static const std::vector<Task> tasks{
      {"cleanup", "delete what has run out", minutes{1}, TaskSharing::leased, clean_up},
      {"point_expiration", "take out expired points", minutes{1}, TaskSharing::leased, expire_points},
      {"statistics", "roll up what is older than ten minutes", minutes{1}, TaskSharing::leased, roll_up},
      // People wait for what they asked for.
      {"mail_delivery", "send the mails that wait", seconds{2}, TaskSharing::shared, deliver_mails,
       find_mail_obstacle, &storage::due_mails()},
  };
  return tasks;
}

TaskRun run_task(const Task& task, const TaskContext& context) {
  auto& done = count_runs(task, context.metrics, "done");
  auto& failed = count_runs(task, context.metrics, "failed");
  try {
    auto run = task.run(context);
    for (const auto& counted : run.counts) count(task, context.metrics, counted);
    done.Increment();
    return run;
  } catch (...) {
    failed.Increment();
    throw;
  }
}

std::vector<TaskCount> run_whole_task(const Task& task, const TaskContext& context) {
  auto run = run_task(task, context);
  auto total = run.counts;
  while (!run.is_complete) {
    run = run_task(task, context);
    for (std::size_t i = 0; i < total.size(); ++i) total[i].number += run.counts[i].number;
  }
  return total;
}

}  // namespace loyalty
