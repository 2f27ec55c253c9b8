#include "storage/sqlite/checkpointer.hpp"

#include <chrono>

#include "base/log.hpp"

namespace loyalty::storage {
namespace {

// Copied in about ten milliseconds.
constexpr int pages_to_finish_max = 1000;
// When the writer is as fast as the copying, it has to stand still for more.
constexpr int rounds_max = 8;
// A shop that writes little has its database file up to date all the same.
constexpr std::chrono::seconds copied_after{30};
constexpr int cache_kibibytes = 1024;

// SQLite does this only at the very end of a checkpoint, when the writer would stand still for all of it.
void sync_database(SqliteConnection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr) return;
  file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

}  // namespace

Checkpointer::Checkpointer(const std::string& path, SqliteConnection& writer, int pages_to_copy)
    : connection_(path, SqliteConnection::Mode::read_write, cache_kibibytes),
      writer_(writer),
      pages_to_copy_(pages_to_copy) {
  sqlite3_wal_hook(writer_.handle(), take_commit, this);
  thread_ = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer() {
  sqlite3_wal_hook(writer_.handle(), nullptr, nullptr);
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::finish_if_due() {
  {
    const std::lock_guard lock(mutex_);
    if (state_ != State::finishing) return;
  }
  copy(writer_);
  const std::lock_guard lock(mutex_);
  state_ = State::waiting;
}

int Checkpointer::take_commit(void* self, sqlite3*, const char*, int pages_in_log) {
  auto& own = *static_cast<Checkpointer*>(self);
  const std::lock_guard lock(own.mutex_);
  if (pages_in_log < own.pages_in_log_) own.pages_copied_ = 0;  // the log was begun anew
  own.pages_in_log_ = pages_in_log;
  if (own.state_ == State::waiting && pages_in_log - own.pages_copied_ >= own.pages_to_copy_) {
    own.state_ = State::copying;
    own.wake_.notify_one();
  }
  return SQLITE_OK;
}

void Checkpointer::run() {
  while (wait_for_work()) {
    for (int round = 0; round < rounds_max; ++round) {
      const bool is_nearly_done = copy(connection_);
      sync_database(connection_);
      if (is_nearly_done) break;
    }
    const std::lock_guard lock(mutex_);
    state_ = State::finishing;
  }
}

bool Checkpointer::wait_for_work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait_for(lock, copied_after, [this] { return is_closed_ || state_ == State::copying; });
    if (is_closed_) return false;
    if (state_ == State::waiting && pages_in_log_ > pages_copied_) state_ = State::copying;
    if (state_ == State::copying) return true;
  }
}

bool Checkpointer::copy(SqliteConnection& connection) {
  int copied = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &copied);
  // Busy is somebody else's checkpoint.
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    log(LogLevel::warn, "checkpoint_failed", {{"reason", std::string_view(sqlite3_errstr(code))}});
  }
  const std::lock_guard lock(mutex_);
  // Nothing is lost by a failure: it is all in the log, and tried again when there is as much again to copy.
  pages_copied_ = code == SQLITE_OK ? copied : pages_in_log_;
  return is_closed_ || pages_in_log_ - pages_copied_ <= pages_to_finish_max;
}

}  // namespace loyalty::storage
