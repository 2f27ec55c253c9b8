// A connection's life: requests one after the other, until one side has enough.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "http/connection.hpp"

namespace loyalty::http {

struct Worker;

boost::asio::awaitable<void> serve(Worker& worker, Socket socket);

// For a connection over the cap: answers 503 to whatever was asked.
boost::asio::awaitable<void> turn_away(Worker& worker, Socket socket);

}  // namespace loyalty::http
