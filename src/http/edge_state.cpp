#include "http/edge_state.hpp"

#include <utility>

namespace loyalty::http {

EdgeState::EdgeState(Settings chosen, Application& asked, Metrics& registry)
    : settings(std::move(chosen)),
      proxies(settings.trusted_proxies),
      application(asked),
      metrics(registry),
      connections_gauge(metrics.gauge("loyalty_http_connections", "Open connections.")),
      in_progress_gauge(metrics.gauge("loyalty_http_requests_in_progress", "Requests being answered.")) {}

}  // namespace loyalty::http
