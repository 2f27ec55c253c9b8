#include "http/session.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <optional>
#include <utility>

#include <prometheus/gauge.h>

#include "base/instant.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/body_source.hpp"
#include "http/offload.hpp"
#include "http/parser.hpp"
#include "http/worker.hpp"

namespace loyalty::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr std::size_t header_read_bytes = 4096;
constexpr std::size_t body_read_bytes = std::size_t{16} * 1024;
constexpr milliseconds linger_time{5000};
constexpr milliseconds linger_time_at_stop{500};
constexpr milliseconds turn_away_time{1000};

// What becomes of the connection after an answer.
enum class Next { another_request, close, linger };

enum class Receipt { complete, failed, gone };

// Counts a request in hand for as long as it lives.
class InProgress {
 public:
  explicit InProgress(prometheus::Gauge& gauge) : gauge_(gauge) { gauge_.Increment(); }
  ~InProgress() { gauge_.Decrement(); }
  InProgress(const InProgress&) = delete;
  InProgress& operator=(const InProgress&) = delete;

 private:
  prometheus::Gauge& gauge_;
};

// What is known of a request beside its content.
struct Exchange {
  Request request;
  LogLevel level = LogLevel::info;
  std::string_view method_asked;  // HEAD stays HEAD here, while the application sees GET
  SteadyTime started;
  bool is_head = false;
  bool is_http_1_0 = false;
  bool keep_alive = false;
};

std::string_view code_of(EdgeFailure failure) {
  switch (failure) {
    case EdgeFailure::malformed_request:
      return "malformed_request";
    case EdgeFailure::uri_too_long:
      return "uri_too_long";
    case EdgeFailure::headers_too_large:
      return "headers_too_large";
    case EdgeFailure::body_too_large:
      return "body_too_large";
    case EdgeFailure::request_timeout:
      return "request_timeout";
    case EdgeFailure::unsupported_expect:
      return "unsupported_expect";
    case EdgeFailure::overloaded:
      return "overloaded";
    case EdgeFailure::internal:
      return "internal";
  }
  return "internal";
}

Response describe(Worker& worker, const Request& request, EdgeFailure failure) {
  Response response = worker.edge.application.describe_failure(request, failure);
  if (response.code.empty()) response.code = code_of(failure);
  if (failure == EdgeFailure::overloaded) {
    const bool has_advice = std::ranges::any_of(response.headers, [](const auto& header) {
      return equal_ignoring_case(header.first, "Retry-After");
    });
    if (!has_advice) response.set("Retry-After", "1");
  }
  return response;
}

// Names the request, says where it comes from, and turns HEAD into GET.
void complete_request(Connection& connection, Exchange& exchange) {
  Worker& worker = connection.worker();
  Request& request = exchange.request;
  const std::string_view id = request.header("x-request-id");
  request.request_id = is_request_id(id) ? std::string(id) : worker.request_ids.next();
  request.received_at = system_now();
  if (worker.edge.proxies.empty()) {
    request.client_address = connection.peer_text();
  } else {
    Origin origin = find_origin(worker.edge.proxies, connection.peer(), request);
    request.client_address = std::move(origin.address);
    request.is_https = origin.is_https;
  }
  exchange.method_asked = method_label(request.method);
  exchange.is_head = request.method == "HEAD";
  if (exchange.is_head) request.method = "GET";
}

void record(Worker& worker, const Exchange& exchange, const Response& response, std::size_t bytes) {
  const std::chrono::duration<double> time = steady_now() - exchange.started;
  const std::string_view route = response.route.empty() ? std::string_view("-") : response.route;
  const double milliseconds_taken = std::round(time.count() * 1e6) / 1e3;
  worker.series.count_request(route, exchange.method_asked, response.status, time.count());
  const auto status = static_cast<std::int64_t>(response.status);
  const auto size = static_cast<std::int64_t>(bytes);
  if (response.code.empty()) {
    log(exchange.level, "request",
        {{"method", exchange.method_asked},
         {"route", route},
         {"status", status},
         {"duration_ms", milliseconds_taken},
         {"bytes", size},
         {"request_id", std::string_view(exchange.request.request_id)}});
    return;
  }
  worker.series.count_refusal(response.code);
  log(exchange.level, "request",
      {{"method", exchange.method_asked},
       {"route", route},
       {"status", status},
       {"duration_ms", milliseconds_taken},
       {"bytes", size},
       {"request_id", std::string_view(exchange.request.request_id)},
       {"code", response.code}});
}

