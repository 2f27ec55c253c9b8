#include <iostream>

#include "command/demo/guide.hpp"
#include "command/demo/world.hpp"
#include "command/failed.hpp"
#include "command/open_store.hpp"
#include "command/verbs.hpp"

namespace loyalty {

void demo(Config config, bool is_quiet) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  if (!is_empty(*store)) throw Failed("the database is not empty: the demonstration needs one of its own");
  const auto world = fill_demo(*store, config, system_now());
  if (is_quiet) return;
  std::cout << render_guide(world, config.public_url)
            << "\nWith the server running (loyalty serve), paste this into a shell:\n\n"
            << render_shell_lines(world, config.public_url);
}

}  // namespace loyalty
