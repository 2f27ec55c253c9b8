#include "routes/statistics.hpp"

#include "schemas/statistics.hpp"
#include "services/statistics.hpp"

namespace loyalty::routes {

awaitable<Response> view_statistics(Call& call) {
  auto query = read_query_as<StatisticsQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto actor = call.actor();
  const auto statistics = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_statistics(tx, actor, query->days); });
  if (!statistics) co_return refuse(call, statistics.error());
  co_return answer(200, to_answer(*statistics));
}

awaitable<Response> view_platform_statistics(Call& call) {
  auto query = read_query_as<StatisticsQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto now = call.request.received_at;
  const auto statistics = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_platform_statistics(tx, now, query->days); });
  co_return answer(200, to_answer(statistics));
}

}  // namespace loyalty::routes
