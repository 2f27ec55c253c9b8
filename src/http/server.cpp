#include "http/server.hpp"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/instant.hpp"
#include "base/log.hpp"
#include "http/edge_state.hpp"
#include "http/session.hpp"
#include "http/worker.hpp"

namespace loyalty::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using error_code = boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// How many connections over the cap are told so at once; further ones are closed without a word.
constexpr std::size_t refusals_max = 128;
constexpr std::chrono::milliseconds accept_pause{50};

void check(const error_code& fault, const std::string& what) {
  if (fault) throw std::system_error(fault, what);
}

}  // namespace

struct Server::State {
  State(Settings settings, Application& application, Metrics& metrics);
  ~State();

  void listen();
  asio::awaitable<void> accept_connections();
  void take(Worker& worker, Socket socket);
  void stop_workers();

  EdgeState edge;
  std::uint16_t port = 0;                        // the one bound
  std::vector<std::unique_ptr<Worker>> workers;  // the first accepts for all
  std::unique_ptr<Acceptor> acceptor;
  std::unique_ptr<asio::steady_timer> pause;  // before the next try to accept
};

Server::State::State(Settings settings, Application& application, Metrics& metrics)
    : edge(std::move(settings), application, metrics) {
  const std::size_t count = std::max<std::size_t>(edge.settings.threads, 1);
  for (std::size_t i = 0; i < count; ++i) workers.push_back(std::make_unique<Worker>(edge));
  acceptor = std::make_unique<Acceptor>(workers.front()->context);
  pause = std::make_unique<asio::steady_timer>(workers.front()->context);
  listen();
}

Server::State::~State() {
  pause.reset();
  acceptor.reset();
  // In this order: the first one's loop may hold a socket of another.
  for (auto& worker : workers) worker.reset();
}

void Server::State::listen() {
  const std::string place = edge.settings.address + " port " + std::to_string(edge.settings.port);
  error_code fault;
  const auto address = asio::ip::make_address(edge.settings.address, fault);
  check(fault, "cannot listen on " + place);
  const tcp::endpoint endpoint(address, edge.settings.port);
  acceptor->open(endpoint.protocol(), fault);
  check(fault, "cannot listen on " + place);
  acceptor->set_option(Acceptor::reuse_address(true), fault);
  if (address.is_v6()) acceptor->set_option(asio::ip::v6_only(false), fault);
  acceptor->bind(endpoint, fault);
  check(fault, "cannot listen on " + place);
  acceptor->listen(Acceptor::max_listen_connections, fault);
  check(fault, "cannot listen on " + place);
  port = acceptor->local_endpoint().port();
}

asio::awaitable<void> Server::State::accept_connections() {
  bool is_short = false;  // of descriptors or memory, and said so in the log
  for (std::size_t turn = 0; acceptor->is_open(); ++turn) {
    Worker& worker = *workers[turn % workers.size()];
    auto [fault, socket] = co_await acceptor->async_accept(worker.context.get_executor(), as_result);
    if (!fault) {
      is_short = false;
      take(worker, std::move(socket));
      continue;
    }
    if (!acceptor->is_open() || fault == asio::error::connection_aborted) continue;
    // Most likely no descriptor is left. The waiting connection stays ready, so another try at once would
    // spin.
    if (!is_short)
      log(LogLevel::error, "accept_failed", {{"reason", std::string_view(std::strerror(fault.value()))}});
    is_short = true;
    pause->expires_after(accept_pause);
    co_await pause->async_wait(as_result);
  }
  stop_workers();
}

void Server::State::take(Worker& worker, Socket socket) {
  if (edge.connections.fetch_add(1) < edge.settings.limits.connections_max) {
    asio::co_spawn(worker.context, serve(worker, std::move(socket)), asio::detached);
    return;
  }
  edge.connections.fetch_sub(1);
  if (edge.refusals.fetch_add(1) < refusals_max) {
    asio::co_spawn(worker.context, turn_away(worker, std::move(socket)), asio::detached);
  } else {
    edge.refusals.fetch_sub(1);
  }
}

// After the last accept, so that each worker gets its connections before it is told to stop.
void Server::State::stop_workers() {
  const SteadyTime deadline = steady_now() + edge.settings.limits.shutdown_time;
  for (auto& worker : workers) {
    asio::post(worker->context, [&worker = *worker, deadline] { begin_stop(worker, deadline); });
  }
}

Server::Server(Settings settings, Application& application, Metrics& metrics)
    : state_(std::make_unique<State>(std::move(settings), application, metrics)) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return state_->port; }

void Server::run() {
  for (auto& worker : state_->workers) {
    asio::co_spawn(worker->context, watch_deadlines(*worker), asio::detached);
  }
  Worker& first = *state_->workers.front();
  asio::co_spawn(first.context, state_->accept_connections(), asio::detached);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < state_->workers.size(); ++i) {
    threads.emplace_back([&worker = *state_->workers[i]] { worker.context.run(); });
  }
  first.context.run();
  for (std::thread& thread : threads) thread.join();
}

void Server::stop() {
  State& state = *state_;
  asio::post(state.workers.front()->context, [&state] {
    error_code ignored;
    state.acceptor->close(ignored);
    state.pause->cancel();
  });
}

}  // namespace loyalty::http
