// What the ledger's verifier says of one card, for the tests to expect.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "models/ledger.hpp"
#include "storage/transaction.hpp"

namespace loyalty::test {

// Every difference of the card, and every receipt of its company that no purchase has; empty: none.
std::string find_ledger_fault(storage::Transaction& tx, const Card& card, RowOrder order);
std::int64_t count_ledger_rows(storage::Transaction& tx, const Card& card);

}  // namespace loyalty::test

namespace loyalty {

// How failures of tests show a difference.
void PrintTo(const LedgerDifference& difference, std::ostream* out);

}  // namespace loyalty
