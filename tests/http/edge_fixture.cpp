#include "http/edge_fixture.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.hpp"
#include "http/body_source.hpp"
#include "http/offload.hpp"
#include "support/loopback.hpp"

namespace loyalty::http::testing {
namespace {

constexpr auto patience = 10s;

std::string describe_request(const Request& request) {
  std::string text = request.method + "\n" + request.path + "\n";
  for (const auto& [name, value] : request.query) text += "query " + name + "=" + value + "\n";
  for (const auto& [name, value] : request.headers) text += "header " + name + "=" + value + "\n";
  text += "address " + request.client_address + "\n";
  text += std::string("https ") + (request.is_https ? "yes" : "no") + "\n";
  text += "body " + request.body;
  return text;
}

boost::asio::awaitable<void> sleep(std::chrono::milliseconds time) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

Response text_response(std::string body, std::string_view route) {
  Response response;
  response.content_type = "text/plain";
  response.body = std::move(body);
  response.route = route;
  return response;
}

class TestSource final : public BodySource {
 public:
  TestSource(TestApplication& application, std::string kind)
      : application_(application), kind_(std::move(kind)) {
    ++application_.sources;
  }
  ~TestSource() override { --application_.sources; }

  boost::asio::awaitable<std::optional<std::string>> next() override {
    const int number = made_++;
    ++application_.pieces_made;
    if (kind_ == "/no-pieces") co_return std::nullopt;
    if (kind_ == "/endless") co_return std::string(64 * 1024, 'e');
    if (kind_.starts_with("/broken") && number == 1) {
      if (kind_ == "/broken-odd") throw 7;
      throw std::runtime_error("the ink ran out");
    }
    if (kind_ == "/slow-pieces") co_await sleep(150ms);
    if (number == (kind_ == "/slow-pieces" ? 2 : 4)) co_return std::nullopt;
    const std::string pieces[] = {"first", "second of 26 bytes, in hex", "", std::string(4096, 'p')};
    co_return pieces[number];
  }

 private:
  TestApplication& application_;
  std::string kind_;
  int made_ = 0;
};

bool has_source(const std::string& path) {
  const std::string_view paths[] = {"/pieces", "/no-pieces",  "/endless", "/slow-pieces",
                                    "/broken", "/broken-odd", "/unsent"};
  return std::ranges::find(paths, path) != std::end(paths);
}

}  // namespace

const std::string& large_body() {
  static const std::string body = [] {
    std::string bytes(8 * 1024 * 1024, 'x');
    for (std::size_t i = 0; i < bytes.size(); i += 61) bytes[i] = static_cast<char>('a' + i % 26);
    return bytes;
  }();
  return body;
}

boost::asio::awaitable<Response> TestApplication::handle(Request& request) {
  ++handled;
  const std::string& path = request.path;
  if (path == "/hello") co_return text_response("hello", "/hello");
  if (path == "/echo") co_return text_response(describe_request(request), "/echo");
  if (path == "/slow") {
    co_await sleep(250ms);
    co_return text_response("slow", "/slow");
  }
  if (path == "/hang") {
    co_await sleep(60s);
    co_return text_response("hung", "/hang");
  }
  if (path == "/large") {
    Response response = text_response("", "/large");
    response.static_body = large_body();
    co_return response;
  }
  if (path == "/bytes") {
    const auto count = parse_integer(request.query_value("count").value_or("0")).value_or(0);
    co_return text_response(std::string(static_cast<std::size_t>(count), 'b'), "/bytes");
  }
  Response response = text_response("", has_source(path) ? "/source" : "/other");
  if (has_source(path)) response.source = std::make_shared<TestSource>(*this, path);
  if (path == "/unsent") response.status = 204;
  if (path == "/empty") response.status = 204;
  if (path == "/unchanged") response.status = 304;
  if (path == "/throw") throw std::runtime_error("the cellar is flooded");
  if (path == "/throw-odd") throw 7;
  if (path == "/overloaded") throw Overloaded("too much");
  if (path == "/bad-header") response.set("Location", "/a\r\nSet-Cookie: stolen=1");
  if (path == "/own-headers") response.set("Cache-Control", "max-age=60").set("Content-Length", "77");
  if (path == "/refused") {
    response.status = 409;
    response.code = "cooldown_active";
  }
  if (path.starts_with("/absent")) response.status = 404;
  co_return response;
}

Response TestApplication::describe_failure(const Request& request, EdgeFailure failure) {
  Response response;
  response.content_type = "text/plain";
  const auto describe = [&](int status, const char* body) {
    response.status = status;
    response.body = std::string(body) + " " + request.request_id;
  };
  switch (failure) {
    case EdgeFailure::malformed_request:
      describe(400, "malformed");
      break;
    case EdgeFailure::uri_too_long:
      describe(414, "uri");
      break;
    case EdgeFailure::headers_too_large:
      describe(431, "headers");
      break;
    case EdgeFailure::body_too_large:
      describe(413, "body");
      break;
    case EdgeFailure::request_timeout:
      describe(408, "timeout");
      break;
    case EdgeFailure::unsupported_expect:
      describe(417, "expect");
      break;
    case EdgeFailure::overloaded:
      describe(503, "overloaded");
      break;
    case EdgeFailure::internal:
      describe(500, "internal");
      break;
  }
  return response;
}

RunningServer::RunningServer(Settings settings) {
  settings.port = 0;
  server_ = std::make_unique<Server>(std::move(settings), application_, metrics_);
  thread_ = std::thread([this] {
    server_->run();
    running_ = false;
  });
}

RunningServer::~RunningServer() {
  server_->stop();
  join();
}

void RunningServer::join() {
  if (thread_.joinable()) thread_.join();
}

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "-" : found->second;
}

