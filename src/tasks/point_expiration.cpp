#include "tasks/point_expiration.hpp"

#include <thread>
#include <vector>

namespace loyalty {
namespace {

constexpr std::int64_t companies_per_read = 500;

ExpiryCount expire_batch(storage::Store& store, CompanyId company, IdSource& ids, Instant now,
                         const ExpirationLimits& limits) {
  std::vector<TransactionId> row_ids;
  for (std::int64_t i = 0; i < limits.cards_per_write; ++i)
    row_ids.push_back(ids.next_as<TransactionId>(now));
  return store.write_now([&](storage::Transaction& tx) {
    return expire_due_cards(tx, company, row_ids, limits.lots_per_write, now);
  });
}

}  // namespace

ExpirationRun run_point_expiration(storage::Store& store, IdSource& ids, Instant now,
                                   const ExpirationLimits& limits) {
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
        if (++writes > limits.writes_per_run) return {.count = run.count, .is_complete = false};
        batch = expire_batch(store, company, ids, now, limits);
        run.count += batch;
        std::this_thread::sleep_for(limits.pause);
      } while (batch.cards > 0);
    }
    after = page.next;
  } while (after);
  return run;
}

TaskRun expire_points(const TaskContext& context) {
  const auto [count, is_complete] = run_point_expiration(context.store, context.ids, context.clock());
  return {.counts = {{"cards", count.cards}, {"lots", count.lots}, {"points", count.points}},
          .is_complete = is_complete};
}

}  // namespace loyalty
