// One serving thread: its event loop, its connections, and what it keeps to answer fast.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/connection.hpp"
#include "http/edge_state.hpp"
#include "http/request_id.hpp"
#include "http/response_head.hpp"
#include "http/series.hpp"

namespace loyalty::http {

struct Worker {
  explicit Worker(EdgeState& state) : edge(state), series(state.metrics) {}

  EdgeState& edge;
  ConnectionList connections;
  RequestIds request_ids;
  DateHeader date;
  Series series;
  std::string head;  // of the answer being written; its storage is used again and again
  bool is_stopping = false;
  SteadyTime stop_deadline = SteadyTime::max();
  // After all that its coroutines use: destroying it destroys those still waiting.
  boost::asio::io_context context{1};
  boost::asio::steady_timer watch{context};
};

// Ends what is overdue, by a look at all connections every now and then: far cheaper than a timer for each of
// them. Returns when the worker stops and its last connection is gone, or its time to stop is over.
boost::asio::awaitable<void> watch_deadlines(Worker& worker);

// On the worker's own thread: closes idle connections; the others close after the request in hand.
void begin_stop(Worker& worker, SteadyTime deadline);

}  // namespace loyalty::http
