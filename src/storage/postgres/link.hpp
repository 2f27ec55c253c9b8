// A thread's way to the server: a connection that is made again after it was lost.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <prometheus/counter.h>

#include "base/instant.hpp"
#include "storage/postgres/connection.hpp"

namespace loyalty::storage {

struct LinkSettings {
  std::string url;
  bool prepares_statements = true;
  prometheus::Counter* reconnects = nullptr;
};

class Link {
 public:
  explicit Link(const LinkSettings& settings) : settings_(settings) {}

  // The connection, made now if there is none. Throws StorageBusy when the server is away; between two tries
  // it does so at once, so that nobody waits for what is not there.
  PostgresConnection& connection();
  bool is_connected() const { return connection_ != nullptr; }
  // Forgets a connection that was lost; the next use makes another one.
  void drop();

 private:
  const LinkSettings& settings_;
  std::unique_ptr<PostgresConnection> connection_;
  std::chrono::milliseconds pause_{0};  // before the next try; rises while the server is away
  std::chrono::steady_clock::time_point next_try_{};
  bool was_connected_ = false;
};

}  // namespace loyalty::storage
