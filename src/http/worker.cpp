#include "http/worker.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/instant.hpp"
#include "base/log.hpp"

namespace loyalty::http {
namespace {

using std::chrono::milliseconds;

// A fraction of the shortest limit, so that none is overrun by much.
milliseconds watch_interval(const Limits& limits) {
  const milliseconds shortest =
      std::min({limits.header_time, limits.body_time, limits.idle_time, limits.write_time});
  return std::clamp(shortest / 8, milliseconds(10), milliseconds(1000));
}

void abandon_connections(Worker& worker) {
  std::int64_t count = 0;
  for (Connection& connection : worker.connections) {
    connection.abort();
    ++count;
  }
  log(LogLevel::warn, "stop_abandons_requests", {{"connections", count}});
  worker.context.stop();
}

}  // namespace

boost::asio::awaitable<void> watch_deadlines(Worker& worker) {
  const milliseconds interval = watch_interval(worker.edge.settings.limits);
  while (!worker.is_stopping || !worker.connections.empty()) {
    worker.watch.expires_after(worker.is_stopping ? std::min(interval, milliseconds(50)) : interval);
    co_await worker.watch.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    const SteadyTime now = steady_now();
    for (Connection& connection : worker.connections) {
      if (connection.is_overdue(now)) connection.interrupt();
    }
    if (now >= worker.stop_deadline && !worker.connections.empty()) {
      abandon_connections(worker);
      co_return;
    }
  }
}

void begin_stop(Worker& worker, SteadyTime deadline) {
  worker.is_stopping = true;
  worker.stop_deadline = deadline;
  for (Connection& connection : worker.connections) {
    if (connection.is_idle()) connection.interrupt();
  }
  worker.watch.cancel();
}

}  // namespace loyalty::http
