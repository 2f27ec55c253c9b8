#include "tasks/due_rows.hpp"

#include <vector>

#include <prometheus/gauge.h>

#include "base/log.hpp"
#include "base/result.hpp"

namespace loyalty {
namespace {

using storage::Transaction;

constexpr std::int64_t rows_per_run_max = 50;
constexpr std::int64_t counted_max = 1'000;  // every two seconds; how far behind it is the lag says
// A server that stops waits for the run, which ends with the job that is under way.
constexpr std::chrono::seconds run_time_max{5};

template <class Work>
void write(const TaskContext& context, Work work) {
  context.store.write_now([&](Transaction& tx) {
    work(tx);
    return Done{};
  });
}

struct Taken {
  DueRow row;
  std::optional<DueJob> job;
};

std::optional<Taken> take(const DueKind& kind, const TaskContext& context, const DueRow& seen) {
  const auto now = context.clock();
  return context.store.write_now([&](Transaction& tx) -> std::optional<Taken> {
    const auto row = kind.table.take(tx, seen, now + kind.lease);
    if (!row) return std::nullopt;
    auto job = kind.prepare(tx, *row, now);
    if (!job) kind.table.settle(tx, *row, now);
    return Taken{.row = *row, .job = std::move(job)};
  });
}

void settle_failure(const DueKind& kind, const TaskContext& context, const DueRow& row,
                    const AttemptReport& report, DueCount& count) {
  const auto now = context.clock();
  const auto next =
      report.attempt == Attempt::refused
          ? std::nullopt
          : compute_next_attempt(kind.back_off, row.attempts, row.due_since, now, context.chance());
  write(context, [&](Transaction& tx) {
    if (next) {
      kind.table.put_off(tx, row, *next, report.reason);
    } else {
      kind.table.give_up(tx, row, now, report.reason);
    }
  });
  ++(next ? count.put_off : count.failed);
  log(LogLevel::warn, next ? "put_off" : "given_up",
      {{"task", std::string_view(kind.task)},
       {"attempt", row.attempts},
       {"reason", std::string_view(report.reason)}});
}

// Whether others of the kind would get through.
bool do_one(const DueKind& kind, const TaskContext& context, const DueRow& seen, DueCount& count) {
  const auto taken = take(kind, context, seen);
  if (!taken) return true;
  if (!taken->job) {
    ++count.dropped;
    return true;
  }
  const auto report = (*taken->job)();
  if (report.attempt == Attempt::done) {
    write(context, [&, now = context.clock()](Transaction& tx) { kind.table.settle(tx, taken->row, now); });
    ++count.sent;
  } else {
    settle_failure(kind, context, taken->row, report, count);
  }
  return report.attempt != Attempt::unreachable;
}

void show(const DueKind& kind, Metrics& metrics, const DueBacklog& backlog) {
  const auto set = [&](const char* name, const char* help, double value) {
    metrics.gauge(name, help, {{"task", kind.task}}).Set(value);
  };
  set("loyalty_task_waiting", "What a background task has still to do", static_cast<double>(backlog.waiting));
  set("loyalty_task_dead", "What a background task has given up", static_cast<double>(backlog.dead));
  set("loyalty_task_lag_seconds", "For how long the oldest of what waits should have been done",
      std::chrono::duration<double>(backlog.lag).count());
}

}  // namespace

DueRun run_due_rows(const DueKind& kind, const TaskContext& context) {
  const auto begin = context.clock();
  const auto due = context.store.read_now(
      [&](Transaction& tx) { return kind.table.list_due(tx, begin, rows_per_run_max); });
  DueRun run;
  bool gets_through = true;
  auto next = due.begin();
  while (next != due.end() && gets_through && context.clock() - begin < run_time_max) {
    gets_through = do_one(kind, context, *next, run.count);
    ++next;
  }
  run.is_complete = !gets_through || (next == due.end() && std::ssize(due) < rows_per_run_max);
  show(kind, context.metrics, context.store.read_now([&](Transaction& tx) {
    return kind.table.find_backlog(tx, begin, counted_max);
  }));
  return run;
}

TaskRun to_task_run(const DueRun& run) {
  return {.counts = {{"sent", run.count.sent},
                     {"put_off", run.count.put_off},
                     {"failed", run.count.failed},
                     {"dropped", run.count.dropped}},
          .is_complete = run.is_complete};
}

}  // namespace loyalty
