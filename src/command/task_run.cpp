#include <iostream>

#include "base/instant.hpp"
#include "command/open_store.hpp"
#include "command/verbs.hpp"
#include "tasks/cleanup.hpp"
#include "tasks/statistics.hpp"

namespace loyalty {

void run_task(Config config, Task task) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  switch (task) {
    case Task::cleanup: {
      const auto count = run_cleanup(*store, system_now());
      std::cout << "deleted: sessions " << count.sessions << ", counts of failed sign-ins "
                << count.sign_in_failures << ", kept answers " << count.kept_answers << '\n';
      return;
    }
    case Task::statistics: {
      const auto count = run_statistics(*store, system_now());
      std::cout << "rolled up: transactions " << count.rows << ", cards " << count.cards << '\n';
      return;
    }
  }
}

}  // namespace loyalty
