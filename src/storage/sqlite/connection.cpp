#include "storage/sqlite/connection.hpp"

#include <chrono>
#include <thread>

#include "base/instant.hpp"
#include "base/text.hpp"

namespace loyalty::storage {
namespace {

// Long enough for a backup or a person with the sqlite3 shell to let go.
constexpr int busy_timeout_milliseconds = 10'000;

struct RefusedByConstraint : StorageFault {
  using StorageFault::StorageFault;
};

class StatementRow final : public Row {
 public:
  explicit StatementRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const override {
    const auto* bytes = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
  }

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

struct SqliteConnection::Statement {
  ~Statement() { sqlite3_finalize(handle); }

  sqlite3_stmt* handle = nullptr;
  int positions[parameters_max + 1] = {};  // of $1, $2 ...; 0 where the text has no such parameter
  bool is_running = false;
};

SqliteConnection::SqliteConnection(const std::string& path, Mode mode, int cache_kibibytes) {
  const int access =
      mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) {
    throw StorageUnusable("cannot open the database file " + path + ": " + sqlite3_errstr(code) +
                          "; check that the folder exists and may be written");
  }
  // The time-out comes first: switching to WAL already needs a lock.
  sqlite3_busy_timeout(handle, busy_timeout_milliseconds);
  switch_to_wal();
  run_script("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -" +
             std::to_string(cache_kibibytes));
}

SqliteConnection::~SqliteConnection() { statements_.clear(); }

// Of two programs that switch a new file at the same moment SQLite refuses one at once, time-out or not: each
// holds what the other waits for.
void SqliteConnection::switch_to_wal() {
  const auto give_up_at = steady_now() + std::chrono::milliseconds(busy_timeout_milliseconds);
  for (;;) {
    try {
      return run_script("PRAGMA journal_mode = WAL");
    } catch (const StorageBusy&) {
      if (steady_now() >= give_up_at) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void SqliteConnection::fail(int code, const std::string& doing) {
  const std::string text = "sqlite: " + doing + ": " + sqlite3_errmsg(handle_.get());
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      throw StorageFull(text);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw StorageBusy(text);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      throw StorageUnusable(text + " (" + sqlite3_db_filename(handle_.get(), "main") + ")");
    case SQLITE_CONSTRAINT:
      throw RefusedByConstraint(text);
    default:
      throw StorageFault(text);
  }
}

SqliteConnection::Statement& SqliteConnection::prepare(const Sql& sql) {
  auto& slot = statements_[&sql];
  if (slot) return *slot;
  auto statement = std::make_unique<Statement>();
  const int code = sqlite3_prepare_v3(handle_.get(), sql.text.data(), static_cast<int>(sql.text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement->handle, nullptr);
  if (code != SQLITE_OK) fail(code, "preparing " + sql.text);
  const int count = sqlite3_bind_parameter_count(statement->handle);
  for (int position = 1; position <= count; ++position) {
    const char* name = sqlite3_bind_parameter_name(statement->handle, position);
    const auto number = name == nullptr ? std::nullopt : parse_integer(name + 1);
    if (!number || *number < 1 || *number > std::int64_t{parameters_max})
      throw StorageFault("parameters are $1 to $" + std::to_string(parameters_max) + ": " + sql.text);
    statement->positions[*number] = position;
  }
  slot = std::move(statement);
  return *slot;
}

void SqliteConnection::bind(Statement& statement, std::span<const Value> parameters) {
  if (parameters.size() > parameters_max) throw StorageFault("too many parameters");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const int position = statement.positions[i + 1];
    if (position == 0) continue;
    const auto& content = parameters[i].content();
    int code = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&content)) {
      code = sqlite3_bind_int64(statement.handle, position, *integer);
    } else if (const auto* text = std::get_if<std::string_view>(&content)) {
      // An empty view may point nowhere, which SQLite would take for NULL.
      const char* bytes = text->data() == nullptr ? "" : text->data();
      code =
          sqlite3_bind_text(statement.handle, position, bytes, static_cast<int>(text->size()), SQLITE_STATIC);
    } else {
      code = sqlite3_bind_null(statement.handle, position);
    }
    if (code != SQLITE_OK) fail(code, "binding a parameter");
  }
}

void SqliteConnection::query(const Sql& sql, std::span<const Value> parameters, RowVisitor visit) {
  auto& statement = prepare(sql);
  if (statement.is_running)
    throw StorageFault("a statement is used while its own rows are read: " + sql.text);
  struct Reset {
    Statement& statement;
    ~Reset() {
      sqlite3_reset(statement.handle);
      statement.is_running = false;
    }
  } reset{statement};
  statement.is_running = true;
  bind(statement, parameters);
  const StatementRow row(statement.handle);
  int code = sqlite3_step(statement.handle);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement.handle)) visit(row);
  if (code != SQLITE_DONE) fail(code, sql.text);
}

std::int64_t SqliteConnection::execute(const Sql& sql, std::span<const Value> parameters) {
  auto ignore = [](const Row&) {};
  query(sql, parameters, ignore);
  return sqlite3_changes64(handle_.get());
}

void SqliteConnection::claim(const Sql& sql, std::span<const Value> parameters) {
  try {
    execute(sql, parameters);
  } catch (const RefusedByConstraint& refused) {
    throw StorageConflict(refused.what());
  }
}

void SqliteConnection::run_script(const std::string& text) {
  const int code = sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "running a script");
}

}  // namespace loyalty::storage
