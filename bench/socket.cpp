#include "bench/socket.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/loopback.hpp"

namespace loyalty::bench {

void fail_in(const char* doing) { throw std::system_error(errno, std::generic_category(), doing); }

Socket::Socket(std::uint16_t port) : handle_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (handle_ < 0) fail_in("making a socket");
  const auto address = test::loopback(port);
  const int on = 1;
  setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval longest{.tv_sec = patience.count(), .tv_usec = 0};
  setsockopt(handle_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  is_connected_ = connect(handle_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

Socket::~Socket() {
  if (handle_ >= 0) close(handle_);
}

Socket::Socket(Socket&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)), is_connected_(other.is_connected_) {}

void Socket::write_whole(const std::string& bytes) const {
  const auto sent = send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent != static_cast<ssize_t>(bytes.size())) fail_in("sending a request");
}

void Socket::read_into(ReplyReader& reader) const {
  const auto count = read(reader.make_room(read_bytes));
  if (count == 0) throw std::runtime_error("the server closed a connection");
  reader.take(count);
}

std::size_t Socket::read(char* bytes) const {
  const auto count = recv(handle_, bytes, read_bytes, 0);
  if (count < 0) fail_in("reading an answer");
  return static_cast<std::size_t>(count);
}

}  // namespace loyalty::bench
