#include "storage/counter_times.hpp"

namespace loyalty::storage {
namespace {

const Sql add_count{
    "INSERT INTO counter_times (company_id, vendor_id, date, operation, bucket, count) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (company_id, vendor_id, date, operation, bucket) DO "
    "UPDATE SET count = counter_times.count + excluded.count"};
const Sql select_counts{
    "SELECT bucket, CAST(SUM(count) AS BIGINT) FROM counter_times WHERE company_id = $1 AND vendor_id = $2 "
    "AND date >= $3 AND date <= $4 GROUP BY bucket"};

}  // namespace

void add_counter_times(Transaction& tx, CompanyId company, VendorId vendor, Date date,
                       CounterOperation operation, std::int64_t bucket, std::int64_t count) {
  tx.send(add_count, {company, vendor, date.time_since_epoch().count(), operation, bucket, count});
}

std::map<std::int64_t, std::int64_t> sum_counter_times(Transaction& tx, CompanyId company, VendorId vendor,
                                                       const DateSpan& span) {
  std::map<std::int64_t, std::int64_t> counts;
  tx.each(select_counts,
          {company, vendor, span.from.time_since_epoch().count(), span.to.time_since_epoch().count()},
          [&counts](const Row& row) { counts[row.integer(0)] = row.integer(1); });
  return counts;
}

}  // namespace loyalty::storage
