#include <iostream>

#include "base/instant.hpp"
#include "command/open_store.hpp"
#include "command/verbs.hpp"
#include "tasks/statistics.hpp"

namespace loyalty {

void rebuild_stats(Config config) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  const auto count = rebuild_statistics(*store, system_now());
  std::cout << "rolled up anew: transactions " << count.rows << ", cards " << count.cards << '\n';
}

}  // namespace loyalty
