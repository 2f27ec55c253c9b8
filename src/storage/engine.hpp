// The engine behind a store: takes units of work and runs each in a transaction.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "storage/tables.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// One unit of work, owned by whoever waits for it; it must outlive its finish().
class Unit {
 public:
  // May be called more than once (a retry), never at the same time.
  virtual void run(Transaction& tx) = 0;
  // Called exactly once, on a thread of the engine, after the commit or with the reason why there was none.
  // The reason is handed over: the engine keeps no hold of it.
  virtual void finish(std::exception_ptr fault) = 0;
  // Units of one lane, a card's for instance, are never run at the same time by one engine, so none of them
  // waits for another's lock. The same on every server. 0: a lane of its own, and nobody knows what it locks.
  virtual std::uint64_t lane() const { return 0; }
  // Whether it may be run again when nobody knows if it was committed: it finds out by itself (an
  // Idempotency-Key). All others are finished with StorageBusy then.
  virtual bool is_repeatable() const { return false; }
  // What a preview did is undone as soon as it ran; what it found out is kept.
  virtual bool is_preview() const { return false; }

 protected:
  ~Unit() = default;
};

struct AppliedMigration {
  std::int64_t number = 0;
  std::string name;

  bool operator==(const AppliedMigration&) const = default;
};

// Told of each table once it has its place on a cluster, and whether it had none before.
using TableReport = std::function<void(const Table&, bool is_new)>;

class Engine {
 public:
  virtual ~Engine() = default;

  // Both throw StorageBusy at once when too much is waiting.
  virtual void submit_write(Unit& unit) = 0;
  virtual void submit_read(Unit& unit) = 0;

  // Whether the database belongs to this program alone, which then migrates it without being asked.
  virtual bool is_embedded() const = 0;

  // The migrations that this database has, by their numbers.
  virtual std::vector<AppliedMigration> applied_migrations() = 0;
  // Runs the text of one migration and records it, as one transaction.
  virtual void apply_migration(std::int64_t number, const std::string& name, const std::string& text) = 0;

  // Lets a server look at what its tables hold, for whoever thinks about plans. No statement depends on it.
  virtual void analyze() {}

  // Throws StorageUnusable, with what to do, when the database is no cluster.
  virtual void require_cluster() = 0;
  // Spreads the migrated tables over the machines of the cluster; those that are spread already stay as they
  // are. Requires one.
  virtual void distribute_tables(const TableReport& report) = 0;
};

}  // namespace loyalty::storage
