// What all serving threads of one server share.
#pragma once

#include <atomic>
#include <cstddef>

#include "http/proxies.hpp"
#include "http/server.hpp"

namespace loyalty::http {

struct EdgeState {
  EdgeState(Settings chosen, Application& asked, Metrics& registry);

  const Settings settings;
  const TrustedProxies proxies;
  Application& application;
  Metrics& metrics;
  prometheus::Gauge& connections_gauge;
  prometheus::Gauge& in_progress_gauge;
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::size_t> refusals = 0;  // connections over the cap that are being told so
};

}  // namespace loyalty::http
