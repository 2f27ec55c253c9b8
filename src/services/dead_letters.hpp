// What a background task has given up: looking at it, and trying again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "storage/due_rows.hpp"

namespace loyalty {

struct DeadLetter {
  std::string id;  // "11-31-7": its company, what it belongs to, itself
  std::int64_t attempts = 0;
  Instant dead_at{};
  std::string reason;

  bool operator==(const DeadLetter&) const = default;
};

// The newest first.
std::vector<DeadLetter> list_dead_letters(storage::Transaction& tx, const storage::DueTable& table,
                                          std::int64_t limit);
// It is due from now on, as if it had never been tried. False when there is no dead letter of that id.
bool revive_dead_letter(storage::Transaction& tx, const storage::DueTable& table, std::string_view id,
                        Instant now);
// `limit` at most of them; how many.
std::int64_t revive_dead_letters(storage::Transaction& tx, const storage::DueTable& table, std::int64_t limit,
                                 Instant now);

}  // namespace loyalty
