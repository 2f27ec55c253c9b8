#include "tasks/tasks.hpp"

#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/service.hpp"
#include "tasks/background.hpp"
#include "tasks/lease.hpp"

namespace loyalty {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::seconds patience{20};

class Tasks : public test::StoreFixture {
 protected:
  TaskContext context() {
    return {.store = database.store(),
            .ids = ids,
            .metrics = database.metrics(),
            .courier = courier,
            .mail_post = post};
  }
  std::string figures() { return database.metrics().render(); }

  IdSource ids;
  outgoing::Courier courier;
  std::optional<MailPost> post = MailPost{.server = {.host = "127.0.0.1",
                                                     .port = test::find_service_port(),
                                                     .security = outgoing::Security::none},
                                          .from = {.name = {}, .address = "cards@shop.example"},
                                          .public_url = "https://cards.example"};
};

std::string runs(const Task& task, const char* outcome, int count) {
  return "loyalty_task_runs_total{outcome=\"" + std::string(outcome) + "\",task=\"" + task.name + "\"} " +
         std::to_string(count) + "\n";
}

std::string counted(const Task& task, std::string_view name, int count) {
  return "loyalty_task_counts_total{count=\"" + std::string(name) + "\",task=\"" + task.name + "\"} " +
         std::to_string(count) + "\n";
}

TEST_P(Tasks, AreNamedAndDescribedAndCanBeRun) {
  std::set<std::string> names;
  for (const auto& task : all_tasks()) {
    EXPECT_TRUE(names.insert(task.name).second) << task.name;
    EXPECT_THAT(task.name, testing::MatchesRegex("[a-z_]+"));
    EXPECT_THAT(task.sentence, testing::MatchesRegex("[a-z].*[a-z]"));
    EXPECT_GE(task.pause, std::chrono::seconds{1});
    EXPECT_EQ(task.find_obstacle(context()), "");
    const auto run = run_task(task, context());
    EXPECT_TRUE(run.is_complete);
    EXPECT_FALSE(run.counts.empty());
    EXPECT_THAT(figures(),
                testing::AllOf(HasSubstr(runs(task, "done", 1)), HasSubstr(runs(task, "failed", 0))));
    for (const auto& count : run.counts) {
      EXPECT_THAT(std::string(count.name), testing::MatchesRegex("[a-z_]+"));
      EXPECT_EQ(count.number, 0) << task.name;
      EXPECT_THAT(figures(), HasSubstr(counted(task, count.name, 0)));
    }
  }
}

TEST_P(Tasks, AreStartedByAServerThatCanDoThem) {
  post.reset();
  const auto is_running = [&](const Task& task) {
    return figures().find(runs(task, "done", 1)) != std::string::npos;
  };
  {
    const BackgroundTasks background(context(), draw_lease_holder());
    for (const auto& task : all_tasks()) {
      if (!task.find_obstacle(context()).empty()) continue;
      const auto give_up_at = steady_now() + patience;
      while (!is_running(task) && steady_now() < give_up_at) std::this_thread::sleep_for(milliseconds{5});
      EXPECT_TRUE(is_running(task)) << task.name;
    }
  }
  EXPECT_THAT(figures(), Not(HasSubstr("mail_delivery")));
}

TEST_P(Tasks, AreRunUntilNothingIsLeft) {
  static int left = 0;
  left = 3;
  const Task task{"digging", "dig", milliseconds{1}, TaskSharing::shared, [](const TaskContext&) {
                    --left;
                    return TaskRun{.counts = {{"holes", 2}, {"stones", left}}, .is_complete = left == 0};
                  }};
  EXPECT_EQ(run_whole_task(task, context()), (std::vector<TaskCount>{{"holes", 6}, {"stones", 3}}));
  EXPECT_THAT(figures(),
              testing::AllOf(HasSubstr(runs(task, "done", 3)), HasSubstr(counted(task, "holes", 6)),
                             HasSubstr(counted(task, "stones", 3))));
}

TEST_P(Tasks, AreCountedWhenTheyFail) {
  const Task task{"digging", "dig", milliseconds{1}, TaskSharing::shared,
                  [](const TaskContext&) -> TaskRun { throw std::runtime_error("rock"); }};
  EXPECT_THROW(run_task(task, context()), std::runtime_error);
  EXPECT_THAT(figures(),
              testing::AllOf(HasSubstr(runs(task, "done", 0)), HasSubstr(runs(task, "failed", 1))));
}

INSTANTIATE_TEST_SUITE_P(, Tasks, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
