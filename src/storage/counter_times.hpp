// How long operations at the counter took: counts by vendor, business day, operation and step of time.
#pragma once

#include <cstdint>
#include <map>

#include "models/counter_time.hpp"
#include "models/statistics.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

void add_counter_times(Transaction& tx, CompanyId company, VendorId vendor, Date date,
                       CounterOperation operation, std::int64_t bucket, std::int64_t count);
// Of all operations, by step.
std::map<std::int64_t, std::int64_t> sum_counter_times(Transaction& tx, CompanyId company, VendorId vendor,
                                                       const DateSpan& span);

}  // namespace loyalty::storage
