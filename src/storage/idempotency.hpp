// The first answer to each Idempotency-Key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/ids.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

struct KeptAnswer {
  std::string request_digest;
  std::int64_t status = 0;
  std::string body;
};

// One that was kept before `kept_since` is deleted instead, so that the key is free again.
std::optional<KeptAnswer> find_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                                           Instant kept_since);
// StorageConflict when another request with the same key was faster, so that the unit of work runs again and
// finds its answer.
void insert_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                        const KeptAnswer& answer, Instant now);
std::int64_t delete_kept_answers(Transaction& tx, Instant older_than, std::int64_t limit);

}  // namespace loyalty::storage
