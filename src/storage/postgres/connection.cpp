#include "storage/postgres/connection.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <new>

#include <openssl/ssl.h>
#include <poll.h>

#include "base/instant.hpp"
#include "base/text.hpp"
#include "storage/postgres/failures.hpp"
#include "storage/postgres/parameters.hpp"

namespace loyalty::storage {
namespace {

constexpr std::size_t pending_max = 200;
constexpr std::chrono::seconds usual_patience{40};
constexpr std::string_view read_only = "25006";

// A request is answered long before the time-outs; what hangs longer is broken. Every statement is a walk
// along indexes, in the order of one where it asks for an order, and is to be planned as one whatever the
// server believes of sizes.
struct Setting {
  const char* name;
  const char* value;
};
constexpr std::array<Setting, 9> settings{{{"statement_timeout", "30s"},
                                           {"lock_timeout", "5s"},
                                           {"idle_in_transaction_session_timeout", "60s"},
                                           {"jit", "off"},
                                           {"enable_seqscan", "off"},
                                           {"enable_bitmapscan", "off"},
                                           {"enable_sort", "off"},
                                           {"enable_hashjoin", "off"},
                                           {"enable_mergejoin", "off"}}};

// In the middle of a pipeline none of the server's time-outs runs, so a machine that is cut off there would
// keep its locks for as long as the server believes in the connection: two hours, as systems come.
constexpr std::array<Setting, 3> keepalives{
    {{"tcp_keepalives_idle", "10"}, {"tcp_keepalives_interval", "5"}, {"tcp_keepalives_count", "3"}}};

std::string render_session_settings() {
  std::string text;
  const auto add = [&](const Setting& setting) {
    text += "SET " + std::string(setting.name) + " = '" + setting.value + "'; ";
  };
  std::ranges::for_each(settings, add);
  std::ranges::for_each(keepalives, add);
  return text;
}

// The same for one transaction, where the next one may get another of the pool's connections.
std::string render_transaction_settings() {
  std::string text = "SELECT ";
  const char* separator = "";
  for (const auto& [name, value] : settings) {
    text += separator + ("set_config('" + std::string(name)) + "', '" + value + "', true)";
    separator = ", ";
  }
  return text;
}
const Sql transaction_settings{render_transaction_settings()};

// Without READ WRITE, for which a standby has no better word than "not supported".
const Sql begin_sql{"BEGIN ISOLATION LEVEL READ COMMITTED"};
const Sql begin_read_sql{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
const Sql discard_plans{"DISCARD PLANS"};
const Sql commit_sql{"COMMIT"};
const Sql rollback_sql{"ROLLBACK"};

class ResultRow final : public Row {
 public:
  explicit ResultRow(const PGresult* result) : result_(result) {}

  void go_to(int row) { row_ = row; }
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const auto digits = text(column);
    if (digits.empty()) return 0;
    std::int64_t value = 0;
    const auto end = digits.data() + digits.size();
    const auto [rest, fault] = std::from_chars(digits.data(), end, value);
    if (fault != std::errc() || rest != end) throw StorageFault("a column is not a 64-bit integer");
    return value;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }

 private:
  const PGresult* result_;
  int row_ = 0;
};

}  // namespace

std::string text_of(const Sql& sql) {
  return sql.lock.empty() ? sql.text : sql.text + " FOR UPDATE OF " + sql.lock;
}

PostgresConnection::PostgresConnection(const std::string& url, bool prepares_statements)
    : url_(url), prepares_statements_(prepares_statements), patience_(usual_patience) {
  check_url(url);
  // What stands in the URL comes later and wins, but for the encoding.
  const char* const keys[] = {"connect_timeout",           "tcp_user_timeout",
                              "keepalives_idle",           "keepalives_interval",
                              "keepalives_count",          "target_session_attrs",
                              "fallback_application_name", "dbname",
                              "client_encoding",           nullptr};
  const char* const values[] = {"3",          "10000",   "10",        "5",    "3",
                                "read-write", "loyalty", url.c_str(), "UTF8", nullptr};
  handle_.reset(PQconnectdbParams(keys, values, 1));
  if (handle_ == nullptr) throw std::bad_alloc();
  if (PQstatus(handle_.get()) != CONNECTION_OK) throw_connect_failure(handle_.get());
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
  check_server();
  enter_pipeline();
  if (prepares_statements_) run_script(render_session_settings());
}

PostgresConnection::~PostgresConnection() = default;

void PostgresConnection::check_server() {
  require_version(PQserverVersion(handle_.get()));
  const char* encoding = PQparameterStatus(handle_.get(), "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
    throw StorageUnusable(
        "the database is not in UTF-8; create it with createdb --encoding=UTF8 --template=template0");
  }
}

void PostgresConnection::enter_pipeline() {
  if (PQenterPipelineMode(handle_.get()) == 0) throw StorageFault("libpq refuses its pipeline mode");
  PQsetnonblocking(handle_.get(), 1);
}

void PostgresConnection::leave_pipeline() {
  PQsetnonblocking(handle_.get(), 0);
  if (PQexitPipelineMode(handle_.get()) == 0) throw StorageFault("libpq stays in its pipeline mode");
}

void PostgresConnection::wait_for_answer() {
  auto began = steady_now();
  while (PQisBusy(handle_.get()) != 0) {
    const int has_unsent = PQflush(handle_.get());
    pollfd wanted{.fd = PQsocket(handle_.get()),
                  .events = static_cast<short>(has_unsent > 0 ? POLLIN | POLLOUT : POLLIN),
                  .revents = 0};
    int wait = -1;
    if (patience_) {
      const auto left = *patience_ - std::chrono::floor<std::chrono::milliseconds>(steady_now() - began);
      if (left.count() <= 0) {
        // No time-out of the server ends a commit, which may have to wait for a standby. Whoever left it
        // would leave a session behind, again and again, until the server takes nobody any more.
        was_unanswered_ = !is_committing_ || !is_server_alive();
        if (was_unanswered_) throw StorageGone("postgresql: no answer comes");
        began = steady_now();
        continue;
      }
      wait = static_cast<int>(left.count());
    }
    poll(&wanted, 1, has_unread_bytes() ? 0 : wait);
    // What is wrong with the connection shows in the next result.
    if (has_unsent < 0 || PQconsumeInput(handle_.get()) == 0) return;
  }
}

bool PostgresConnection::is_server_alive() const {
  try {
    const PostgresConnection another(url_, prepares_statements_);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

// Decrypted, but not taken by libpq yet.
bool PostgresConnection::has_unread_bytes() const {
  const auto* tls = static_cast<const SSL*>(PQgetssl(handle_.get()));
  return tls != nullptr && SSL_pending(tls) > 0;
}

void PostgresConnection::query(const Sql& sql, std::span<const Value> parameters, RowVisitor visit) {
  auto result = take_foreseen(sql, parameters);
  if (!result) {
    push(sql, parameters);
    result = ask();
  }
  ResultRow row(result.get());
  const int count = PQntuples(result.get());
  for (int i = 0; i < count; ++i) {
    row.go_to(i);
    visit(row);
  }
}

void PostgresConnection::foresee(const Sql& sql, std::span<const Value> parameters) {
  auto key = render_key(parameters);
  if (find_foreseen(sql, key)) return;
  push(sql, parameters);
  foreseen_.push_back(std::make_shared<Foreseen>(Foreseen{.sql = &sql, .parameters = std::move(key)}));
  pending_.back().foreseen = foreseen_.back();
}

std::shared_ptr<PostgresConnection::Foreseen> PostgresConnection::find_foreseen(
    const Sql& sql, const std::string& parameters) const {
  const auto found = std::ranges::find_if(foreseen_, [&](const auto& foreseen) {
    return foreseen->sql == &sql && foreseen->parameters == parameters;
  });
  return found == foreseen_.end() ? nullptr : *found;
}

PostgresConnection::Result PostgresConnection::take_foreseen(const Sql& sql,
                                                             std::span<const Value> parameters) {
  if (foreseen_.empty()) return nullptr;
  const auto foreseen = find_foreseen(sql, render_key(parameters));
  if (!foreseen) return nullptr;
  std::erase(foreseen_, foreseen);
  if (!foreseen->result) take_all();
  return std::move(foreseen->result);
}

std::int64_t PostgresConnection::execute(const Sql& sql, std::span<const Value> parameters) {
  forget_foreseen();
  push(sql, parameters);
  const auto result = ask();
  return parse_integer(PQcmdTuples(result.get())).value_or(0);
}

void PostgresConnection::send(const Sql& sql, std::span<const Value> parameters) {
  forget_foreseen();
  push(sql, parameters);
  // The server must never wait for us to read while we wait for it to do so. A read is not asked how it
  // ended, so what has no place in it fails at once.
  if (is_reading_ || pending_.size() >= pending_max) ask();
}

void PostgresConnection::claim(const Sql& sql, std::span<const Value> parameters) {
  forget_foreseen();
  push(sql, parameters, Awaited::claim);
  if (is_reading_ || pending_.size() >= pending_max) ask();
}

void PostgresConnection::begin_write() {
  is_reading_ = false;
  begin(begin_sql);
}

void PostgresConnection::begin_read() {
  is_reading_ = true;
  begin(begin_read_sql);
}

void PostgresConnection::begin(const Sql& sql) {
  is_committing_ = false;
  push(sql, {});
  if (!prepares_statements_) {
    push(transaction_settings, {});
  } else if (const auto now = steady_now(); now - plans_made_at_ >= plan_time_) {
    push(discard_plans, {});
    plans_made_at_ = now;
  }
}

void PostgresConnection::commit() {
  push(commit_sql, {});
  is_committing_ = true;
  try {
    send_sync();
    while (!pending_.empty()) take_next();
    take_sync();
  } catch (const StorageLost& lost) {
    // A server that says goodbye before it came to the commit did not do it.
    const bool is_before_commit = !pending_.empty() && dynamic_cast<const StorageGone*>(&lost) == nullptr;
    if (is_before_commit) throw;
    throw CommitUnsure(std::string(lost.what()) + "; nobody knows whether the commit was done");
  }
}

void PostgresConnection::send_end() {
  push(commit_sql, {});
  send_sync();
  PQflush(handle_.get());
}

void PostgresConnection::finish_end() {
  while (!pending_.empty()) take_next();
  take_sync();
}

void PostgresConnection::roll_back() {
  forget_foreseen();
  // After a failure the server skips everything up to the first mark; a commit has sent one.
  if (!is_sync_sent_) send_sync();
  for (; !pending_.empty(); pending_.pop_front()) {
    const auto& next = pending_.front();
    const auto result = read_result(next);
    if (next.awaited == Awaited::preparation && PQresultStatus(result.get()) != PGRES_COMMAND_OK)
      names_.erase(next.sql);
  }
  take_sync();
  push(rollback_sql, {});
  send_sync();
  while (!pending_.empty()) take_next();
  take_sync();
}

void PostgresConnection::run_script(const std::string& text) {
  leave_pipeline();
  Result result(nullptr);
  if (PQsendQuery(handle_.get(), text.c_str()) != 0) result = read_last_result();
  enter_pipeline();
  const auto status = PQresultStatus(result.get());
  const Sql script{"a script"};
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get(), {&script, Awaited::result});
}

void PostgresConnection::copy_in(const std::string& statement, const std::string& lines) {
  if (!pending_.empty()) ask();
  leave_pipeline();
  const Sql script{statement};
  Result result(PQexec(handle_.get(), statement.c_str()));
  if (PQresultStatus(result.get()) == PGRES_COPY_IN) {
    // What goes wrong in these two shows in the result.
    PQputCopyData(handle_.get(), lines.data(), static_cast<int>(lines.size()));
    PQputCopyEnd(handle_.get(), nullptr);
    result = read_last_result();
  }
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get(), {&script, Awaited::result});
  enter_pipeline();
}

// Of several statements the last one that was run: outside the pipeline the server stops at a failure.
PostgresConnection::Result PostgresConnection::read_last_result() {
  Result last;
  for (;;) {
    wait_for_answer();
    Result next(PQgetResult(handle_.get()));
    if (!next) return last;
    last = std::move(next);
  }
}

void PostgresConnection::push(const Sql& sql, std::span<const Value> parameters, Awaited awaited) {
  const Parameters p(parameters);
  int is_sent = 0;
  if (prepares_statements_) {
    auto& name = names_[&sql];
    if (name.empty()) {
      name = "s" + std::to_string(++names_made_);
      if (PQsendPrepare(handle_.get(), name.c_str(), text_of(sql).c_str(), p.count(), p.types()) == 0) {
        names_.erase(&sql);
        fail(nullptr, {&sql, awaited});
      }
      pending_.push_back({&sql, Awaited::preparation});
    }
    is_sent =
        PQsendQueryPrepared(handle_.get(), name.c_str(), p.count(), p.values(), p.lengths(), p.formats(), 0);
  } else {
    is_sent = PQsendQueryParams(handle_.get(), text_of(sql).c_str(), p.count(), p.types(), p.values(),
                                p.lengths(), p.formats(), 0);
  }
  if (is_sent == 0) fail(nullptr, {&sql, awaited});
  pending_.push_back({&sql, awaited});
}

PostgresConnection::Result PostgresConnection::ask() {
  if (PQsendFlushRequest(handle_.get()) == 0) fail(nullptr, pending_.back());
  while (pending_.size() > 1) take_next();
  return take_next();
}

void PostgresConnection::take_all() {
  if (PQsendFlushRequest(handle_.get()) == 0) fail(nullptr, pending_.back());
  while (!pending_.empty()) take_next();
}

PostgresConnection::Result PostgresConnection::take_next() {
  const auto next = std::move(pending_.front());
  pending_.pop_front();
  auto result = read_result(next);
  const auto status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
    if (!next.foreseen) return result;
    next.foreseen->result = std::move(result);
    return nullptr;
  }
  if (next.awaited == Awaited::preparation) names_.erase(next.sql);
  fail(result.get(), next);
}

