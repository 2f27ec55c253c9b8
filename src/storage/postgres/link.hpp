// A thread's way to the server: a connection that is made again after it was lost. What one thread finds out
// about the server, that it is away or back, goes for all of them.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include <prometheus/counter.h>

#include "base/instant.hpp"
#include "storage/postgres/connection.hpp"

namespace loyalty::storage {

// When to try again while the server is away. Safe from any thread.
class Outage {
 public:
  bool may_try() const;
  // After a try that failed: the next comes later.
  void prolong();
  void end();
  // A connection got no answer from a server that nobody says is away: no other one made until now is waited
  // for.
  void distrust_connections();
  bool is_trusted(std::chrono::steady_clock::time_point connected_at) const;

 private:
  mutable std::mutex mutex_;
  std::chrono::milliseconds pause_{0};  // before the next try; rises
  std::chrono::steady_clock::time_point next_try_{};
  std::chrono::steady_clock::time_point distrusted_until_{};
};

struct LinkSettings {
  std::string url;
  bool prepares_statements = true;
  prometheus::Counter* reconnects = nullptr;
};

class Link {
 public:
  Link(const LinkSettings& settings, Outage& outage) : settings_(settings), outage_(outage) {}

  // The connection, made now if there is none. Throws StorageBusy when the server is away; between two tries
  // it does so at once, so that nobody waits for what is not there.
  PostgresConnection& connection();
  bool is_connected() const { return connection_ != nullptr; }
  // The one in use, to end what was begun on it.
  PostgresConnection& current() { return *connection_; }
  // Forgets a connection that was lost; the next use makes another one.
  void drop();

 private:
  const LinkSettings& settings_;
  Outage& outage_;
  std::unique_ptr<PostgresConnection> connection_;
  std::chrono::steady_clock::time_point connected_at_{};
  bool was_connected_ = false;
};

}  // namespace loyalty::storage
