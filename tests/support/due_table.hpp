// A table of rows that are due, for tests of what holds for all such tables: an object, and how often it
// changed.
#pragma once

#include <optional>

#include "storage/due_rows.hpp"
#include "support/database.hpp"

namespace loyalty::test {

class DueObjects {
 public:
  explicit DueObjects(Database& database);
  ~DueObjects();
  DueObjects(const DueObjects&) = delete;
  DueObjects& operator=(const DueObjects&) = delete;

  // Its rows are objects, or with `letters` things to do once.
  static const storage::DueTable& objects();
  static const storage::DueTable& letters();

  // Not due yet, at version 1.
  void add(const DueKey& key);
  struct State {
    std::int64_t version = 0;
    std::int64_t attempts = 0;
    std::optional<Instant> due_at;
    std::optional<Instant> dead_at;
    std::optional<std::string> last_error;

    bool operator==(const State&) const = default;
  };
  // None when it is not there.
  std::optional<State> find(const DueKey& key);

 private:
  Database& database_;
};

}  // namespace loyalty::test