Client::Client(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (descriptor_ < 0) throw std::runtime_error("socket failed");
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto address = test::loopback(port);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int fault = errno;
    ::close(descriptor_);
    throw std::runtime_error(std::string("connect: ") + std::strerror(fault));
  }
}

Client::~Client() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

// A server that has closed makes this fail; the test sees it when it reads.
Client& Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return *this;
}

void Client::end_sending() { ::shutdown(descriptor_, SHUT_WR); }

void Client::set_receive_buffer(int bytes) {
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

// False at the end of the connection, and when nothing comes in time.
bool Client::fill(std::chrono::milliseconds time) {
  pollfd waiting{descriptor_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
  std::array<char, 65536> bytes;
  const auto count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  rest_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

Answer Client::receive(bool is_head) {
  const auto received = take_until("\r\n\r\n");
  if (!received) return {};
  Answer answer;
  std::string_view head = *received;
  answer.status = static_cast<int>(parse_integer(head.substr(9, 3)).value_or(0));
  for (auto line = head.find("\r\n"); line != std::string_view::npos; line = head.find("\r\n")) {
    head.remove_prefix(line + 2);
    const std::string_view field = head.substr(0, head.find("\r\n"));
    const auto colon = field.find(": ");
    answer.headers.emplace(to_lower_ascii(field.substr(0, colon)), field.substr(colon + 2));
  }
  if (is_head) return answer;
  const auto length = parse_integer(answer.header("content-length")).value_or(0);
  auto body = answer.header("transfer-encoding") == "chunked" ? take_chunks()
                                                              : take(static_cast<std::size_t>(length));
  if (!body) return {};
  answer.body = std::move(*body);
  return answer;
}

std::optional<std::string> Client::take_until(std::string_view end) {
  std::size_t at = std::string::npos;
  while ((at = rest_.find(end)) == std::string::npos) {
    if (!fill(patience)) return std::nullopt;
  }
  std::string taken = rest_.substr(0, at);
  rest_.erase(0, at + end.size());
  return taken;
}

std::optional<std::string> Client::take(std::size_t bytes) {
  while (rest_.size() < bytes) {
    if (!fill(patience)) return std::nullopt;
  }
  std::string taken = rest_.substr(0, bytes);
  rest_.erase(0, bytes);
  return taken;
}

std::optional<std::string> Client::take_chunks() {
  std::string body;
  for (;;) {
    const auto line = take_until("\r\n");
    if (!line) return std::nullopt;
    const auto size = std::stoul(*line, nullptr, 16);
    const auto chunk = take(size);
    if (!chunk || take_until("\r\n") != "") return std::nullopt;
    if (size == 0) return body;
    body += *chunk;
  }
}

bool Client::ends_within(std::chrono::milliseconds time) {
  if (!rest_.empty()) return false;
  pollfd waiting{descriptor_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
  char byte = 0;
  return ::recv(descriptor_, &byte, 1, 0) <= 0;
}

bool Client::is_reset() {
  do {
    errno = 0;
  } while (fill(patience));
  return errno == ECONNRESET;
}

std::string Client::receive_all() {
  while (fill(patience)) {
  }
  return std::exchange(rest_, {});
}

}  // namespace loyalty::http::testing
