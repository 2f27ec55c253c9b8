#include "http/connection.hpp"

#include <array>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <prometheus/gauge.h>

#include "base/instant.hpp"
#include "http/edge_state.hpp"
#include "http/proxies.hpp"
#include "http/worker.hpp"

namespace loyalty::http {
namespace {

namespace asio = boost::asio;
using error_code = boost::system::error_code;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// The smallest buffer that a connection reads its next request with.
constexpr std::size_t first_read_bytes = 4096;
// A client that takes this much within write_time gets the same time again.
constexpr std::size_t write_step_bytes = std::size_t{16} * 1024;

std::array<asio::const_buffer, 2> remaining(std::string_view head, std::string_view body,
                                            std::size_t written) {
  const std::size_t of_head = std::min(written, head.size());
  head.remove_prefix(of_head);
  body.remove_prefix(written - of_head);
  return {asio::buffer(head), asio::buffer(body)};
}

}  // namespace

Connection::Connection(Worker& worker, Socket socket, Kind kind)
    : worker_(worker), socket_(std::move(socket)), kind_(kind) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  peer_ = normalise_address(socket_.remote_endpoint(ignored).address());
  peer_text_ = peer_.to_string();
  worker_.connections.push_back(*this);
  if (kind_ == Kind::served) worker_.edge.connections_gauge.Increment();
}

Connection::~Connection() {
  if (kind_ == Kind::served) {
    worker_.edge.connections_gauge.Decrement();
    worker_.edge.connections.fetch_sub(1);
  } else {
    worker_.edge.refusals.fetch_sub(1);
  }
}

asio::awaitable<bool> Connection::wait_for_request() {
  if (buffer_.size() > 0) co_return true;
  buffer_.shrink_to_fit();
  set_deadline(steady_now() + worker_.edge.settings.limits.idle_time);
  for (;;) {
    if (!worker_.is_stopping) {
      is_idle_ = true;
      co_await socket_.async_wait(Socket::wait_read, as_result);
      is_idle_ = false;
    }
    // What is there already is served even when time is up or the server stops.
    error_code fault;
    const std::size_t count = socket_.read_some(buffer_.prepare(first_read_bytes), fault);
    if (count > 0) {
      buffer_.commit(count);
      co_return true;
    }
    const bool may_wait = fault == asio::error::would_block && !worker_.is_stopping;
    if (!may_wait || is_overdue(steady_now())) co_return false;
  }
}

asio::awaitable<ReadOutcome> Connection::read_more(std::size_t bytes) {
  if (is_overdue(steady_now())) co_return ReadOutcome::timed_out;
  const auto [fault, count] = co_await socket_.async_read_some(buffer_.prepare(bytes), as_result);
  if (!fault) {
    buffer_.commit(count);
    co_return ReadOutcome::data;
  }
  co_return is_overdue(steady_now()) ? ReadOutcome::timed_out : ReadOutcome::gone;
}

std::optional<std::size_t> Connection::write_now(std::string_view head, std::string_view body) {
  error_code fault;
  const std::size_t count = socket_.write_some(remaining(head, body, 0), fault);
  if (fault && fault != asio::error::would_block) return std::nullopt;
  return count;
}

asio::awaitable<bool> Connection::write_rest(std::string_view head, std::string_view body,
                                             std::size_t written) {
  const auto time = worker_.edge.settings.limits.write_time;
  set_deadline(steady_now() + time);
  std::size_t step = 0;
  while (written < head.size() + body.size()) {
    const auto now = steady_now();
    if (step >= write_step_bytes) {
      set_deadline(now + time);
      step = 0;
    }
    bool has_failed = is_overdue(now);
    if (!has_failed) {
      const auto [fault, count] =
          co_await socket_.async_write_some(remaining(head, body, written), as_result);
      has_failed = fault.failed();
      written += count;
      step += count;
    }
    if (has_failed) {
      abort();
      co_return false;
    }
  }
  co_return true;
}

asio::awaitable<void> Connection::linger(std::chrono::milliseconds time) {
  error_code fault;
  socket_.shutdown(Socket::shutdown_send, fault);
  set_deadline(steady_now() + time);
  while (!fault) {
    buffer_.clear();
    if (co_await read_more(first_read_bytes) != ReadOutcome::data) break;
  }
}

void Connection::interrupt() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::close() {
  error_code ignored;
  socket_.close(ignored);
}

void Connection::abort() {
  // Otherwise the rest would stay in the system's memory after the close.
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();  // now: the destructor would switch that option off again
}

}  // namespace loyalty::http