void log_fault(const Request& request, std::string_view what) {
  log(LogLevel::error, "request_failed",
      {{"request_id", std::string_view(request.request_id)}, {"reason", what}});
}

// The exception that is being handled.
void log_current_fault(const Request& request) {
  try {
    throw;
  } catch (const std::exception& fault) {
    log_fault(request, fault.what());
  } catch (...) {
    log_fault(request, "not an exception of the standard library");
  }
}

// The head into the worker's string; a response that cannot be written as a head becomes a failure.
void compose(Worker& worker, const Exchange& exchange, Response& response) {
  const Framing framing{.request_id = exchange.request.request_id,
                        .date = worker.date.at(system_now()),
                        .keep_alive = exchange.keep_alive,
                        .is_http_1_0 = exchange.is_http_1_0};
  try {
    compose_head(worker.head, response, framing);
  } catch (const std::invalid_argument& fault) {
    log_fault(exchange.request, fault.what());
    const std::string_view route = response.route;
    response = describe(worker, exchange.request, EdgeFailure::internal);
    response.route = route;
    compose_head(worker.head, response, framing);
  }
}

// Makes the piece a chunk: adds what follows it, and answers what stands before it.
std::string frame_chunk(std::string& piece) {
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16).ptr;
  piece += "\r\n";
  return std::string(digits.data(), end) + "\r\n";
}

struct Sent {
  std::size_t bytes = 0;  // of the body
  bool is_whole = false;
};

// One piece after the other. When the client does not take one in its time, or the source fails, the
// connection is cut.
asio::awaitable<Sent> send_source(Connection& connection, const Exchange& exchange, Response& response) {
  constexpr std::string_view last_chunk = "0\r\n\r\n";
  Sent sent;
  // Other requests use the worker's string meanwhile.
  std::string before = connection.worker().head;
  if (!co_await connection.write_rest(before, {}, 0)) co_return sent;
  for (;;) {
    connection.clear_deadline();
    std::optional<std::string> piece;
    try {
      piece = co_await response.source->next();
    } catch (...) {
      log_current_fault(exchange.request);
      response.code = code_of(EdgeFailure::internal);
      connection.abort();
      co_return sent;
    }
    if (!piece) break;
    if (piece->empty()) continue;  // an empty chunk would be the last
    const std::size_t size = piece->size();
    before = exchange.is_http_1_0 ? std::string() : frame_chunk(*piece);
    if (!co_await connection.write_rest(before, *piece, 0)) co_return sent;
    sent.bytes += size;
  }
  sent.is_whole = exchange.is_http_1_0 || co_await connection.write_rest(last_chunk, {}, 0);
  co_return sent;
}

// False when the client did not take it all.
asio::awaitable<bool> answer(Connection& connection, const Exchange& exchange, Response& response) {
  Worker& worker = connection.worker();
  compose(worker, exchange, response);
  const bool sends_body = has_body(response.status) && !exchange.is_head;
  if (sends_body && response.source) {
    const Sent sent = co_await send_source(connection, exchange, response);
    record(worker, exchange, response, sent.bytes);
    co_return sent.is_whole;
  }
  const std::string_view body = sends_body ? body_of(response) : std::string_view{};
  const auto written = connection.write_now(worker.head, body);
  bool is_sent = written == worker.head.size() + body.size();
  if (!is_sent && written) {
    // Other requests use the worker's string meanwhile.
    const std::string head = worker.head;
    is_sent = co_await connection.write_rest(head, body, *written);
  }
  record(worker, exchange, response, body.size());
  co_return is_sent;
}

// Reads until the request is complete. A failure is the parser's, or a time-out if `is_late`.
asio::awaitable<Receipt> receive_rest(Connection& connection, RequestParser& parser, bool& is_late) {
  const Limits& limits = connection.worker().edge.settings.limits;
  bool is_in_body = false;
  for (;;) {
    if (!is_in_body && parser.is_header_done()) {
      is_in_body = true;
      connection.set_deadline(steady_now() + limits.body_time);
      if (parser.expects_continue()) {
        constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto written = connection.write_now(interim, {});
        if (written != interim.size()) co_return Receipt::gone;
      }
    }
    switch (co_await connection.read_more(is_in_body ? body_read_bytes : header_read_bytes)) {
      case ReadOutcome::gone:
        co_return Receipt::gone;
      case ReadOutcome::timed_out:
        is_late = true;
        co_return Receipt::failed;
      case ReadOutcome::data:
        break;
    }
    switch (parser.advance(connection.buffer())) {
      case RequestParser::Progress::complete:
        co_return Receipt::complete;
      case RequestParser::Progress::failed:
        co_return Receipt::failed;
      case RequestParser::Progress::needs_more:
        break;
    }
  }
}

