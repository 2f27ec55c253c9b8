#include "routes/statistics.hpp"

#include "routes/once.hpp"
#include "schemas/counter_time.hpp"
#include "schemas/statistics.hpp"
#include "services/counter_times.hpp"
#include "services/statistics.hpp"

namespace loyalty::routes {

awaitable<Response> view_statistics(Call& call) {
  auto query = read_query_as<StatisticsQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto actor = call.actor();
  const auto statistics = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_statistics(tx, actor, query->days); });
  if (!statistics) co_return refuse(call, statistics.error());
  co_return answer(200, StatisticsAnswer{*statistics});
}

awaitable<Response> record_counter_times(Call& call) {
  auto body = read_json<CounterTimesRequest>(call);
  if (!body) co_return std::move(body.error());
  std::vector<CounterTime> times;
  for (const auto& entry : body->times) {
    times.push_back({.operation = entry.operation, .milliseconds = entry.milliseconds});
  }
  const auto actor = call.actor();
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto done = loyalty::record_counter_times(tx, actor, times);
    return done ? Reply{.status = 204} : reply(call, done.error());
  });
}

awaitable<Response> view_platform_statistics(Call& call) {
  auto query = read_query_as<StatisticsQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto now = call.request.received_at;
  const auto statistics = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_platform_statistics(tx, now, query->days); });
  co_return answer(200, PlatformStatisticsAnswer{statistics});
}

}  // namespace loyalty::routes
