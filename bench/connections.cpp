#include "bench/connections.hpp"

#include <fmt/format.h>

#include "bench/crowd.hpp"

namespace loyalty::bench {
namespace {

constexpr int idle_connections = 10'000;
constexpr int busy_connections = 64;
constexpr double newcomers_per_second = 2000;
constexpr std::chrono::seconds rush_time{5};

}  // namespace

void measure_connections(const Plan& plan, const std::string& seeded_url, const std::string& label,
                         Report& report) {
  allow_open_files(idle_connections + 500);
  Shop shop(plan, seeded_url, "connections");
  shop.open();
  IdleConnections idle(shop.server().port(), idle_connections, make_get("/healthz", ""));
  report.add(label + ": memory with 10,000 idle connections", shop.server().memory().now_megabytes, "MB",
             below(250));
  const auto beside = shop.stamp(busy_connections, plan.duration);
  report.add(label + ": stamps beside them, 64 connections", beside.rate(), "stamps/s");
  report.add(label + ": stamps beside them, memory", shop.server().memory().most_megabytes, "MB", below(250));

  const auto rush = shop.stamp_as_newcomers(newcomers_per_second, rush_time);
  const auto failed = std::ssize(rush.microseconds) - rush.count_of(200);
  report.add(label + ": rush of new connections, a stamp each", rush.rate(), "/s", at_least(1900));
  report.add(label + ": rush of new connections, failed", static_cast<double>(failed), "", below(1));
  report.add(label + ": rush of new connections, p99", rush.milliseconds_at(0.99), "ms");
  report.add(label + ": idle connections that are still served", idle.ask_all(), "",
             at_least(idle_connections));
  shop.survive_kill();
}

}  // namespace loyalty::bench
