// Moves what the writer has committed from the log into the database file, on a thread beside the writer. By
// itself SQLite does this inside some of the commits, and everybody who waits for such a commit waits for the
// copying as well.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "storage/sqlite/connection.hpp"

namespace loyalty::storage {

// 64 MB of log: the more there is to copy at once, the fewer pages are copied twice; the less, the sooner a
// server that lost its power is up again.
inline constexpr int log_pages_to_copy = 16'000;

class Checkpointer {
 public:
  // `writer` must outlive this; from now on its commits copy nothing.
  Checkpointer(const std::string& path, SqliteConnection& writer, int pages_to_copy = log_pages_to_copy);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // For the writer's thread, between two transactions. The log is begun anew only when all of it is copied,
  // and while the writer goes on there is always a little more: that last part is copied here, where the
  // writer stands still.
  void finish_if_due();

 private:
  enum class State { waiting, copying, finishing };

  static int take_commit(void* self, sqlite3*, const char*, int pages_in_log);
  void run();
  bool wait_for_work();
  // Whether what is left is little enough for the writer.
  bool copy(SqliteConnection& connection);

  SqliteConnection connection_;
  SqliteConnection& writer_;
  int pages_to_copy_;
  std::mutex mutex_;
  std::condition_variable wake_;
  State state_ = State::waiting;
  int pages_in_log_ = 0;
  int pages_copied_ = 0;
  bool is_closed_ = false;
  std::thread thread_;
};

}  // namespace loyalty::storage
