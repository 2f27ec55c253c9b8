#include "tasks/runner.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds patience{20};
constexpr std::chrono::hours never{1};

TEST(TaskRunner, CallsItsTaskAtOnce) {
  std::promise<void> called;
  const TaskRunner runner("once", never, [&] {
    called.set_value();
    return false;
  });
  EXPECT_EQ(called.get_future().wait_for(patience), std::future_status::ready);
}

TEST(TaskRunner, CallsAgainAfterThePauseAlsoWhenTheTaskFails) {
  std::promise<void> third;
  int calls = 0;
  const TaskRunner runner("failing", milliseconds{1}, [&]() -> bool {
    if (++calls == 3) third.set_value();
    throw std::runtime_error("no luck");
  });
  EXPECT_EQ(third.get_future().wait_for(patience), std::future_status::ready);
}

TEST(TaskRunner, CallsAgainAtOnceWhileThereIsMoreToDo) {
  std::promise<void> third;
  int calls = 0;
  const TaskRunner runner("busy", never, [&] {
    if (++calls == 3) third.set_value();
    return calls < 3;
  });
  EXPECT_EQ(third.get_future().wait_for(patience), std::future_status::ready);
}

TEST(TaskRunner, EndsWithoutWaitingForThePause) {
  std::promise<void> called;
  std::promise<void> ended;
  std::thread thread([&] {
    {
      const TaskRunner runner("waiting", never, [&] {
        called.set_value();
        return false;
      });
      called.get_future().wait();
    }
    ended.set_value();
  });
  EXPECT_EQ(ended.get_future().wait_for(patience), std::future_status::ready);
  thread.join();
}

TEST(TaskRunner, WaitsForACallThatIsUnderWay) {
  std::promise<void> begun;
  std::promise<void> may_end;
  std::atomic<bool> has_ended = false;
  std::thread helper;
  {
    const TaskRunner runner("slow", never, [&] {
      begun.set_value();
      may_end.get_future().wait();
      has_ended = true;
      return false;
    });
    begun.get_future().wait();
    helper = std::thread([&] {
      std::this_thread::sleep_for(milliseconds{20});
      may_end.set_value();
    });
  }
  EXPECT_TRUE(has_ended);
  helper.join();
}

}  // namespace
}  // namespace loyalty
