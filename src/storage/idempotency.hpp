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

std::optional<KeptAnswer> find_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                                           Instant kept_since);
// Throws StorageBusy when another request with the same key was faster, so that the unit of work runs again
// and finds its answer. A key older than `kept_since` is replaced.
void insert_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                        const KeptAnswer& answer, Instant now, Instant kept_since);
std::int64_t delete_kept_answers(Transaction& tx, Instant older_than, std::int64_t limit);

}  // namespace loyalty::storage
