#include "tasks/cleanup.hpp"

#include "services/idempotency.hpp"
#include "storage/idempotency.hpp"
#include "storage/mails.hpp"
#include "storage/sessions.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t rows_per_write = 500;
constexpr int writes_per_run_max = 200;
// Longer than a mail is tried and counts against the limit of its card (rules/mailing.hpp).
constexpr std::chrono::days mail_time{2};
// For how long, and how many of a kind, may be tried again by hand.
constexpr std::chrono::days dead_letter_time{30};
constexpr std::int64_t dead_letters_max = 10'000;

// `erase(tx, limit)` deletes at most `limit` rows and says how many.
template <class Erase>
std::int64_t erase_in_batches(storage::Store& store, Erase erase) {
  std::int64_t total = 0;
  for (int batch = 0; batch < writes_per_run_max; ++batch) {
    const std::int64_t count =
        store.write_now([&](storage::Transaction& tx) { return erase(tx, rows_per_write); });
    total += count;
    if (count < rows_per_write) break;
  }
  return total;
}

std::int64_t bury_dead_letters(storage::Store& store, Instant now) {
  std::int64_t total = 0;
  for (const auto& task : all_tasks()) {
    if (task.due_table == nullptr) continue;
    total += erase_in_batches(store, [&](storage::Transaction& tx, std::int64_t limit) {
      return task.due_table->bury(tx, now - dead_letter_time, dead_letters_max, limit);
    });
  }
  return total;
}

}  // namespace

CleanupCount run_cleanup(storage::Store& store, Instant now) {
  using storage::Transaction;
  return {.sessions = erase_in_batches(store,
                                       [&](Transaction& tx, std::int64_t limit) {
                                         return storage::delete_expired_sessions(tx, now, limit);
                                       }),
          .sign_in_failures = erase_in_batches(store,
                                               [&](Transaction& tx, std::int64_t limit) {
                                                 return storage::delete_old_sign_in_failures(tx, now, limit);
                                               }),
          .kept_answers = erase_in_batches(store,
                                           [&](Transaction& tx, std::int64_t limit) {
                                             return storage::delete_kept_answers(tx, now - kept_answer_time,
                                                                                 limit);
                                           }),
          .mails = erase_in_batches(store,
                                    [&](Transaction& tx, std::int64_t limit) {
                                      return storage::delete_old_mails(tx, now - mail_time, limit);
                                    }),
          .dead_letters = bury_dead_letters(store, now)};
}

TaskRun clean_up(const TaskContext& context) {
  const auto count = run_cleanup(context.store, context.clock());
  return {.counts = {{"sessions", count.sessions},
                     {"sign_in_failures", count.sign_in_failures},
                     {"kept_answers", count.kept_answers},
                     {"mails", count.mails},
                     {"dead_letters", count.dead_letters}}};
}

}  // namespace loyalty
