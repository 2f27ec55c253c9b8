// One accepted socket with its buffer and its deadline. Used on its worker's thread only.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/intrusive/list.hpp>

namespace loyalty::http {

struct Worker;

// The executor is named, so that socket calls are not dispatched through a type-erased one.
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using SteadyTime = std::chrono::steady_clock::time_point;

enum class ReadOutcome { data, timed_out, gone };

using ConnectionHook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Connection : public ConnectionHook {
 public:
  enum class Kind { served, refused };  // a refused one is over the cap

  Connection(Worker& worker, Socket socket, Kind kind);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Worker& worker() { return worker_; }
  const boost::asio::ip::address& peer() const { return peer_; }
  const std::string& peer_text() const { return peer_text_; }
  boost::beast::flat_buffer& buffer() { return buffer_; }

  // Waits for the first byte of the next request, holding no buffer meanwhile. False when there will be none.
  boost::asio::awaitable<bool> wait_for_request();
  // Appends up to `bytes` to the buffer.
  boost::asio::awaitable<ReadOutcome> read_more(std::size_t bytes);
  // Writes what the socket takes at once; none when it is broken.
  std::optional<std::size_t> write_now(std::string_view head, std::string_view body);
  // Writes the rest after `written` bytes. False when the client is gone or too slow.
  boost::asio::awaitable<bool> write_rest(std::string_view head, std::string_view body, std::size_t written);
  // Ends our side and drops what the client still sends for a while: closing at once would reset the
  // connection, and the client might never see the answer.
  boost::asio::awaitable<void> linger(std::chrono::milliseconds time);

  void set_deadline(SteadyTime deadline) { deadline_ = deadline; }
  void clear_deadline() { deadline_ = SteadyTime::max(); }
  bool is_overdue(SteadyTime now) const { return now >= deadline_; }

  bool is_idle() const { return is_idle_; }
  void interrupt();  // ends the operation in hand, if any
  void close();
  // Closes so that the client cannot take what it has for everything, and drops what it never took.
  void abort();

 private:
  Worker& worker_;
  Socket socket_;
  Kind kind_;
  bool is_idle_ = false;
  SteadyTime deadline_ = SteadyTime::max();
  boost::beast::flat_buffer buffer_;
  boost::asio::ip::address peer_;
  std::string peer_text_;
};

using ConnectionList = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;

}  // namespace loyalty::http
