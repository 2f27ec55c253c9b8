#include "services/counter_times.hpp"

#include <map>
#include <utility>

#include "rules/counter_time.hpp"
#include "services/vendor_day.hpp"
#include "storage/counter_times.hpp"
#include "storage/programs.hpp"

namespace loyalty {

Outcome<Done> record_counter_times(storage::Transaction& tx, const Actor& actor,
                                   const std::vector<CounterTime>& times) {
  const auto at_counter = storage::find_program_at_counter(tx, actor.company_id, actor.vendor_id);
  if (!at_counter) return Refusal{.code = RefusalCode::program_not_found};
  const auto today = find_vendor_day(at_counter->program, at_counter->timezone, actor.now);
  // In one order, so that two terminals that report at once do not wait for each other in a circle.
  std::map<std::pair<CounterOperation, std::int64_t>, std::int64_t> counts;
  for (const auto& time : times) ++counts[{time.operation, compute_time_bucket(time.milliseconds)}];
  for (const auto& [key, count] : counts) {
    storage::add_counter_times(tx, actor.company_id, actor.vendor_id, today.day.date, key.first, key.second,
                               count);
  }
  return Done{};
}

}  // namespace loyalty
