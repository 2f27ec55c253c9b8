// A running server on a free port with a small application, and a blocking client that speaks raw bytes.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "base/metrics.hpp"
#include "http/server.hpp"

namespace loyalty::http::testing {

using namespace std::chrono_literals;

// Routes: /hello, /echo (what it was asked, one thing a line), /slow (250 ms), /hang (a minute), /large (8
// MB), /bytes?count=, /empty (204), /unchanged (304), /throw, /throw-odd, /overloaded, /bad-header, /refused
// (code), /own-headers; 404 for others. From sources: /pieces (three, with an empty one among them),
// /no-pieces, /endless (64 KB each), /slow-pieces (two, 150 ms each), /broken (fails after the first piece),
// /broken-odd (the same), /unsent (204 with a source).
class TestApplication : public Application {
 public:
  boost::asio::awaitable<Response> handle(Request& request) override;
  Response describe_failure(const Request& request, EdgeFailure failure) override;

  std::atomic<int> handled = 0;
  std::atomic<int> pieces_made = 0;
  std::atomic<int> sources = 0;  // alive
};

// What a response of 8 MB consists of.
const std::string& large_body();

class RunningServer {
 public:
  explicit RunningServer(Settings settings = {});
  ~RunningServer();  // stops

  std::uint16_t port() const { return server_->port(); }
  void stop() { server_->stop(); }
  void join();  // waits until run() has returned
  bool is_running() const { return running_; }
  std::string metrics() const { return metrics_.render(); }
  TestApplication& application() { return application_; }

 private:
  Metrics metrics_;
  TestApplication application_;
  std::unique_ptr<Server> server_;
  std::atomic<bool> running_ = true;
  std::thread thread_;
};

struct Answer {
  int status = 0;                                   // 0: the connection ended before an answer
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;

  std::string header(const std::string& name) const;
};

class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(Client&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), rest_(std::move(other.rest_)) {}
  Client& operator=(Client&&) = delete;

  Client& send(std::string_view bytes);
  void end_sending();
  // Reads one answer, chunked or not; `is_head`: one without its body.
  Answer receive(bool is_head = false);
  Answer ask(std::string_view request) { return send(request).receive(); }
  // Whether the server ends the connection within `time`, with nothing more to say.
  bool ends_within(std::chrono::milliseconds time);
  // Whether the connection, once all that came is read, was cut instead of ended.
  bool is_reset();
  // Everything until the end of the connection.
  std::string receive_all();
  void set_receive_buffer(int bytes);

 private:
  bool fill(std::chrono::milliseconds time);
  // What stands before the next `end` in what is received, taken off with it; none when it does not come.
  std::optional<std::string> take_until(std::string_view end);
  std::optional<std::string> take(std::size_t bytes);
  std::optional<std::string> take_chunks();

  int descriptor_;
  std::string rest_;  // received, not yet used
};

inline std::string get(std::string_view target, std::string_view more_headers = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: shop\r\n" + std::string(more_headers) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view body, std::string_view more_headers = "") {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: shop\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more_headers) + "\r\n" + std::string(body);
}

// Waits up to five seconds for `holds`.
template <class Condition>
bool eventually(Condition holds) {
  for (int i = 0; i < 500; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return holds();
}

}  // namespace loyalty::http::testing
