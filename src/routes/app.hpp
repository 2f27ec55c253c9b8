// The application behind the HTTP edge: finds the route, who is asking, and for which vendor; then the
// handler's turn.
#pragma once

#include <memory>

#include "base/ids.hpp"
#include "base/metrics.hpp"
#include "config/config.hpp"
#include "http/server.hpp"
#include "storage/store.hpp"

namespace loyalty {

class App final : public http::Application {
 public:
  // All of them must outlive the App; the store is migrated.
  App(const Config& config, storage::Store& store, Metrics& metrics, IdSource& ids);
  ~App() override;

  boost::asio::awaitable<http::Response> handle(http::Request& request) override;
  http::Response describe_failure(const http::Request& request, http::EdgeFailure failure) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loyalty
