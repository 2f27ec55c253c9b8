#include "storage/sqlite/checkpointer.hpp"

#include <chrono>

#include "base/log.hpp"

namespace loyalty::storage {
namespace {

// Copied in a few milliseconds.
constexpr int pages_to_finish_max = 400;
// When the writer is as fast as the copying, it has to stand still for more.
constexpr int rounds_max = 8;
// A shop that writes little has its database file up to date all the same.
constexpr std::chrono::seconds copied_after{30};
constexpr int cache_kibibytes = 1024;

// SQLite brings the copied pages to the disk only at the very end of a checkpoint: then the disk has tens of
// megabytes to write at once, and every commit meanwhile waits behind them. So what this thread copies is
// synced little by little, by a write of the file that is SQLite's own but for that.
constexpr int bytes_between_syncs = 256 * 1024;
thread_local const sqlite3_io_methods* file_methods = nullptr;
thread_local int bytes_not_synced = 0;

int sync_file(sqlite3_file* file) {
  bytes_not_synced = 0;
  return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

int write_and_sync(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int code = file_methods->xWrite(file, bytes, size, offset);
  bytes_not_synced += size;
  return code == SQLITE_OK && bytes_not_synced >= bytes_between_syncs ? sync_file(file) : code;
}

sqlite3_file* find_file(SqliteConnection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  return file;
}

// As long as it lives, on the thread that made it, the connection's file is written by write_and_sync.
class GentleWrites {
 public:
  explicit GentleWrites(SqliteConnection& connection) : file_(find_file(connection)) {
    file_methods = file_->pMethods;
    methods_ = *file_methods;
    methods_.xWrite = write_and_sync;
    file_->pMethods = &methods_;
  }
  ~GentleWrites() { file_->pMethods = file_methods; }
  GentleWrites(const GentleWrites&) = delete;
  GentleWrites& operator=(const GentleWrites&) = delete;

  void sync() { sync_file(file_); }

 private:
  sqlite3_file* file_;
  sqlite3_io_methods methods_;
};

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
  GentleWrites file(connection_);
  while (wait_for_work()) {
    for (int round = 0; round < rounds_max; ++round) {
      const bool is_nearly_done = copy(connection_);
      file.sync();
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
