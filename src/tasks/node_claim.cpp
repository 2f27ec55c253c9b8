#include "tasks/node_claim.hpp"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "base/log.hpp"

namespace loyalty {
namespace {

// The first node from `first` on that nobody else has; none when all are taken.
std::optional<std::uint32_t> take_node(storage::Transaction& tx, std::uint32_t first,
                                       storage::LeaseHolder holder, Instant now) {
  for (std::uint32_t i = 0; i < server_nodes; ++i) {
    const auto node = (first + i) % server_nodes;
    if (storage::take_lease(tx, "id_node_" + std::to_string(node), holder, now, now + node_claim_time)) {
      return node;
    }
  }
  return std::nullopt;
}

}  // namespace

NodeClaim::NodeClaim(storage::Store& store, IdSource& ids, storage::LeaseHolder holder,
                     std::function<Instant()> clock, std::chrono::milliseconds pause)
    : store_(store), ids_(ids), holder_(holder), clock_(std::move(clock)) {
  // Before any id is made; the first renewal follows at once.
  try {
    claim();
  } catch (const std::exception& fault) {
    log(LogLevel::warn, "id_node_unclaimed", {{"reason", std::string_view(fault.what())}});
  }
  renewal_.emplace("node_claim", pause, [this] {
    claim();
    return false;
  });
}

void NodeClaim::claim() {
  const auto now = clock_();
  const auto node =
      store_.write_now([&](storage::Transaction& tx) { return take_node(tx, ids_.node(), holder_, now); });
  if (!node) {
    log(LogLevel::warn, "id_nodes_used_up", {{"node", std::int64_t{ids_.node()}}});
  } else if (*node != ids_.node()) {
    ids_.move_to(*node);
  }
}

}  // namespace loyalty