// The application's answer, or what it says about its own failure.
asio::awaitable<Response> ask(Worker& worker, Request& request) {
  std::optional<EdgeFailure> failure;
  try {
    co_return co_await worker.edge.application.handle(request);
  } catch (const Overloaded&) {
    failure = EdgeFailure::overloaded;
  } catch (...) {
    failure = EdgeFailure::internal;
    log_current_fault(request);
  }
  co_return describe(worker, request, *failure);
}

asio::awaitable<Next> serve_request(Connection& connection) {
  Worker& worker = connection.worker();
  const Limits& limits = worker.edge.settings.limits;
  Exchange exchange;
  exchange.started = steady_now();
  connection.set_deadline(exchange.started + limits.header_time);

  RequestParser parser(limits, exchange.request);
  Receipt receipt = Receipt::complete;
  bool is_late = false;
  const auto progress = parser.advance(connection.buffer());
  if (progress == RequestParser::Progress::needs_more) {
    receipt = co_await receive_rest(connection, parser, is_late);
  } else if (progress == RequestParser::Progress::failed) {
    receipt = Receipt::failed;
  }
  if (receipt == Receipt::gone) co_return Next::close;

  connection.clear_deadline();
  complete_request(connection, exchange);
  exchange.is_http_1_0 = parser.is_http_1_0();
  if (receipt == Receipt::failed) {
    const EdgeFailure failure = is_late ? EdgeFailure::request_timeout : parser.failure();
    Response response = describe(worker, exchange.request, failure);
    const bool is_sent = co_await answer(connection, exchange, response);
    co_return is_sent ? Next::linger : Next::close;
  }

  const InProgress in_progress(worker.edge.in_progress_gauge);
  Response response = co_await ask(worker, exchange.request);
  // HTTP/1.0 knows no chunks: there the end of the connection ends what a source makes.
  const bool ends_with_connection = response.source && exchange.is_http_1_0;
  exchange.keep_alive = parser.keep_alive() && !worker.is_stopping && !ends_with_connection;
  const bool is_sent = co_await answer(connection, exchange, response);
  if (!is_sent) co_return Next::close;
  if (exchange.keep_alive) co_return Next::another_request;
  // A client that did not ask for the end may have sent its next request already.
  const bool may_have_sent_more = parser.keep_alive() || connection.buffer().size() > 0;
  co_return may_have_sent_more ? Next::linger : Next::close;
}

asio::awaitable<void> serve_requests(Connection& connection) {
  try {
    while (co_await connection.wait_for_request()) {
      const Next next = co_await serve_request(connection);
      if (next == Next::another_request) continue;
      if (next == Next::linger) {
        co_await connection.linger(connection.worker().is_stopping ? linger_time_at_stop : linger_time);
      }
      break;
    }
  } catch (const std::exception& fault) {
    log(LogLevel::error, "connection_failed", {{"reason", std::string_view(fault.what())}});
  }
}

// Wakes the watch, which ends the worker's loop once the last connection is gone.
void leave(Worker& worker) {
  if (worker.is_stopping && worker.connections.empty()) worker.watch.cancel();
}

}  // namespace

asio::awaitable<void> serve(Worker& worker, Socket socket) {
  {
    Connection connection(worker, std::move(socket), Connection::Kind::served);
    co_await serve_requests(connection);
  }
  leave(worker);
}

asio::awaitable<void> turn_away(Worker& worker, Socket socket) {
  {
    Connection connection(worker, std::move(socket), Connection::Kind::refused);
    Exchange exchange;
    exchange.started = steady_now();
    exchange.request.request_id = worker.request_ids.next();
    exchange.method_asked = method_label({});
    exchange.level = LogLevel::debug;
    try {
      Response response = describe(worker, exchange.request, EdgeFailure::overloaded);
      if (co_await answer(connection, exchange, response)) co_await connection.linger(turn_away_time);
    } catch (const std::exception& fault) {
      log(LogLevel::error, "connection_failed", {{"reason", std::string_view(fault.what())}});
    }
  }
  leave(worker);
}

}  // namespace loyalty::http
