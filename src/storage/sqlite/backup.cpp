#include "storage/backup.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/codec.hpp"
#include "base/files.hpp"
#include "storage/sqlite/connection.hpp"

namespace loyalty::storage {
namespace {

constexpr int cache_kibibytes = 1024;
constexpr int pages_per_step = 4096;

const Sql begin{"BEGIN"};
const Sql look{"SELECT COUNT(*) FROM sqlite_master"};
const Sql read_page_size{"PRAGMA page_size"};

struct CloseHandle {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

[[noreturn]] void throw_fault(const std::string& file, const char* reason) {
  throw StorageFull("cannot write the backup " + file + ": " + reason);
}

Handle open_file(const std::string& name, int flags, const std::string& file) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle handle(opened);
  if (code != SQLITE_OK) throw_fault(file, sqlite3_errstr(code));
  return handle;
}

// A file with a name of its own, which goes away unless it was published.
class Draft {
 public:
  explicit Draft(const std::string& file) : file_(file), path_(name_draft(file)) {
    const Descriptor made(open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!made.is_open()) throw_fault(file_, std::strerror(errno));
  }
  ~Draft() { unlink(path_.c_str()); }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const std::string& path() const { return path_; }
  void publish() const {
    if (const int fault = publish_draft(path_, file_); fault != 0) throw_fault(file_, std::strerror(fault));
  }

 private:
  std::string file_;
  std::string path_;
};

std::int64_t ask(SqliteConnection& connection, const Sql& sql) {
  std::int64_t answer = 0;
  auto keep = [&](const Row& row) { answer = row.integer(0); };
  connection.query(sql, {}, keep);
  return answer;
}

// All steps copy the same moment, that of the transaction: writers go on, and the copying never starts anew.
std::int64_t copy_pages(SqliteConnection& source, const Draft& draft, const std::string& file,
                        const BackupProgress& report) {
  source.execute(begin, {});
  ask(source, look);
  const auto page_size = ask(source, read_page_size);
  const auto target = open_file(draft.path(), SQLITE_OPEN_READWRITE, file);
  // Nobody sees the file before it is whole.
  sqlite3_exec(target.get(), "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr, nullptr,
               nullptr);
  const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> backup(
      sqlite3_backup_init(target.get(), "main", source.handle(), "main"), &sqlite3_backup_finish);
  if (backup == nullptr) throw_fault(file, sqlite3_errmsg(target.get()));
  const Descriptor written(open(draft.path().c_str(), O_RDONLY | O_CLOEXEC));
  int code = SQLITE_OK;
  std::int64_t all = 0;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup.get(), pages_per_step);
    // Bit by bit: at the end all of it would go to the disk at once, and the server's commits wait for that.
    if (fdatasync(written.number()) != 0) throw_fault(file, std::strerror(errno));
    all = page_size * sqlite3_backup_pagecount(backup.get());
    report(all - page_size * sqlite3_backup_remaining(backup.get()), all);
  }
  if (code != SQLITE_DONE) throw_fault(file, sqlite3_errstr(code));
  return all;
}

// Throws unless SQLite finds the file sound. Opened as what nobody changes, so no other file appears beside
// it.
void check_file(const std::string& path, const std::string& file) {
  const auto name = "file:" + percent_encode(std::filesystem::absolute(path).string()) + "?immutable=1";
  const auto handle = open_file(name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file);
  std::string said;
  const auto keep = [](void* into, int, char** columns, char**) {
    auto& text = *static_cast<std::string*>(into);
    if (text.empty() && columns[0] != nullptr) text = columns[0];
    return 0;
  };
  const int code = sqlite3_exec(handle.get(), "PRAGMA quick_check(1)", keep, &said, nullptr);
  if (code != SQLITE_OK) said = sqlite3_errmsg(handle.get());
  if (said != "ok") throw StorageUnusable("the database is damaged, and there is no backup: " + said);
}

}  // namespace

std::int64_t back_up_sqlite(const std::string& database, const std::string& file,
                            const BackupProgress& report) {
  if (!std::filesystem::exists(database)) throw StorageUnusable("there is no database file " + database);
  std::error_code unknown;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, unknown)))
    throw StorageUnusable(file + " exists already, and a backup replaces nothing: choose another name");
  const Draft draft(file);
  SqliteConnection source(database, SqliteConnection::Mode::read_write, cache_kibibytes);
  const auto bytes = copy_pages(source, draft, file, report);
  check_file(draft.path(), file);
  draft.publish();
  return bytes;
}

}  // namespace loyalty::storage
