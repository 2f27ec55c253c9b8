// A database of many cards, and everything that the program does with some of them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "routes/app_world.hpp"

namespace loyalty::test {

// One thing that the program does; what it needs beforehand it does itself.
struct Scene {
  std::string name;
  std::function<void(AppWorld&)> play;
};

// Every route in its own scenario; codes, filters, cursors and refusals that those leave out; every task; the
// verifier of the ledger.
std::vector<Scene> all_scenes();

// The cards of which there are to be many: two at City, one at each of two other vendors, one of them of
// another company.
void enrol_templates(AppWorld& app);
// So many of each of them, a minute apart, the larger the older; and what else there is many of.
constexpr std::int64_t clones_of_a_card_max = 12'500;
void clone_cards(AppWorld& app, std::int64_t first, std::int64_t last);
void clone_all_but_cards(AppWorld& app);

}  // namespace loyalty::test
