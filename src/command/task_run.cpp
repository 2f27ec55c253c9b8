#include <algorithm>
#include <iostream>

#include "command/failed.hpp"
#include "command/open_store.hpp"
#include "command/task_context.hpp"
#include "command/verbs.hpp"
#include "tasks/lease.hpp"
#include "tasks/node_claim.hpp"

namespace loyalty {

void run_task_by_hand(Config config, const Task& task) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  IdSource ids;
  const NodeClaim claim(*store, ids, draw_lease_holder());
  outgoing::Courier courier;
  const auto context = make_task_context(config, *store, ids, metrics, courier);
  if (const auto obstacle = task.find_obstacle(context); !obstacle.empty()) {
    throw Failed(std::string(obstacle));
  }
  std::string line;
  for (const auto& [name, number] : run_whole_task(task, context)) {
    line += (line.empty() ? ": " : ", ") + std::string(name) + " " + std::to_string(number);
  }
  std::ranges::replace(line, '_', ' ');
  std::cout << task.name << line << '\n';
}

}  // namespace loyalty
