#include "storage/postgres/link.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "storage/errors.hpp"

namespace loyalty::storage {
namespace {

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{2000};

}  // namespace

PostgresConnection& Link::connection() {
  if (connection_) return *connection_;
  if (steady_now() < next_try_) throw StorageBusy("the database is away");
  try {
    connection_ = std::make_unique<PostgresConnection>(settings_.url, settings_.prepares_statements);
  } catch (const std::exception& failure) {
    pause_ = std::clamp(pause_ * 2, first_pause, longest_pause);
    next_try_ = steady_now() + pause_;
    log(LogLevel::warn, "database_away", {{"reason", std::string_view(failure.what())}});
    throw StorageBusy(failure.what());
  }
  if (was_connected_) {
    settings_.reconnects->Increment();
    log(LogLevel::info, "database_back", {});
  }
  was_connected_ = true;
  pause_ = std::chrono::milliseconds{0};
  return *connection_;
}

void Link::drop() { connection_.reset(); }

}  // namespace loyalty::storage
