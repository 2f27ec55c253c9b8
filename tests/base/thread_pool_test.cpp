#include "base/thread_pool.hpp"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(Submit, RunsEverythingBeforeThePoolEnds) {
  std::atomic<int> done = 0;
  {
    ThreadPool pool(3, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(pool.submit([&done] { ++done; }));
  }
  EXPECT_EQ(done, 500);
}

TEST(Submit, IsRefusedWhenTheQueueIsFull) {
  std::promise<void> started;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<int> done = 0;
  {
    ThreadPool pool(1, 2);
    ASSERT_TRUE(pool.submit([&started, released] {
      started.set_value();
      released.wait();
    }));
    started.get_future().wait();
    EXPECT_EQ(pool.queued(), 0U);
    EXPECT_TRUE(pool.submit([&done] { ++done; }));
    EXPECT_TRUE(pool.submit([&done] { ++done; }));
    EXPECT_EQ(pool.queued(), 2U);
    EXPECT_FALSE(pool.submit([&done] { done += 100; }));
    release.set_value();
  }
  EXPECT_EQ(done, 2);
}

TEST(Submit, RunsOnSeveralThreadsAtOnce) {
  std::promise<void> first;
  std::promise<void> second;
  ThreadPool pool(2, 10);
  // Each waits for the other: one thread alone would never finish.
  ASSERT_TRUE(pool.submit([&] {
    first.set_value();
    second.get_future().wait();
  }));
  ASSERT_TRUE(pool.submit([&] {
    first.get_future().wait();
    second.set_value();
  }));
}

}  // namespace
}  // namespace loyalty
