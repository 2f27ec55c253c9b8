#include "e2e/round_robin.hpp"

#include <array>
#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/loopback.hpp"

namespace loyalty::e2e {
namespace {

// How long it takes to notice that it is to stop.
constexpr int stop_milliseconds = 50;

// What has arrived at one end goes out at the other; false at the end of either.
bool pass_on(int from, int to) {
  std::array<char, 65536> bytes;
  const ssize_t count = recv(from, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (count <= 0) return false;
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t more = send(to, bytes.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
    if (more <= 0) return false;
    sent += more;
  }
  return true;
}

}  // namespace

RoundRobin::RoundRobin(std::vector<std::uint16_t> servers)
    : servers_(std::move(servers)), listening_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = test::loopback(0);
  socklen_t size = sizeof address;
  if (bind(listening_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      listen(listening_, SOMAXCONN) != 0 ||
      getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    close(listening_);
    throw std::runtime_error("the round-robin cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

RoundRobin::~RoundRobin() {
  thread_.request_stop();
  thread_.join();
  for (const auto& [client, server] : pairs_) {
    close(client);
    close(server);
  }
  close(listening_);
}

void RoundRobin::replace(std::size_t server, std::uint16_t port) {
  const std::lock_guard lock(mutex_);
  servers_[server] = port;
}

void RoundRobin::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<pollfd> watched{{.fd = listening_, .events = POLLIN, .revents = 0}};
    for (const auto& [client, server] : pairs_) {
      watched.push_back({.fd = client, .events = POLLIN, .revents = 0});
      watched.push_back({.fd = server, .events = POLLIN, .revents = 0});
    }
    if (poll(watched.data(), watched.size(), stop_milliseconds) <= 0) continue;
    std::size_t at = 1;
    std::erase_if(pairs_, [&](const Pair& pair) {
      const bool client_spoke = watched[at].revents != 0;
      const bool server_spoke = watched[at + 1].revents != 0;
      at += 2;
      if ((!client_spoke || pass_on(pair.client, pair.server)) &&
          (!server_spoke || pass_on(pair.server, pair.client))) {
        return false;
      }
      close(pair.client);
      close(pair.server);
      return true;
    });
    if (watched.front().revents != 0) accept_one();
  }
}

void RoundRobin::accept_one() {
  const int client = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int on = 1;
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const int server = connect_to_next();
  if (server < 0) {
    close(client);
  } else {
    pairs_.push_back({.client = client, .server = server});
  }
}

int RoundRobin::connect_to_next() {
  const std::lock_guard lock(mutex_);
  for (std::size_t tries = 0; tries < servers_.size(); ++tries) {
    const int handle = test::connect_to(servers_[next_++ % servers_.size()]);
    if (handle >= 0) return handle;
  }
  return -1;
}

}  // namespace loyalty::e2e
