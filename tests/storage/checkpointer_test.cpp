#include "storage/sqlite/checkpointer.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "storage/sqlite/connection.hpp"
#include "storage/transaction.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using storage::SqliteConnection;

const storage::Sql insert_note{"INSERT INTO notes (text) VALUES ($1)"};
const storage::Sql count_notes{"SELECT COUNT(*) FROM notes"};
const storage::Sql check_file{"PRAGMA integrity_check"};

constexpr int pages_to_copy = 100;
constexpr int commits = 1500;
constexpr std::uintmax_t log_bytes_of_all = 1500 * 3 * 4096;  // what the log would grow to without copying
constexpr std::uintmax_t log_bytes_max = log_bytes_of_all / 4;

class Checkpoint : public ::testing::Test {
 protected:
  // The writer's own waiting for the disk is nothing to these tests but time.
  Checkpoint() {
    writer.run_script(
        "PRAGMA synchronous = OFF; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  }

  // One after the other, as the engine does; slower when the copying is far behind, on a busy machine.
  void write_all() {
    storage::Checkpointer checkpointer(path, writer, pages_to_copy);
    storage::Transaction tx(writer);
    const std::string text(9000, 'x');
    for (int i = 0; i < commits; ++i) {
      tx.execute(insert_note, {text});
      checkpointer.finish_if_due();
      log_bytes = std::max(log_bytes, std::filesystem::file_size(path + "-wal"));
      if (log_bytes > log_bytes_max / 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  static std::int64_t count(SqliteConnection& connection) {
    storage::Transaction tx(connection);
    return tx.find(count_notes, {}, [](storage::Columns& row) { return row.integer(); }).value();
  }

  test::TemporaryFolder folder;
  std::string path = (folder.path() / "notes.db").string();
  SqliteConnection writer{path, SqliteConnection::Mode::read_write, 1024};
  std::uintmax_t log_bytes = 0;
};

TEST_F(Checkpoint, BeginsTheLogAnewWhileTheWriterGoesOn) {
  write_all();

  EXPECT_LT(log_bytes, log_bytes_max);
  EXPECT_EQ(count(writer), commits);
}

TEST_F(Checkpoint, LeavesEveryCommitInTheFilesAsAPowerCutWouldFindThem) {
  write_all();

  const auto copy = (folder.path() / "copy.db").string();
  std::filesystem::copy_file(path, copy);
  std::filesystem::copy_file(path + "-wal", copy + "-wal");
  SqliteConnection found(copy, SqliteConnection::Mode::read_write, 1024);
  EXPECT_EQ(count(found), commits);
  storage::Transaction tx(found);
  EXPECT_EQ(tx.find(check_file, {}, [](storage::Columns& row) { return row.text(); }), "ok");
}

}  // namespace
}  // namespace loyalty
