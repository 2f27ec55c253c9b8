#include "tasks/point_expiration.hpp"

#include <array>

namespace loyalty {
namespace {

// Of a batch; either keeps the writer busy for about ten milliseconds.
constexpr std::size_t cards_per_write = 100;
constexpr std::int64_t lots_per_write = 500;
constexpr int writes_per_run_max = 50;
constexpr std::int64_t companies_per_read = 500;

ExpiryCount expire_batch(storage::Store& store, CompanyId company, IdSource& ids, Instant now) {
  std::array<TransactionId, cards_per_write> batch_ids;
  for (auto& id : batch_ids) id = ids.next_as<TransactionId>(now);
  return store.write_now([&](storage::Transaction& tx) {
    return expire_due_cards(tx, company, batch_ids, lots_per_write, now);
  });
}

}  // namespace

ExpirationRun run_point_expiration(storage::Store& store, IdSource& ids, Instant now) {
  ExpirationRun run;
  int writes = 0;
  std::optional<CompanyId> after;
  do {
    const auto page = store.read_now([&](storage::Transaction& tx) {
      return find_companies_with_due_points(tx, after, companies_per_read, now);
    });
    for (const auto company : page.companies) {
      ExpiryCount batch;
      do {
        if (++writes > writes_per_run_max) return {.count = run.count, .is_complete = false};
        batch = expire_batch(store, company, ids, now);
        run.count += batch;
      } while (batch.cards > 0);
    }
    after = page.next;
  } while (after);
  return run;
}

}  // namespace loyalty
