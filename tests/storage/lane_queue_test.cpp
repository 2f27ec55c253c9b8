#include "storage/postgres/lane_queue.hpp"

#include <atomic>
#include <deque>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace loyalty::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LaneUnit final : public Unit {
 public:
  explicit LaneUnit(std::uint64_t lane_in, int number_in = 0) : number(number_in), lane_(lane_in) {}
  void run(Transaction&) override {}
  void finish(std::exception_ptr) override {}
  std::uint64_t lane() const override { return lane_; }

  const int number;

 private:
  std::uint64_t lane_;
};

std::vector<int> numbers(const Group& group) {
  std::vector<int> found;
  for (const auto* unit : group.units) found.push_back(static_cast<const LaneUnit*>(unit)->number);
  return found;
}

class Lanes : public ::testing::Test {
 protected:
  void push(LaneQueue& queue, std::uint64_t lane, int number) {
    queue.push(units_.emplace_back(lane, number));
  }
  static Group take(LaneQueue& queue, std::size_t count_max = 32) {
    Group group;
    queue.take(group, count_max);
    return group;
  }

 private:
  std::deque<LaneUnit> units_;
};

TEST_F(Lanes, AreGivenWholeAndInTheirOrder) {
  LaneQueue queue(100, 1);
  for (int i = 0; i < 3; ++i) push(queue, 7, i);
  push(queue, 8, 10);
  push(queue, 7, 3);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(0, 1, 2, 3, 10));
  EXPECT_EQ(queue.size(), 0u);
}

TEST_F(Lanes, AreClosedWhileSomebodyHasThemInHand) {
  LaneQueue queue(100, 2);
  push(queue, 7, 0);
  const auto first = take(queue);
  push(queue, 7, 1);
  push(queue, 8, 10);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(10));
  queue.give_back(first);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(1));
}

TEST_F(Lanes, GiveOnlyAsMuchAsWasAskedForAndKeepTheRest) {
  LaneQueue queue(100, 1);
  for (int i = 0; i < 5; ++i) push(queue, 7, i);
  const auto first = take(queue, 2);
  EXPECT_THAT(numbers(first), ElementsAre(0, 1));
  EXPECT_EQ(queue.size(), 3u);
  queue.give_back(first);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(2, 3, 4));
}

TEST_F(Lanes, LeaveTheOtherThreadsTheirShare) {
  LaneQueue queue(100, 4);
  for (int i = 0; i < 8; ++i) push(queue, static_cast<std::uint64_t>(i + 1), i);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(0, 1)) << "a quarter";
  EXPECT_THAT(numbers(take(queue)), ElementsAre(2, 3));
}

// Those that wait longest, in an order that is the same whoever came first.
TEST_F(Lanes, AreInOneOrderWithinAGroup) {
  LaneQueue queue(100, 2);
  push(queue, 9, 0);
  push(queue, 7, 1);
  push(queue, 9, 2);
  push(queue, 7, 3);
  push(queue, 8, 4);
  push(queue, 5, 5);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(1, 3, 0, 2));
  EXPECT_THAT(numbers(take(queue)), ElementsAre(4)) << "a half of what is left";
}

TEST_F(Lanes, AreNotMixedWithWhatHasNone) {
  LaneQueue queue(100, 1);
  push(queue, 7, 0);
  push(queue, 8, 1);
  push(queue, 0, 2);
  push(queue, 0, 3);
  push(queue, 9, 4);
  EXPECT_THAT(numbers(take(queue)), ElementsAre(0, 1));
  EXPECT_THAT(numbers(take(queue)), ElementsAre(2));
  EXPECT_THAT(numbers(take(queue)), ElementsAre(3));
  EXPECT_THAT(numbers(take(queue)), ElementsAre(4));
}

TEST_F(Lanes, OfNobodyAreOneEach) {
  LaneQueue queue(100, 2);
  push(queue, 0, 0);
  push(queue, 0, 1);
  EXPECT_THAT(numbers(take(queue, 1)), ElementsAre(0));
  EXPECT_THAT(numbers(take(queue, 1)), ElementsAre(1)) << "while the first is still in hand";
}

TEST_F(Lanes, HoldNoMoreThanTheyMay) {
  LaneQueue queue(3, 1);
  for (int i = 0; i < 3; ++i) push(queue, 7, i);
  EXPECT_THROW(push(queue, 7, 3), StorageBusy);
  EXPECT_THROW(push(queue, 8, 3), StorageBusy);
  const auto group = take(queue, 1);
  EXPECT_NO_THROW(push(queue, 8, 4));
  EXPECT_THROW(push(queue, 8, 5), StorageBusy);
}

TEST_F(Lanes, AreEmptiedAfterTheyAreClosed) {
  LaneQueue queue(100, 1);
  push(queue, 7, 0);
  queue.close();
  EXPECT_THROW(push(queue, 7, 1), StorageBusy);
  Group group;
  EXPECT_TRUE(queue.take(group, 32));
  queue.give_back(group);
  EXPECT_FALSE(queue.take(group, 32));
  EXPECT_THAT(group.units, IsEmpty());
}

// Several threads push and several take: nothing is lost or given twice, each lane keeps its order, and
// nobody has a lane that another has in hand.
TEST_F(Lanes, AreSafeBetweenThreads) {
  constexpr std::size_t lanes = 5;
  constexpr int units_each = 400;
  constexpr std::size_t takers = 3;
  LaneQueue queue(lanes * units_each, takers);
  std::deque<LaneUnit> units;
  for (int i = 0; i < units_each; ++i) {
    for (std::size_t lane = 1; lane <= lanes; ++lane) units.emplace_back(lane, i);
  }
  std::array<std::atomic<int>, lanes + 1> in_hand{};
  std::array<int, lanes + 1> next{};  // guarded by the lane itself
  std::atomic<int> faults = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < takers; ++i) {
    threads.emplace_back([&] {
      Group group;
      while (queue.take(group, 8)) {
        for (const auto lane : group.lanes) faults += in_hand[lane]++ == 0 ? 0 : 1;
        std::this_thread::yield();
        for (const auto* unit : group.units) {
          const auto& one = static_cast<const LaneUnit&>(*unit);
          faults += next[one.lane()]++ == one.number ? 0 : 1;
        }
        for (const auto lane : group.lanes) --in_hand[lane];
        queue.give_back(group);
      }
    });
  }
  std::vector<std::thread> pushers;
  for (std::size_t lane = 1; lane <= lanes; ++lane) {
    pushers.emplace_back([&, lane] {
      for (auto& unit : units) {
        if (unit.lane() == lane) queue.push(unit);
      }
    });
  }
  for (auto& pusher : pushers) pusher.join();
  queue.close();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(faults, 0);
  for (std::size_t lane = 1; lane <= lanes; ++lane) EXPECT_EQ(next[lane], units_each) << lane;
}

}  // namespace
}  // namespace loyalty::storage
