#include "routes/operation.hpp"

#include <prometheus/gauge.h>

#include "services/companies.hpp"

namespace loyalty::routes {

awaitable<Response> view_health(Call&) { co_return answer_json(200, R"({"status":"ok"})"); }

awaitable<Response> view_readiness(Call& call) {
  bool is_ready = false;
  try {
    // The store migrates before the server listens; what can go away afterwards is the database itself.
    is_ready = co_await call.services.store.read([](storage::Transaction& tx) {
      loyalty::list_companies(tx, std::nullopt, 1);
      return true;
    });
  } catch (const std::runtime_error&) {
    is_ready = false;
  }
  co_return is_ready ? answer_json(200, R"({"status":"ready"})") : refuse(call, ProblemCode::not_ready);
}

awaitable<Response> view_metrics(Call& call) {
  call.services.metrics
      .gauge("loyalty_hashing_waiting", "PINs and passwords waiting to be hashed or compared")
      .Set(static_cast<double>(call.services.hashing.queued()));
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = call.services.metrics.render();
  co_return response;
}

}  // namespace loyalty::routes
