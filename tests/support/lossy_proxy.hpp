// A way to a server of PostgreSQL that can lose the answer to a commit, so that the server did it and nobody
// hears so, or hang.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace loyalty::test {

class LossyProxy {
 public:
  explicit LossyProxy(std::uint16_t server_port);
  ~LossyProxy();
  LossyProxy(const LossyProxy&) = delete;
  LossyProxy& operator=(const LossyProxy&) = delete;

  std::uint16_t port() const { return port_; }
  // The connection on which the server next says that a commit is done ends instead.
  void lose_next_commit() { loses_commit_ = true; }
  // Nothing comes through any more, and nothing ends.
  void hang() { is_hanging_ = true; }
  int commits_lost() const { return commits_lost_; }

 private:
  void accept_clients();
  void forward(int client, int server);
  bool pass_on(int from, int to);

  std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  int listener_;
  std::atomic<bool> loses_commit_ = false;
  std::atomic<int> commits_lost_ = 0;
  std::atomic<bool> is_hanging_ = false;
  std::vector<std::thread> forwarders_;  // touched by the acceptor alone while it runs
  std::atomic<bool> is_closing_ = false;
  std::thread acceptor_;
};

// The same URL by way of another port of the loopback.
std::string with_port(const std::string& url, std::uint16_t port);

}  // namespace loyalty::test
