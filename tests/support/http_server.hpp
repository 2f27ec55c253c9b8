// A server of HTTP/1.1 of the tests on the loopback: says what it is told to, right or wrong.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace loyalty::test {

// What comes after the bytes of an answer.
enum class Then { go_on, hang, close, reset };

struct HttpAnswer {
  std::string bytes;
  Then then = Then::go_on;
  std::chrono::milliseconds pause{0};  // before the first byte
};

// A whole answer with that body.
std::string make_answer(const std::string& body, const std::string& status = "200 OK",
                        const std::string& headers = "");

class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path) const;
  // From now on what a request for that path is answered with; until then it is "fine".
  void answer(const std::string& path, const HttpAnswer& answer);

  int connections() const { return connections_; }
  int open_at_most() const { return open_at_most_; }  // connections at the same time
  // Head and body of each request, as they came.
  std::vector<std::string> requests() const;

 private:
  void serve();
  void talk(int client);
  bool reply(int client, const std::string& request);
  void wait_for_end(int client) const;

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<int> open_ = 0;
  std::atomic<int> open_at_most_ = 0;
  std::atomic<bool> is_stopping_ = false;
  mutable std::mutex mutex_;
  std::map<std::string, HttpAnswer> answers_;
  std::vector<std::string> requests_;
  std::vector<std::thread> talks_;
  std::thread thread_;
};

}  // namespace loyalty::test
