#include "storage/postgres/link.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "storage/errors.hpp"

namespace loyalty::storage {
namespace {

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{2000};

}  // namespace

bool Outage::may_try() const {
  const std::lock_guard lock(mutex_);
  return steady_now() >= next_try_;
}

void Outage::prolong() {
  const std::lock_guard lock(mutex_);
  // Several threads may have tried at once.
  if (steady_now() < next_try_) return;
  pause_ = std::clamp(pause_ * 2, first_pause, longest_pause);
  next_try_ = steady_now() + pause_;
}

void Outage::end() {
  const std::lock_guard lock(mutex_);
  pause_ = std::chrono::milliseconds{0};
  next_try_ = {};
}

void Outage::distrust_connections() {
  const std::lock_guard lock(mutex_);
  distrusted_until_ = steady_now();
}

bool Outage::is_trusted(std::chrono::steady_clock::time_point connected_at) const {
  const std::lock_guard lock(mutex_);
  return connected_at > distrusted_until_;
}

PostgresConnection& Link::connection() {
  if (connection_ && outage_.is_trusted(connected_at_)) return *connection_;
  connection_.reset();
  if (!outage_.may_try()) throw StorageBusy("the database is away");
  try {
    connection_ = std::make_unique<PostgresConnection>(settings_.url, settings_.prepares_statements);
  } catch (const std::exception& failure) {
    outage_.prolong();
    log(LogLevel::warn, "database_away", {{"reason", std::string_view(failure.what())}});
    throw StorageBusy(failure.what());
  }
  if (was_connected_) {
    settings_.reconnects->Increment();
    log(LogLevel::info, "database_back", {});
  }
  was_connected_ = true;
  connected_at_ = steady_now();
  outage_.end();
  return *connection_;
}

void Link::drop() {
  if (connection_->was_unanswered()) outage_.distrust_connections();
  connection_.reset();
}

}  // namespace loyalty::storage
