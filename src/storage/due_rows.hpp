// Tables whose rows are due: taken by lease, done outside of any write, settled by a second write that counts
// only if the row is still what was taken. So several servers share the work, a killed one's rows are due
// again when their lease is over, and everything is done at least once.
//
// Such a table has, beside its key, attempts, due_since, due_at (NULL: done, or dead), dead_at and
// last_error, and indexes on (due_at, due_since) and (dead_at, due_since).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/due.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

struct DueTableNames {
  std::string table;
  std::string owner;  // the second and third column of the key, after company_id
  std::string id;
  // Where a row is an object that changes again and again: the column that counts its changes. However many
  // came while the row waited or was in hand, it is done once more. Empty where a row is one thing to do,
  // once.
  std::string version = {};
};

// Lives as long as the program.
class DueTable {
 public:
  explicit DueTable(const DueTableNames& names);
  DueTable(const DueTable&) = delete;
  DueTable& operator=(const DueTable&) = delete;

  // Of all companies: what is due, what waited longest first.
  std::vector<DueRow> list_due(Transaction& tx, Instant now, std::int64_t limit) const;
  // Of several who have seen the row as it was, one gets it, as it is now: nobody else has it before `until`.
  std::optional<DueRow> take(Transaction& tx, const DueRow& seen, Instant until) const;

  // What became of a row in hand. None has an effect when it is no longer what was taken: its lease is over
  // and somebody else has it, or it is gone. What has changed meanwhile is due again at once, but for
  // put_off.
  void settle(Transaction& tx, const DueRow& taken, Instant now) const;
  void put_off(Transaction& tx, const DueRow& taken, Instant until, std::string_view reason) const;
  void give_up(Transaction& tx, const DueRow& taken, Instant now, std::string_view reason) const;

  // The object has changed. A row that waits or is in hand stays so; one that was done or dead is due.
  void mark(Transaction& tx, const DueKey& key, Instant now) const;

  // Counts to `count_max` at most.
  DueBacklog find_backlog(Transaction& tx, Instant now, std::int64_t count_max) const;

  // What was given up, the newest first.
  std::vector<DeadRow> list_dead(Transaction& tx, std::int64_t limit) const;
  // False when it is not dead.
  bool revive(Transaction& tx, const DueKey& key, Instant now) const;
  // Forgets what was given up before, and whatever is more than `kept_max`: `limit` at most, and how many.
  // Objects stay.
  std::int64_t bury(Transaction& tx, Instant older_than, std::int64_t kept_max, std::int64_t limit) const;

 private:
  Sql list_due_;
  Sql take_;
  std::optional<Sql> find_version_;
  Sql settle_;
  Sql put_off_;
  Sql give_up_;
  Sql mark_;
  Sql count_waiting_;
  Sql count_dead_;
  Sql list_dead_;
  Sql revive_;
  Sql list_old_;
  Sql list_surplus_;
  Sql forget_;
};

}  // namespace loyalty::storage
