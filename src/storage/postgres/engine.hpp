// The PostgreSQL engine: connections with a thread each. Writers run groups of units in one READ COMMITTED
// transaction, readers one unit in a REPEATABLE READ one.
#pragma once

#include <memory>
#include <string>

#include "base/metrics.hpp"
#include "storage/engine.hpp"

namespace loyalty::storage {

// `connections` is the number of writers; half as many again read. Connects once, so that what is wrong is
// said at once: throws StorageUnusable, or StorageBusy when the server is away.
std::unique_ptr<Engine> open_postgres(const std::string& url, Metrics& metrics, int connections,
                                      bool prepares_statements);

}  // namespace loyalty::storage
