// One connection to a PostgreSQL server, in libpq's pipeline mode: what is sent without asking for its result
// travels with the next question. Used by one thread at a time.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <libpq-fe.h>

#include "base/instant.hpp"
#include "storage/connection.hpp"

namespace loyalty::storage {

// The text that the server is sent.
std::string text_of(const Sql& sql);

class PostgresConnection final : public Connection {
 public:
  // Without prepared statements each text is sent whole each time, and nothing is set that outlives a
  // transaction: a pool in between may give the next one to another server process. Throws StorageBusy when
  // the server cannot be reached or takes nobody now, StorageUnusable when it will not let us in or could not
  // be used; what to do stands in the text.
  PostgresConnection(const std::string& url, bool prepares_statements);
  ~PostgresConnection() override;

  // How long the server may take for an answer before the connection counts as lost; none: as long as it
  // likes. At first it is somewhat longer than what the server allows itself for a statement. A commit is
  // waited for as long as the server takes new connections.
  void set_patience(std::optional<std::chrono::milliseconds> patience) { patience_ = patience; }
  // Whether it was lost that way.
  bool was_unanswered() const { return was_unanswered_; }
  // How long plans are kept. A server keeps them for as long as a connection lives, however small the tables
  // were when it made them, and while there is nothing in them one index looks as good as another.
  void set_plan_time(std::chrono::milliseconds time) { plan_time_ = time; }

  // All of them, and those below, throw StorageLost when the connection is gone.
  bool foresees() const override { return true; }
  void foresee(const Sql& sql, std::span<const Value> parameters) override;
  void query(const Sql& sql, std::span<const Value> parameters, RowVisitor visit) override;
  std::int64_t execute(const Sql& sql, std::span<const Value> parameters) override;
  void send(const Sql& sql, std::span<const Value> parameters) override;
  void claim(const Sql& sql, std::span<const Value> parameters) override;

  // What one unit of work has foreseen is not for the next.
  void forget_foreseen() { foreseen_.clear(); }

  // Both travel with the first statement that asks for something.
  void begin_write();
  void begin_read();
  // Throws when any statement since the begin failed; nothing is kept then. CommitUnsure when the connection
  // was lost before the answer came.
  void commit();
  // The end of a read in two steps: whoever waits for what was read need not wait for the second.
  void send_end();
  void finish_end();
  // After anything went wrong; the connection can be used again unless it is lost.
  void roll_back();

  // Statements that are not worth keeping, several in one text; their rows are thrown away.
  void run_script(const std::string& text);
  // A COPY ... FROM STDIN inside a transaction, with its lines.
  void copy_in(const std::string& statement, const std::string& lines);

 private:
  struct CloseHandle {
    void operator()(PGconn* handle) const { PQfinish(handle); }
  };
  struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, ClearResult>;
  // An answer that somebody will ask for.
  struct Foreseen {
    const Sql* sql;
    std::string parameters;
    Result result = {};  // once it is there
  };
  enum class Awaited { preparation, result, claim };
  struct Pending {
    const Sql* sql;
    Awaited awaited;
    std::shared_ptr<Foreseen> foreseen = {};  // whoever keeps the result
  };

  void check_server();
  void begin(const Sql& sql);
  // Until libpq would not wait: it does so for ever. Throws StorageGone.
  void wait_for_answer();
  bool is_server_alive() const;
  bool has_unread_bytes() const;
  void enter_pipeline();
  void leave_pipeline();
  void push(const Sql& sql, std::span<const Value> parameters, Awaited awaited = Awaited::result);
  // Asks the server for all that is pending and takes it; the last result is the answer.
  Result ask();
  std::shared_ptr<Foreseen> find_foreseen(const Sql& sql, const std::string& parameters) const;
  // The answer when it was foreseen, otherwise null.
  Result take_foreseen(const Sql& sql, std::span<const Value> parameters);
  void take_all();
  Result take_next();
  Result read_last_result();
  Result read_result(const Pending& pending);
  void send_sync();
  void take_sync();
  [[noreturn]] void fail(const PGresult* result, const Pending& pending);

  std::unique_ptr<PGconn, CloseHandle> handle_;
  std::string url_;
  bool prepares_statements_;
  std::optional<std::chrono::milliseconds> patience_;
  bool was_unanswered_ = false;
  std::chrono::milliseconds plan_time_{10'000};
  std::chrono::steady_clock::time_point plans_made_at_ = steady_now();
  bool is_reading_ = false;
  bool is_committing_ = false;
  bool is_sync_sent_ = false;                          // and its answer not taken
  std::vector<std::shared_ptr<Foreseen>> foreseen_;    // not asked for yet
  std::deque<Pending> pending_;                        // sent, result not taken yet
  std::unordered_map<const Sql*, std::string> names_;  // of prepared statements
  int names_made_ = 0;
};

}  // namespace loyalty::storage
