// The comparison of every balance with the history, as it is shown.
#pragma once

#include <cstdint>
#include <string>

#include "storage/store.hpp"

namespace loyalty {

// Prints each difference, and how much was looked at; `label` begins each line. The number of differences.
std::int64_t report_ledger(storage::Store& store, const std::string& label = {});

}  // namespace loyalty
