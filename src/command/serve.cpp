#include <algorithm>
#include <thread>

#include <sys/resource.h>

#include "base/log.hpp"
#include "base/zone.hpp"
#include "command/failed.hpp"
#include "command/mail_post.hpp"
#include "command/open_store.hpp"
#include "command/signals.hpp"
#include "command/verbs.hpp"
#include "config/values.hpp"
#include "http/server.hpp"
#include "routes/app.hpp"
#include "routes/version.hpp"
#include "tasks/cleanup.hpp"
#include "tasks/lease.hpp"
#include "tasks/node_claim.hpp"
#include "tasks/point_expiration.hpp"
#include "tasks/runner.hpp"
#include "tasks/statistics.hpp"

namespace loyalty {
namespace {

constexpr std::chrono::minutes task_pause{1};
constexpr std::chrono::seconds mail_pause{2};  // people wait for what they asked for

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

// Starts the tasks of one server, each of which only one server does at a time.
class Tasks {
 public:
  Tasks(storage::Store& store, storage::LeaseHolder holder) : store_(store), holder_(holder) {}

  template <class Work>
  void start(const std::string& name, Work work) {
    const auto lease = std::make_shared<TaskLease>(store_, name, holder_);
    running_.push_back(std::make_unique<TaskRunner>(
        name, task_pause, [lease, work = std::move(work)] { return lease->run(work); }));
  }

  // Without a lease: its rows have their own.
  template <class Work>
  void start_shared(const std::string& name, std::chrono::milliseconds pause, Work work) {
    running_.push_back(std::make_unique<TaskRunner>(name, pause, std::move(work)));
  }

 private:
  storage::Store& store_;
  storage::LeaseHolder holder_;
  std::vector<std::unique_ptr<TaskRunner>> running_;
};

bool clean_up(storage::Store& store) {
  const auto count = run_cleanup(store, system_now());
  if (count != CleanupCount{}) {
    log(LogLevel::info, "cleanup",
        {{"sessions", count.sessions},
         {"sign_in_failures", count.sign_in_failures},
         {"kept_answers", count.kept_answers},
         {"mails", count.mails}});
  }
  return false;
}

bool expire_points(storage::Store& store, IdSource& ids) {
  const auto [count, is_complete] = run_point_expiration(store, ids, system_now());
  if (count != ExpiryCount{}) {
    log(LogLevel::info, "points_expired",
        {{"cards", count.cards}, {"lots", count.lots}, {"points", count.points}});
  }
  return !is_complete;
}

bool roll_up(storage::Store& store) {
  run_statistics(store, system_now());
  return false;
}

bool send_mails(storage::Store& store, const MailPost& post, Metrics& metrics) {
  const auto [count, is_complete] = run_mail_delivery(store, post, metrics);
  if (count != MailCount{}) {
    log(LogLevel::info, "mails",
        {{"sent", count.sent},
         {"put_off", count.put_off},
         {"failed", count.failed},
         {"dropped", count.dropped}});
  }
  return !is_complete;
}

void start_tasks(Tasks& tasks, const Config& config, storage::Store& store, IdSource& ids, Metrics& metrics) {
  tasks.start("cleanup", [&store] { return clean_up(store); });
  tasks.start("point_expiration", [&store, &ids] { return expire_points(store, ids); });
  tasks.start("statistics", [&store] { return roll_up(store); });
  if (config.can_send_mail()) {
    tasks.start_shared("mail_delivery", mail_pause, [&store, &metrics, post = make_mail_post(config)] {
      return send_mails(store, post, metrics);
    });
  }
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
    Tasks tasks(*store, holder);
    if (config.tasks) start_tasks(tasks, config, *store, ids, metrics);
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
