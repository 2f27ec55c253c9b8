// The HTTP edge: accepts connections, reads requests within limits, asks the application, writes answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/metrics.hpp"
#include "http/message.hpp"

namespace loyalty::http {

// What the edge needs of the application. Both may be called on any serving thread.
class Application {
 public:
  virtual ~Application() = default;
  // May throw: the fence answers EdgeFailure::internal and logs. Sees HEAD as GET. Returns on the executor it
  // began on.
  virtual boost::asio::awaitable<Response> handle(Request& request) = 0;
  // The problem body for a failure of the edge. Must not throw.
  virtual Response describe_failure(const Request& request, EdgeFailure failure) = 0;
};

struct Limits {
  std::size_t header_bytes_max = std::size_t{16} * 1024;
  std::size_t body_bytes_max = std::size_t{64} * 1024;
  std::size_t target_bytes_max = std::size_t{4} * 1024;
  std::size_t connections_max = 16'384;  // ten thousand quiet tills, and room for who comes
  std::chrono::milliseconds header_time{
      10'000};                                   // from the first byte of a request to the end of its headers
  std::chrono::milliseconds body_time{20'000};   // then to the end of its body
  std::chrono::milliseconds idle_time{75'000};   // between requests
  std::chrono::milliseconds write_time{20'000};  // for each 16 KB of an answer or piece of a source
  std::chrono::milliseconds shutdown_time{10'000};  // what a graceful stop waits for requests in hand
};

struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  std::size_t threads = 1;
  Limits limits;
  std::vector<std::string> trusted_proxies;  // addresses or CIDR blocks
};

// Whatever may still wake a waiting handler (storage, pools) is stopped after run() returns and before the
// server is destroyed: a request that shutdown_time cut off is destroyed with the server, and must not be
// woken then.
class Server {
 public:
  // Binds at once; throws std::system_error when the address cannot be had.
  Server(Settings settings, Application& application, Metrics& metrics);
  ~Server();

  std::uint16_t port() const;
  // Serves until stop(), then until the requests in hand are answered or shutdown_time is over.
  void run();
  // Refuses new connections, closes idle ones, lets the others finish. Safe from any thread and from signal
  // handlers' own thread.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loyalty::http
