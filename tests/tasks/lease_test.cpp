#include "tasks/lease.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

using std::chrono::milliseconds;

constexpr auto me = static_cast<storage::LeaseHolder>(1);
constexpr auto other = static_cast<storage::LeaseHolder>(2);
constexpr std::chrono::seconds patience{30};

// Two servers whose clocks agree and go on when the test says so.
class LeasedTask : public test::StoreFixture {
 protected:
  std::unique_ptr<TaskLease> make_lease(storage::LeaseHolder holder,
                                        milliseconds renewal_pause = lease_renewal_pause) {
    return std::make_unique<TaskLease>(
        database.store(), "cleanup", holder, [this] { return now(); }, renewal_pause);
  }
  void pass(milliseconds time) { passed_ += time.count(); }
  // Whether the work was done.
  static bool does_work(TaskLease& lease) {
    bool was_called = false;
    lease.run([&] { return was_called = true; });
    return was_called;
  }

  // Until the lease lasts for its whole time from now on; false when that does not come.
  bool waits_for_renewal() {
    static const storage::Sql select_expiry{"SELECT expires_at FROM task_leases WHERE task = 'cleanup'"};
    const auto give_up_at = steady_now() + patience;
    while (steady_now() < give_up_at) {
      const auto expires_at = database.read([](storage::Transaction& tx) {
        return tx.find(select_expiry, {}, [](storage::Columns& row) { return row.instant(); });
      });
      if (expires_at == now() + lease_time) return true;
      std::this_thread::sleep_for(milliseconds{1});
    }
    return false;
  }

 private:
  Instant now() const { return start_ + milliseconds{passed_.load()}; }

  const Instant start_ = test::at("2026-11-22T12:00:00Z");
  std::atomic<std::int64_t> passed_ = 0;
};

TEST_P(LeasedTask, IsDoneByOneServerAgainAndAgain) {
  const auto mine = make_lease(me);
  const auto others = make_lease(other);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(does_work(*mine));
    EXPECT_FALSE(does_work(*others));
    pass(lease_time - milliseconds{1});
    EXPECT_FALSE(does_work(*others));
  }
}

TEST_P(LeasedTask, SaysWhetherThereIsMoreToDo) {
  const auto mine = make_lease(me);
  EXPECT_TRUE(mine->run([] { return true; }));
  EXPECT_FALSE(mine->run([] { return false; }));
  EXPECT_FALSE(make_lease(other)->run([] { return true; })) << "somebody else will see to it";
}

TEST_P(LeasedTask, GoesToAnotherServerWhenOneIsGone) {
  const auto others = make_lease(other);
  {
    const auto mine = make_lease(me);
    EXPECT_TRUE(does_work(*mine));
    EXPECT_FALSE(does_work(*others));
  }
  EXPECT_TRUE(does_work(*others)) << "a server that stops gives it up";
  pass(lease_time);
  EXPECT_TRUE(does_work(*make_lease(me))) << "one that was killed loses it after a while";
}

TEST_P(LeasedTask, LeavesAloneWhatAServerNeverHad) {
  const auto mine = make_lease(me);
  EXPECT_TRUE(does_work(*mine));
  EXPECT_FALSE(does_work(*make_lease(other)));
  EXPECT_FALSE(does_work(*make_lease(other)));
}

TEST_P(LeasedTask, IsKeptAsLongAsTheWorkLasts) {
  const auto mine = make_lease(me, milliseconds{1});
  bool was_lost = false;
  mine->run([&] {
    for (int i = 0; i < 5; ++i) {
      pass(lease_time / 2);
      EXPECT_TRUE(waits_for_renewal());
    }
    was_lost = does_work(*make_lease(other));
    return false;
  });
  EXPECT_FALSE(was_lost);
}

TEST_P(LeasedTask, EndsWithWhatItsWorkThrows) {
  const auto mine = make_lease(me);
  EXPECT_THROW(mine->run([]() -> bool { throw std::runtime_error("no luck"); }), std::runtime_error);
  EXPECT_FALSE(does_work(*make_lease(other))) << "who tries again is the same server";
}

TEST(DrawLeaseHolder, IsAnotherOneEachTime) { EXPECT_NE(draw_lease_holder(), draw_lease_holder()); }

INSTANTIATE_TEST_SUITE_P(Engines, LeasedTask, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
