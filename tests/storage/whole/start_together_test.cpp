#include <barrier>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/metrics.hpp"
#include "storage/store.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

// As two programs do that are started at the same moment on a new file.
TEST(StartTogether, EachFindsTheDatabaseReady) {
  constexpr int programs = 4;
  for (int round = 0; round < 10; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const test::TemporaryFolder folder;
    const auto url = "sqlite:" + (folder.path() / "loyalty.db").string();
    std::barrier start(programs);
    std::barrier open(programs);
    std::vector<int> applied(programs, -1);
    std::vector<std::string> faults(programs);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < programs; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        try {
          Metrics metrics;
          const auto store = storage::Store::open(url, metrics);
          open.arrive_and_wait();
          applied[i] = store->migrate();
        } catch (const std::exception& fault) {
          faults[i] = fault.what();
          open.arrive_and_drop();
        }
      });
    }
    threads.clear();
    EXPECT_EQ(faults, std::vector<std::string>(programs));
    Metrics metrics;
    const auto store = storage::Store::open(url, metrics);
    EXPECT_TRUE(store->is_migrated());
    int applied_in_all = 0;
    for (const int count : applied) applied_in_all += count;
    EXPECT_EQ(applied_in_all, static_cast<int>(store->migrations().size())) << "each migration once";
  }
}

}  // namespace
}  // namespace loyalty
