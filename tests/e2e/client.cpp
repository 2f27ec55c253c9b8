#include "e2e/client.hpp"

#include <stdexcept>

#include <boost/json/parse.hpp>

#include "base/instant.hpp"
#include "base/text.hpp"

namespace loyalty::e2e {
namespace {

// The head of an answer, or nothing when it is not HTTP/1.1.
std::optional<Reply> read_head(std::string_view head) {
  const auto status = head.starts_with("HTTP/1.1 ") ? parse_integer(head.substr(9, 3)) : std::nullopt;
  if (!status) return std::nullopt;
  Reply reply{.status = static_cast<int>(*status)};
  for (auto at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
    const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    reply.headers.emplace_back(to_lower_ascii(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return reply;
}

std::size_t read_body_size(const Reply& reply) {
  if (reply.status == 204 || reply.status == 304) return 0;
  return static_cast<std::size_t>(parse_integer(reply.header("content-length")).value_or(0));
}

// What the chunks hold, once the last of them is there.
std::optional<std::string> join_chunks(std::string_view bytes) {
  std::string body;
  for (;;) {
    const auto line_end = bytes.find("\r\n");
    if (line_end == std::string_view::npos) return std::nullopt;
    const auto size = std::stoul(std::string(bytes.substr(0, line_end)), nullptr, 16);
    if (bytes.size() < line_end + 2 + size + 2) return std::nullopt;
    if (size == 0) return body;
    body += bytes.substr(line_end + 2, size);
    bytes.remove_prefix(line_end + 2 + size + 2);
  }
}

// None while it is not whole.
std::optional<std::string> read_body(const Reply& reply, std::string_view bytes) {
  if (reply.header("transfer-encoding") == "chunked") return join_chunks(bytes);
  if (bytes.size() < read_body_size(reply)) return std::nullopt;
  return std::string(bytes);
}

boost::json::value find_in(const Reply& reply, std::string_view pointer) {
  const auto body = reply.json();
  boost::system::error_code fault;
  const auto* found = body.find_pointer({pointer.data(), pointer.size()}, fault);
  if (found == nullptr) throw std::runtime_error(std::string(pointer) + " is not in " + reply.body);
  return *found;
}

}  // namespace

std::string_view Reply::header(std::string_view name) const {
  for (const auto& [candidate, value] : headers) {
    if (candidate == name) return value;
  }
  return {};
}

boost::json::value Reply::json() const {
  boost::system::error_code fault;
  auto value = boost::json::parse(body, fault);
  if (fault) throw std::runtime_error("not JSON, status " + std::to_string(status) + ": " + body);
  return value;
}

std::string Reply::text(std::string_view pointer) const {
  const auto value = find_in(*this, pointer);
  if (!value.is_string()) throw std::runtime_error(std::string(pointer) + " is no text in " + body);
  return std::string(value.get_string());
}

std::int64_t Reply::number(std::string_view pointer) const {
  const auto value = find_in(*this, pointer);
  if (!value.is_int64()) throw std::runtime_error(std::string(pointer) + " is no number in " + body);
  return value.get_int64();
}

std::string Reply::code() const {
  return header("content-type") == "application/problem+json" ? text("/code") : std::string();
}

std::string write_request(const Ask& ask) {
  std::string text = ask.method + " " + ask.target + " HTTP/1.1\r\nHost: loyalty.test\r\n";
  if (!ask.token.empty()) text += "Authorization: Bearer " + ask.token + "\r\n";
  if (!ask.key.empty()) text += "Idempotency-Key: " + ask.key + "\r\n";
  for (const auto& [name, value] : ask.headers) text += name + ": " + value + "\r\n";
  if (!ask.body.empty()) text += "Content-Type: application/json\r\n";
  if (!ask.body.empty() || ask.method != "GET") {
    text += "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
  }
  return text + "\r\n" + ask.body;
}

bool Client::connect() {
  if (!socket_ || !socket_->is_open()) socket_.emplace(port_);
  return socket_->is_open();
}

std::optional<Reply> Client::try_ask(const Ask& ask) {
  if (!connect() || !socket_->send(write_request(ask))) {
    socket_.reset();
    return std::nullopt;
  }
  auto reply = receive();
  if (!reply || equal_ignoring_case(reply->header("connection"), "close")) socket_.reset();
  if (reply) ++replies_;
  return reply;
}

std::optional<Reply> Client::receive() {
  std::string bytes;
  std::optional<Reply> reply;
  const auto give_up_at = steady_now() + patience_;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(give_up_at - steady_now());
    if (left <= 0ms || socket_->receive(bytes, left) != Socket::Received::data) return std::nullopt;
    const auto head_end = bytes.find("\r\n\r\n");
    if (head_end == std::string::npos) continue;
    if (!reply) reply = read_head(std::string_view(bytes).substr(0, head_end));
    if (!reply) return std::nullopt;
    auto body = read_body(*reply, std::string_view(bytes).substr(head_end + 4));
    if (!body) continue;
    reply->body = std::move(*body);
    return reply;
  }
}

Reply Client::ask(const Ask& ask) {
  auto reply = try_ask(ask);
  if (!reply) throw std::runtime_error("no answer to " + ask.method + " " + ask.target);
  return std::move(*reply);
}

Reply Client::get(const std::string& target, const std::string& token) {
  return ask({.target = target, .token = token});
}

Reply Client::post(const std::string& target, const std::string& token, const std::string& body) {
  return ask({.method = "POST", .target = target, .token = token, .body = body});
}

}  // namespace loyalty::e2e
