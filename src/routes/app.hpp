// The application behind the HTTP edge: finds the route, who is asking, and for which vendor; then the
// handler's turn.
#pragma once

#include <memory>
#include <vector>

#include "base/embedded.hpp"
#include "base/metrics.hpp"
#include "config/config.hpp"
#include "http/server.hpp"
#include "storage/store.hpp"

namespace loyalty {

class App final : public http::Application {
 public:
  // All three must outlive the App; the store is migrated. `web_files` is what browsers get.
  App(const Config& config, storage::Store& store, Metrics& metrics,
      const std::vector<embedded::File>& web_files = embedded::web());
  ~App() override;

  boost::asio::awaitable<http::Response> handle(http::Request& request) override;
  http::Response describe_failure(const http::Request& request, http::EdgeFailure failure) override;

 private:
  boost::asio::awaitable<http::Response> show(const http::Request& request);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loyalty
