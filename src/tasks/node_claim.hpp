// The node in a server's ids, which no other server on the same database has at the same time.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "storage/leases.hpp"
#include "storage/store.hpp"
#include "tasks/runner.hpp"

namespace loyalty {

inline constexpr std::chrono::minutes node_claim_time{10};
inline constexpr std::chrono::minutes node_claim_pause{1};

class NodeClaim {
 public:
  // Claims the node that `ids` has, or moves `ids` to one that is free, now and after each pause. While the
  // database does not answer `ids` goes on with its node, which was drawn at random or claimed before. A
  // claim is never given up but runs out, so that a node is not used by two whose clocks differ by less.
  NodeClaim(storage::Store& store, IdSource& ids, storage::LeaseHolder holder,
            std::function<Instant()> clock = system_now, std::chrono::milliseconds pause = node_claim_pause);

 private:
  void claim();

  storage::Store& store_;
  IdSource& ids_;
  storage::LeaseHolder holder_;
  std::function<Instant()> clock_;
  std::optional<TaskRunner> renewal_;  // the last one: it stops first
};

}  // namespace loyalty
