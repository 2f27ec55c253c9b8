#include <iostream>

#include "base/instant.hpp"
#include "command/failed.hpp"
#include "command/open_store.hpp"
#include "command/verbs.hpp"
#include "services/dead_letters.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t shown_max = 1'000;
constexpr std::int64_t revived_per_write = 100;

}  // namespace

void print_dead_letters(Config config, const Task& task) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  const auto letters = store->read_now(
      [&](storage::Transaction& tx) { return list_dead_letters(tx, *task.due_table, shown_max); });
  for (const auto& letter : letters) {
    std::cout << letter.id << " given up " << format_rfc3339(letter.dead_at) << ", attempts "
              << letter.attempts << ": " << letter.reason << '\n';
  }
  std::cout << task.name << ": given up " << letters.size()
            << (std::ssize(letters) == shown_max ? ", or more\n" : "\n");
}

void retry_dead_letters(Config config, const Task& task, const std::string& id) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  const auto now = system_now();
  std::int64_t total = 0;
  std::int64_t count = 0;
  do {
    count = store->write_now([&](storage::Transaction& tx) -> std::int64_t {
      if (id.empty()) return revive_dead_letters(tx, *task.due_table, revived_per_write, now);
      return revive_dead_letter(tx, *task.due_table, id, now) ? 1 : 0;
    });
    total += count;
  } while (id.empty() && count > 0);
  if (!id.empty() && total == 0) throw Failed(std::string(task.name) + " has not given up " + id);
  std::cout << task.name << ": due again " << total << '\n';
}

}  // namespace loyalty
