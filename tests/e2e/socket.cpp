#include "e2e/socket.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/instant.hpp"

namespace loyalty::e2e {
namespace {

constexpr int send_patience_milliseconds = 10'000;

sockaddr_in make_address(const char* text, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, text, &address.sin_addr);
  return address;
}

bool is_ready(int handle, short events, int milliseconds) {
  pollfd waiting{.fd = handle, .events = events, .revents = 0};
  int count = 0;
  do {
    count = poll(&waiting, 1, milliseconds);
  } while (count < 0 && errno == EINTR);
  return count > 0;
}

}  // namespace

Socket::Socket(std::uint16_t port) : handle_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (handle_ < 0) return;
  const int on = 1;
  setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // Bound to an address without a port: the system picks the port when it knows both ends.
  setsockopt(handle_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  const auto own = make_address(client_address, 0);
  const auto server = make_address("127.0.0.1", port);
  const bool is_connected = bind(handle_, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0 &&
                            connect(handle_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0;
  if (!is_connected) close();
}

Socket::~Socket() { close(); }

Socket::Socket(Socket&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

bool Socket::send(std::string_view bytes) {
  while (is_open() && !bytes.empty()) {
    if (!is_ready(handle_, POLLOUT, send_patience_milliseconds)) return false;
    const ssize_t count = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return is_open();
}

Socket::Received Socket::receive(std::string& into, std::chrono::milliseconds patience) {
  if (!is_open()) return Received::ended;
  if (!is_ready(handle_, POLLIN, static_cast<int>(patience.count()))) return Received::timed_out;
  std::array<char, 16 * 1024> bytes;
  const ssize_t count = recv(handle_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return Received::ended;
  into.append(bytes.data(), static_cast<std::size_t>(count));
  return Received::data;
}

std::string Socket::receive_until_end(std::chrono::milliseconds patience, bool* has_ended) {
  std::string all;
  const auto give_up_at = steady_now() + patience;
  auto received = Received::data;
  while (received == Received::data) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(give_up_at - steady_now());
    received = receive(all, std::max(left, 0ms));
  }
  if (has_ended != nullptr) *has_ended = received == Received::ended;
  return all;
}

void Socket::close() {
  if (handle_ >= 0) ::close(handle_);
  handle_ = -1;
}

}  // namespace loyalty::e2e
