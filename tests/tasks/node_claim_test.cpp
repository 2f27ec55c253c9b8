#include "tasks/node_claim.hpp"

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "support/database.hpp"
#include "tasks/lease.hpp"

namespace loyalty {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds patience{30};
constexpr std::uint32_t drawn = 17;

// Servers whose clocks agree and go on when the test says so; all of them drew the same node.
class ClaimedNode : public test::StoreFixture {
 protected:
  struct Server {
    IdSource ids{drawn};
    std::unique_ptr<NodeClaim> claim;
  };
  std::unique_ptr<Server> start_server(milliseconds pause = node_claim_pause) {
    auto server = std::make_unique<Server>();
    server->claim = std::make_unique<NodeClaim>(
        database.store(), server->ids, draw_lease_holder(), [this] { return now(); }, pause);
    return server;
  }
  void pass(milliseconds time) { passed_ += time.count(); }
  Instant now() const { return start_ + milliseconds{passed_.load()}; }

 private:
  const Instant start_ = test::at("2026-11-22T12:00:00Z");
  std::atomic<std::int64_t> passed_ = 0;
};

TEST_P(ClaimedNode, IsAnotherForEachServer) {
  std::vector<std::unique_ptr<Server>> servers;
  std::set<std::uint32_t> nodes;
  for (int i = 0; i < 5; ++i) {
    servers.push_back(start_server());
    nodes.insert(servers.back()->ids.node());
  }
  EXPECT_EQ(nodes, (std::set<std::uint32_t>{17, 18, 19, 20, 21}));
}

TEST_P(ClaimedNode, IsAnotherForServersThatStartAtOnce) {
  constexpr int count = 6;
  std::vector<std::unique_ptr<Server>> servers(count);
  {
    std::vector<std::jthread> threads;
    for (auto& server : servers) threads.emplace_back([&] { server = start_server(); });
  }
  std::set<std::uint32_t> nodes;
  for (const auto& server : servers) nodes.insert(server->ids.node());
  EXPECT_EQ(nodes.size(), count);
}

TEST_P(ClaimedNode, IsFreeSomeTimeAfterItsServerIsGone) {
  start_server();
  EXPECT_EQ(start_server()->ids.node(), drawn + 1) << "its last ids may be of this very millisecond";
  pass(node_claim_time);
  EXPECT_EQ(start_server()->ids.node(), drawn);
}

TEST_P(ClaimedNode, IsKeptAsLongAsItsServerRuns) {
  static const storage::Sql select_expiry{"SELECT expires_at FROM task_leases WHERE task = 'id_node_17'"};
  const auto server = start_server(milliseconds{1});
  for (int i = 0; i < 3; ++i) {
    pass(node_claim_time / 2);
    const auto give_up_at = steady_now() + patience;
    Instant expires_at{};
    while (expires_at != now() + node_claim_time && steady_now() < give_up_at) {
      expires_at = *database.read([](storage::Transaction& tx) {
        return tx.find(select_expiry, {}, [](storage::Columns& row) { return row.instant(); });
      });
    }
    EXPECT_EQ(expires_at, now() + node_claim_time);
  }
  EXPECT_EQ(start_server()->ids.node(), drawn + 1);
}

TEST_P(ClaimedNode, IsChangedWhenAnotherServerGotItMeanwhile) {
  static const storage::Sql give_away{"UPDATE task_leases SET holder = 1 WHERE task = 'id_node_17'"};
  const auto server = start_server(milliseconds{1});
  database.write([](storage::Transaction& tx) { tx.execute(give_away, {}); });
  const auto give_up_at = steady_now() + patience;
  while (server->ids.node() == drawn && steady_now() < give_up_at) std::this_thread::yield();
  EXPECT_EQ(server->ids.node(), drawn + 1);
}

TEST_P(ClaimedNode, IsTheOneThatWasDrawnWhenAllAreTaken) {
  static const storage::Sql take{"INSERT INTO task_leases (task, holder, expires_at) VALUES ($1, 1, $2)"};
  database.write([&](storage::Transaction& tx) {
    for (std::uint32_t node = 0; node < server_nodes; ++node) {
      tx.send(take, {"id_node_" + std::to_string(node), now() + node_claim_time});
    }
  });
  EXPECT_EQ(start_server()->ids.node(), drawn);
}

INSTANTIATE_TEST_SUITE_P(Engines, ClaimedNode, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