// A result is followed by a null pointer.
PostgresConnection::Result PostgresConnection::read_result(const Pending& pending) {
  wait_for_answer();
  Result result(PQgetResult(handle_.get()));
  if (result == nullptr) fail(nullptr, pending);
  // Anything but an answer of the server is the end of the connection.
  if (PQstatus(handle_.get()) == CONNECTION_BAD) fail(result.get(), pending);
  const Result end(PQgetResult(handle_.get()));
  if (end != nullptr) throw StorageFault("libpq answers out of turn");
  return result;
}

void PostgresConnection::send_sync() {
  if (PQpipelineSync(handle_.get()) == 0) throw StorageGone("postgresql: the connection is lost");
  is_sync_sent_ = true;
}

void PostgresConnection::take_sync() {
  wait_for_answer();
  const Result result(PQgetResult(handle_.get()));
  is_sync_sent_ = false;
  if (PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC)
    throw StorageGone("postgresql: the connection is lost");
}

void PostgresConnection::fail(const PGresult* result, const Pending& pending) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state == nullptr) throw StorageGone("postgresql: the connection is lost");
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string text = message == nullptr ? "" : message;
  // A server that dies of what it was doing, for a log that it cannot write, may have done it all the same.
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && std::string_view(severity) == "PANIC") throw StorageGone("postgresql: " + text);
  const bool is_constraint = std::string_view(state).starts_with("23");
  if (pending.awaited == Awaited::claim && is_constraint) throw StorageConflict("postgresql: " + text);
  if (is_reading_ && std::string_view(state) == read_only)
    throw StorageFault("a read writes: " + pending.sql->text);
  throw_failure(state, text, pending.sql->text);
}

}  // namespace loyalty::storage
