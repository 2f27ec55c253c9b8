// The one table of what happens without a request. A task is a line of it and a file of its own: `serve`
// starts it, `loyalty task run` does it by hand, and help, log and metrics know it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/metrics.hpp"
#include "base/random.hpp"
#include "mail/message.hpp"
#include "outgoing/courier.hpp"
#include "outgoing/smtp.hpp"
#include "storage/due_rows.hpp"
#include "storage/store.hpp"

namespace loyalty {

// What mails go out with.
struct MailPost {
  outgoing::SmtpServer server;
  mail::Mailbox from;
  std::string public_url;  // without a slash at the end
};

// What a task has at hand.
struct TaskContext {
  storage::Store& store;
  IdSource& ids;
  Metrics& metrics;
  outgoing::Courier& courier;
  std::optional<MailPost> mail_post;  // none: no mail is sent
  std::function<Instant()> clock = system_now;
  std::function<double()> chance = random_chance;  // from 0 to 1
};

struct TaskCount {
  std::string_view name;  // "kept_answers"
  std::int64_t number = 0;

  bool operator==(const TaskCount&) const = default;
};
struct TaskRun {
  std::vector<TaskCount> counts;  // the same names, in the same order, at each run
  bool is_complete = true;        // false: there is more to do, at once
};

enum class TaskSharing {
  leased,  // one server at a time does it
  shared,  // all servers do it at the same time: its rows have leases of their own
};

struct Task {
  const char* name;
  const char* sentence;  // "delete what has run out"
  std::chrono::milliseconds pause;
  TaskSharing sharing;
  // A bounded piece of the work. A server that stops waits for it.
  TaskRun (*run)(const TaskContext& context);
  // Why it cannot be done with these settings; empty: it can.
  std::string_view (*find_obstacle)(const TaskContext& context) = [](const TaskContext&) {
    return std::string_view();
  };
  // Where its rows wait (tasks/due_rows.hpp), and those that were given up; null: it has none.
  const storage::DueTable* due_table = nullptr;
};
const std::vector<Task>& all_tasks();

// Runs it, and counts that it did and what came of it. What the task throws is counted and thrown on.
TaskRun run_task(const Task& task, const TaskContext& context);

// Until nothing is left to do; what all the runs did.
std::vector<TaskCount> run_whole_task(const Task& task, const TaskContext& context);

}  // namespace loyalty
