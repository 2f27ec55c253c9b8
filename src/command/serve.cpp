#include <algorithm>
#include <optional>
#include <thread>

#include <sys/resource.h>

#include "base/log.hpp"
#include "base/zone.hpp"
#include "command/failed.hpp"
#include "command/open_store.hpp"
#include "command/signals.hpp"
#include "command/task_context.hpp"
#include "command/verbs.hpp"
#include "config/values.hpp"
#include "http/server.hpp"
#include "routes/app.hpp"
#include "routes/version.hpp"
#include "tasks/background.hpp"
#include "tasks/lease.hpp"
#include "tasks/node_claim.hpp"

namespace loyalty {
namespace {

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

// Reads the machine's zones, before there are threads that would, and before the first customer comes.
void require_time_zones() {
  if (!Zone::find("UTC")) throw Failed("this machine has no time zones: install the package tzdata");
}

void bring_up(storage::Store& store, bool wants_migration) {
  if (!wants_migration && !store.is_embedded() && !store.is_migrated()) {
    throw Failed("the database is not of this version: run loyalty migrate, or start with --migrate");
  }
  const int applied = store.migrate();
  if (applied > 0) log(LogLevel::info, "migrated", {{"migrations", std::int64_t{applied}}});
}

std::string format_listening(const http::Settings& settings, std::uint16_t port) {
  const bool is_v6 = settings.address.find(':') != std::string::npos;
  return (is_v6 ? "[" + settings.address + "]" : settings.address) + ":" + std::to_string(port);
}

}  // namespace

void serve(Config config, bool wants_migration) {
  block_stop_signals();
  raise_open_files_limit();
  start_log(config.log_level, config.log_format);
  require_time_zones();
  Metrics metrics;
  auto store = open_store(config, metrics);
  bring_up(*store, wants_migration);
  require_own_key(*store, config);

  const auto settings = make_settings(config);
  IdSource ids;
  auto app = std::make_unique<App>(config, *store, metrics, ids);
  http::Server server(settings, *app, metrics);
  {
    const auto holder = draw_lease_holder();
    const NodeClaim claim(*store, ids, holder);
    outgoing::Courier courier;
    std::optional<BackgroundTasks> tasks;
    if (config.tasks) tasks.emplace(make_task_context(config, *store, ids, metrics, courier), holder);
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
