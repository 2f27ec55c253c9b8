// What terminals measured: how long the people at the counter waited.
#pragma once

#include <vector>

#include "models/counter_time.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Counts them on the vendor's business day of now. program_not_found.
Outcome<Done> record_counter_times(storage::Transaction& tx, const Actor& actor,
                                   const std::vector<CounterTime>& times);

}  // namespace loyalty
