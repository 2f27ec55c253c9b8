// What stands before several servers: gives each new connection to the next of them.
#pragma once

#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace loyalty::e2e {

class RoundRobin {
 public:
  explicit RoundRobin(std::vector<std::uint16_t> servers);
  ~RoundRobin();
  RoundRobin(const RoundRobin&) = delete;
  RoundRobin& operator=(const RoundRobin&) = delete;

  std::uint16_t port() const { return port_; }
  // A server that was started again listens elsewhere.
  void replace(std::size_t server, std::uint16_t port);

 private:
  // The two ends of a connection. When one is at its end, so is the other.
  struct Pair {
    int client;
    int server;
  };
  void run(const std::stop_token& stop);
  void accept_one();
  // The next server that takes connections; -1 when none does.
  int connect_to_next();

  std::mutex mutex_;
  std::vector<std::uint16_t> servers_;
  std::size_t next_ = 0;
  std::uint16_t port_ = 0;
  int listening_ = -1;
  std::vector<Pair> pairs_;
  std::jthread thread_;  // the last one: it stops first
};

}  // namespace loyalty::e2e
