#include <algorithm>
#include <thread>

#include <sys/resource.h>

#include "base/log.hpp"
#include "command/open_store.hpp"
#include "command/signals.hpp"
#include "command/verbs.hpp"
#include "config/values.hpp"
#include "http/server.hpp"
#include "routes/app.hpp"
#include "routes/version.hpp"
#include "tasks/cleanup.hpp"
#include "tasks/point_expiration.hpp"
#include "tasks/runner.hpp"
#include "tasks/statistics.hpp"

namespace loyalty {
namespace {

constexpr std::chrono::minutes task_pause{1};

// Each connection is an open file, and the usual limit is 1024.
void raise_open_files_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

http::Settings make_settings(const Config& config) {
  const auto listen = *parse_listen(config.listen);
  return {.address = listen.address,
          .port = listen.port,
          .threads = std::max<std::size_t>(std::thread::hardware_concurrency(), 1),
          .trusted_proxies = config.trusted_proxies};
}

std::unique_ptr<TaskRunner> start_cleanup(storage::Store& store) {
  return std::make_unique<TaskRunner>("cleanup", task_pause, [&store] {
    const auto count = run_cleanup(store, system_now());
    if (count != CleanupCount{}) {
      log(LogLevel::info, "cleanup",
          {{"sessions", count.sessions},
           {"sign_in_failures", count.sign_in_failures},
           {"kept_answers", count.kept_answers}});
    }
    return false;
  });
}

std::unique_ptr<TaskRunner> start_point_expiration(storage::Store& store) {
  const auto ids = std::make_shared<IdSource>();
  return std::make_unique<TaskRunner>("point_expiration", task_pause, [&store, ids] {
    const auto [count, is_complete] = run_point_expiration(store, *ids, system_now());
    if (count != ExpiryCount{}) {
      log(LogLevel::info, "points_expired",
          {{"cards", count.cards}, {"lots", count.lots}, {"points", count.points}});
    }
    return !is_complete;
  });
}

std::unique_ptr<TaskRunner> start_statistics(storage::Store& store) {
  return std::make_unique<TaskRunner>("statistics", task_pause, [&store] {
    run_statistics(store, system_now());
    return false;
  });
}

std::vector<std::unique_ptr<TaskRunner>> start_tasks(storage::Store& store) {
  std::vector<std::unique_ptr<TaskRunner>> tasks;
  tasks.push_back(start_cleanup(store));
  tasks.push_back(start_point_expiration(store));
  tasks.push_back(start_statistics(store));
  return tasks;
}

std::string format_listening(const http::Settings& settings, std::uint16_t port) {
  const bool is_v6 = settings.address.find(':') != std::string::npos;
  return (is_v6 ? "[" + settings.address + "]" : settings.address) + ":" + std::to_string(port);
}

}  // namespace

void serve(Config config) {
  block_stop_signals();
  raise_open_files_limit();
  start_log(config.log_level, config.log_format);
  Metrics metrics;
  auto store = open_store(config, metrics);
  const int applied = store->migrate();
  if (applied > 0) log(LogLevel::info, "migrated", {{"migrations", std::int64_t{applied}}});

  const auto settings = make_settings(config);
  auto app = std::make_unique<App>(config, *store, metrics);
  http::Server server(settings, *app, metrics);
  {
    std::vector<std::unique_ptr<TaskRunner>> tasks;
    if (config.tasks) tasks = start_tasks(*store);
    const StopSignals signals([&server] { server.stop(); });
    const auto address = format_listening(settings, server.port());
    log(LogLevel::info, "listening",
        {{"address", std::string_view(address)},
         {"public_url", std::string_view(config.public_url)},
         {"version", program_version}});
    flush_log();
    server.run();
  }
  // A request that the stop cut off lies in the server until that goes away. Whatever could still wake it
  // ends first: the store, then the application's threads.
  store.reset();
  app.reset();
  log(LogLevel::info, "stopped");
  flush_log();
}

}  // namespace loyalty
