#include "support/http_server.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <stdexcept>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace loyalty::test {
namespace {

constexpr int look_around_ms = 20;

// Whether there is something to read, or the end of it.
bool can_read(int socket) {
  pollfd waited{.fd = socket, .events = POLLIN, .revents = 0};
  return poll(&waited, 1, look_around_ms) > 0;
}

std::size_t find_length(const std::string& head) {
  const auto at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

// The size of the first request that is there whole.
std::optional<std::size_t> find_end(const std::string& bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string::npos) return std::nullopt;
  const auto size = end + 4 + find_length(bytes.substr(0, end));
  return bytes.size() < size ? std::nullopt : std::optional(size);
}

}  // namespace

std::string make_answer(const std::string& body, const std::string& status, const std::string& headers) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

HttpServer::HttpServer() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, plain, size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("no port for a server");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  is_stopping_ = true;
  thread_.join();
  for (auto& talk : talks_) talk.join();
  close(listener_);
}

std::string HttpServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void HttpServer::answer(const std::string& path, const HttpAnswer& answer) {
  const std::lock_guard lock(mutex_);
  answers_[path] = answer;
}

std::vector<std::string> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::serve() {
  while (!is_stopping_) {
    if (!can_read(listener_)) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    ++connections_;
    open_at_most_ = std::max<int>(open_at_most_, ++open_);
    talks_.emplace_back([this, client] {
      talk(client);
      close(client);
      --open_;
    });
  }
}

void HttpServer::talk(int client) {
  std::string buffer;
  while (!is_stopping_) {
    if (!can_read(client)) continue;
    char bytes[16'384];
    const auto count = recv(client, bytes, sizeof bytes, 0);
    if (count <= 0) return;
    buffer.append(bytes, static_cast<std::size_t>(count));
    while (const auto end = find_end(buffer)) {
      if (!reply(client, buffer.substr(0, *end))) return;
      buffer.erase(0, *end);
    }
  }
}

// Whether the connection goes on.
bool HttpServer::reply(int client, const std::string& request) {
  const auto begin = request.find(' ') + 1;
  const auto path = request.substr(begin, request.find(' ', begin) - begin);
  HttpAnswer answer{.bytes = make_answer("fine")};
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    if (const auto found = answers_.find(path); found != answers_.end()) answer = found->second;
  }
  std::this_thread::sleep_for(answer.pause);
  send(client, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL);
  if (answer.then == Then::hang) wait_for_end(client);
  if (answer.then == Then::reset) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  return answer.then == Then::go_on;
}

void HttpServer::wait_for_end(int client) const {
  char byte = 0;
  while (!is_stopping_) {
    if (can_read(client) && recv(client, &byte, 1, 0) <= 0) return;
  }
}

}  // namespace loyalty::test
