// A throw-away PostgreSQL server from Debian's packages, with a data folder and a port of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "support/service.hpp"
#include "support/temporary_folder.hpp"

namespace loyalty::test {

// Whether a commit is on the disk before it is answered, as in the real world; it is slower.
enum class Durability { fast, real };

struct PostgresOptions {
  Durability durability = Durability::fast;
  std::string password = {};         // of everybody's first user, postgres; empty: nobody is asked for one
  bool has_tls = false;              // and then nobody gets in without
  bool has_small_log_files = false;  // of one megabyte, for who limits the size of files
  // A copy that follows this one, which has real durability and asks for no password; null: its own master.
  const class PostgresServer* primary = nullptr;
};

// One of the newest PostgreSQL that is installed.
std::filesystem::path find_postgres_program(const std::string& name);

// To be started by a thread that lives as long as the server is needed: it is stopped with that thread.
class PostgresServer {
 public:
  // Throws std::runtime_error, with what the server said, when it does not start.
  explicit PostgresServer(const PostgresOptions& options = {});
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // As a program is told it: with the password and the certificate where they are needed.
  std::string url(const std::string& database = "postgres", const std::string& user = "postgres") const;
  std::uint16_t port() const { return port_; }
  // What vouches for the server, with TLS.
  std::filesystem::path certificate() const { return folder_.path() / "server.crt"; }
  std::string log() const { return read_log(log_); }

  // No new connections, and the open ones are ended; what was committed is there.
  void stop_fast();
  // SIGKILL; returns when all its processes are gone.
  void kill_hard();
  // The same data on the same port, after a stop or a kill. Returns when it answers.
  void start_again();
  void restart();
  // None of its files may become larger, for new and for open connections; none: no limit.
  void limit_files(std::optional<std::uint64_t> bytes_max);
  // Makes a standby a server of its own, which takes writes; returns when it does.
  void promote();

 private:
  void make_data();
  void copy_data_of_primary();
  void make_certificate();
  void write_settings();
  void run_tool(const std::string& name, std::vector<std::string> arguments) const;
  // False when another process has the port.
  bool start();
  void wait_until_all_ended() const;

  PostgresOptions options_;
  TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
  std::filesystem::path log_ = folder_.path() / "log";
  std::uint16_t port_ = 0;
  std::unique_ptr<Service> postmaster_;
};

}  // namespace loyalty::test
