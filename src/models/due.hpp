// Work that is done outside of the database and must not be forgotten: a row that is due at a time.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.hpp"
#include "models/ids.hpp"

namespace loyalty {

// Which row: in a company, of something (a card, an endpoint), its own id.
struct DueKey {
  CompanyId company_id{};
  std::int64_t owner_id = 0;
  std::int64_t id = 0;

  bool operator==(const DueKey&) const = default;
};

struct DueRow {
  DueKey key;
  std::int64_t version = 0;   // of what is to be done; 0 where that never changes
  std::int64_t attempts = 0;  // with the one that is under way
  Instant due_since{};        // when it was to be done
  Instant due_at{};           // when it is tried next. While it is in hand: when it is so no longer

  bool operator==(const DueRow&) const = default;
};

// One that was given up.
struct DeadRow {
  DueKey key;
  std::int64_t attempts = 0;
  Instant dead_at{};
  std::string reason;

  bool operator==(const DeadRow&) const = default;
};

struct DueBacklog {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  std::chrono::milliseconds lag{0};  // since when the one waits that has waited longest

  bool operator==(const DueBacklog&) const = default;
};

}  // namespace loyalty
