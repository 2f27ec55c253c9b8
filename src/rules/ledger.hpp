// Whether a card's balances, rows, lots and allocations explain each other.
#pragma once

#include <vector>

#include "models/ledger.hpp"

namespace loyalty {

// Replays the history. Empty: everything adds up.
std::vector<LedgerDifference> find_ledger_differences(CompanyId company, const CardLedger& ledger,
                                                      RowOrder order);

}  // namespace loyalty
