#include "support/lossy_proxy.hpp"

#include <array>
#include <stdexcept>
#include <string_view>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/loopback.hpp"

namespace loyalty::test {
namespace {

// A message of the protocol, from the server alone: the command is complete, and which it was.
constexpr std::string_view commit_done(
    "C\0\0\0\x0b"
    "COMMIT\0",
    12);
constexpr int tick_ms = 20;  // how soon a thread sees that the proxy closes

bool is_readable(int handle) {
  pollfd wanted{.fd = handle, .events = POLLIN, .revents = 0};
  return poll(&wanted, 1, tick_ms) > 0;
}

}  // namespace

LossyProxy::LossyProxy(std::uint16_t server_port)
    : server_port_(server_port), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port for the proxy");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_clients(); });
}

LossyProxy::~LossyProxy() {
  is_closing_ = true;
  acceptor_.join();
  for (auto& forwarder : forwarders_) forwarder.join();
  close(listener_);
}

void LossyProxy::accept_clients() {
  while (!is_closing_) {
    if (!is_readable(listener_)) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int server = connect_to(server_port_);
    forwarders_.emplace_back([this, client, server] {
      if (server >= 0) forward(client, server);
      close(client);
      if (server >= 0) close(server);
    });
  }
}

void LossyProxy::forward(int client, int server) {
  while (!is_closing_) {
    std::array<pollfd, 2> both{
        {{.fd = client, .events = POLLIN, .revents = 0}, {.fd = server, .events = POLLIN, .revents = 0}}};
    if (poll(both.data(), is_hanging_ ? 0 : both.size(), tick_ms) <= 0) continue;
    if (both[1].revents != 0 && !pass_on(server, client)) return;
    if (both[0].revents != 0 && !pass_on(client, server)) return;
  }
}

// False when the connection is to end.
bool LossyProxy::pass_on(int from, int to) {
  std::array<char, 65536> buffer;
  const auto size = recv(from, buffer.data(), buffer.size(), 0);
  if (size <= 0) return false;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  if (text.find(commit_done) != std::string_view::npos && loses_commit_.exchange(false)) {
    ++commits_lost_;
    return false;
  }
  return send(to, text.data(), text.size(), MSG_NOSIGNAL) == size;
}

std::string with_port(const std::string& url, std::uint16_t port) {
  const std::string host = "@127.0.0.1:";
  const auto at = url.find(host);
  if (at == std::string::npos) throw std::invalid_argument("no server of the loopback in this URL");
  const auto end = url.find('/', at);
  return url.substr(0, at + host.size()) + std::to_string(port) + url.substr(end);
}

}  // namespace loyalty::test
