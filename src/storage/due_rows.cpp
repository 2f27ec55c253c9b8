#include "storage/due_rows.hpp"

#include <algorithm>

namespace loyalty::storage {
namespace {

// The statements of one table, by its names.
struct Texts {
  const DueTableNames& names;

  bool is_object() const { return !names.version.empty(); }
  std::string key() const { return "company_id, " + names.owner + ", " + names.id; }
  std::string from() const { return " FROM " + names.table + " "; }
  std::string select_key() const { return "SELECT " + key() + from(); }
  std::string one() const {
    return " WHERE company_id = $1 AND " + names.owner + " = $2 AND " + names.id + " = $3";
  }
  // The row as it was seen: nobody has taken it in between.
  std::string as_seen() const { return one() + " AND due_at = $4"; }
  std::string update(const std::string& changes) const { return "UPDATE " + names.table + " SET " + changes; }
  // A value for a row that has not changed since it was taken ($6), and for one that has.
  std::string unless_changed(const std::string& unchanged, const std::string& changed) const {
    if (!is_object()) return unchanged;
    return "CASE WHEN " + names.version + " = $6 THEN " + unchanged + " ELSE " + changed + " END";
  }
};

const std::string now_parameter = "CAST($5 AS BIGINT)";
const std::string no_time = "CAST(NULL AS BIGINT)";

std::string settle_text(const Texts& texts) {
  return texts.update(
             "attempts = 0, last_error = NULL, due_at = " + texts.unless_changed(no_time, now_parameter) +
             ", due_since = " + texts.unless_changed("due_since", now_parameter)) +
         texts.as_seen();
}

std::string give_up_text(const Texts& texts) {
  return texts.update("last_error = $7, due_at = " + texts.unless_changed(no_time, now_parameter) +
                      ", dead_at = " + texts.unless_changed(now_parameter, no_time) +
                      ", attempts = " + texts.unless_changed("attempts", "0") +
                      ", due_since = " + texts.unless_changed("due_since", now_parameter)) +
         texts.as_seen();
}

std::string mark_text(const Texts& texts) {
  const auto& version = texts.names.version;
  return texts.update((texts.is_object() ? version + " = " + version + " + 1, " : "") +
                      "attempts = CASE WHEN due_at IS NULL THEN 0 ELSE attempts END, "
                      "due_since = CASE WHEN due_at IS NULL THEN CAST($4 AS BIGINT) ELSE due_since END, "
                      "due_at = COALESCE(due_at, $4), dead_at = NULL") +
         texts.one();
}

DueKey read_key(Columns& row) {
  return {.company_id = row.id<CompanyId>(), .owner_id = row.integer(), .id = row.integer()};
}

DueRow read_due(Columns& row) {
  return {.key = read_key(row),
          .version = row.integer(),
          .attempts = row.integer(),
          .due_since = row.instant(),
          .due_at = row.instant()};
}

DeadRow read_dead(Columns& row) {
  return {.key = read_key(row), .attempts = row.integer(), .dead_at = row.instant(), .reason = row.text()};
}

}  // namespace

DueTable::DueTable(const DueTableNames& names) {
  const Texts texts{names};
  list_due_.text = "SELECT " + texts.key() + ", " + (texts.is_object() ? names.version : "0") +
                   ", attempts, due_since, due_at" + texts.from() +
                   "WHERE due_at <= $1 ORDER BY due_at, due_since LIMIT $2";
  take_.text = texts.update("attempts = attempts + 1, due_at = $5") + texts.as_seen();
  if (texts.is_object()) find_version_ = Sql{"SELECT " + names.version + texts.from() + texts.one()};
  settle_.text = settle_text(texts);
  put_off_.text = texts.update("due_at = $5, last_error = $6") + texts.as_seen();
  give_up_.text = give_up_text(texts);
  mark_.text = mark_text(texts);
  count_waiting_.text = "SELECT COUNT(*), MIN(due_since) FROM (SELECT due_since" + texts.from() +
                        "WHERE due_at > 0 ORDER BY due_at LIMIT $1) counted";
  count_dead_.text = "SELECT COUNT(*) FROM (SELECT 1" + texts.from() + "WHERE dead_at > 0 LIMIT $1) counted";
  list_dead_.text = "SELECT " + texts.key() + ", attempts, dead_at, last_error" + texts.from() +
                    "WHERE dead_at > 0 ORDER BY dead_at DESC LIMIT $1";
  revive_.text =
      texts.update("attempts = 0, due_since = $4, due_at = $4, dead_at = NULL, last_error = NULL") +
      texts.one() + " AND dead_at > 0";
  list_old_.text = texts.select_key() + "WHERE dead_at > 0 AND dead_at <= $1 ORDER BY dead_at LIMIT $2";
  list_surplus_.text = texts.select_key() + "WHERE dead_at > 0 ORDER BY dead_at DESC LIMIT $1 OFFSET $2";
  forget_.text =
      (texts.is_object() ? texts.update("dead_at = NULL, last_error = NULL") : "DELETE FROM " + names.table) +
      texts.one() + " AND dead_at > 0";
}

std::vector<DueRow> DueTable::list_due(Transaction& tx, Instant now, std::int64_t limit) const {
  return tx.list(list_due_, {now, limit}, read_due);
}

std::optional<DueRow> DueTable::take(Transaction& tx, const DueRow& seen, Instant until) const {
  const auto& [company_id, owner_id, id] = seen.key;
  if (tx.execute(take_, {company_id, owner_id, id, seen.due_at, until}) == 0) return std::nullopt;
  auto taken = seen;
  ++taken.attempts;
  taken.due_at = until;
  if (find_version_) {
    taken.version = tx.find(*find_version_, {company_id, owner_id, id}, [](Columns& row) {
                        return row.integer();
                      }).value_or(0);
  }
  return taken;
}

void DueTable::settle(Transaction& tx, const DueRow& taken, Instant now) const {
  const auto& [company_id, owner_id, id] = taken.key;
  tx.send(settle_, {company_id, owner_id, id, taken.due_at, now, taken.version});
}

void DueTable::put_off(Transaction& tx, const DueRow& taken, Instant until, std::string_view reason) const {
  const auto& [company_id, owner_id, id] = taken.key;
  tx.send(put_off_, {company_id, owner_id, id, taken.due_at, until, reason});
}

void DueTable::give_up(Transaction& tx, const DueRow& taken, Instant now, std::string_view reason) const {
  const auto& [company_id, owner_id, id] = taken.key;
  tx.send(give_up_, {company_id, owner_id, id, taken.due_at, now, taken.version, reason});
}

void DueTable::mark(Transaction& tx, const DueKey& key, Instant now) const {
  tx.send(mark_, {key.company_id, key.owner_id, key.id, now});
}

DueBacklog DueTable::find_backlog(Transaction& tx, Instant now, std::int64_t count_max) const {
  DueBacklog backlog;
  tx.find(count_waiting_, {count_max}, [&](Columns& row) {
    backlog.waiting = row.integer();
    if (const auto since = row.maybe_instant()) backlog.lag = std::max(now - *since, backlog.lag);
    return true;
  });
  backlog.dead = tx.find(count_dead_, {count_max}, [](Columns& row) { return row.integer(); }).value_or(0);
  return backlog;
}

std::vector<DeadRow> DueTable::list_dead(Transaction& tx, std::int64_t limit) const {
  return tx.list(list_dead_, {limit}, read_dead);
}

bool DueTable::revive(Transaction& tx, const DueKey& key, Instant now) const {
  return tx.execute(revive_, {key.company_id, key.owner_id, key.id, now}) == 1;
}

std::int64_t DueTable::bury(Transaction& tx, Instant older_than, std::int64_t kept_max,
                            std::int64_t limit) const {
  auto dead = tx.list(list_old_, {older_than, limit}, read_key);
  if (dead.empty()) dead = tx.list(list_surplus_, {limit, kept_max}, read_key);
  for (const auto& key : dead) tx.send(forget_, {key.company_id, key.owner_id, key.id});
  return std::ssize(dead);
}

}  // namespace loyalty::storage
