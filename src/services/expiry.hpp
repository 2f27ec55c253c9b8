// Taking expired points out of the cards that nobody comes to the counter with.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/instant.hpp"
#include "models/ids.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Companies with points that have expired, out of a page of all.
struct CompaniesWithDuePoints {
  std::vector<CompanyId> companies;
  std::optional<CompanyId> next;  // to go on after; none: that was the last page
};
CompaniesWithDuePoints find_companies_with_due_points(storage::Transaction& tx,
                                                      std::optional<CompanyId> after,
                                                      std::int64_t companies_max, Instant now);

struct ExpiryCount {
  std::int64_t cards = 0;  // that were due; most of them had points
  std::int64_t lots = 0;
  std::int64_t points = 0;

  ExpiryCount& operator+=(const ExpiryCount& more);
  bool operator==(const ExpiryCount&) const = default;
};
// One bounded piece of the work on a company: a row with the next of the `ids` for each card that is due,
// until there are no more ids, or about `lots_max` lots are emptied. No cards: there is nothing left to do.
ExpiryCount expire_due_cards(storage::Transaction& tx, CompanyId company, std::span<const TransactionId> ids,
                             std::int64_t lots_max, Instant now);

}  // namespace loyalty
