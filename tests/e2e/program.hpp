// The program under test as a child process: run to its end, or serving on a free port. It never outlives the
// test.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/database.hpp"

namespace loyalty::e2e {

using Settings = std::map<std::string, std::string>;

struct Start {
  std::string program = {};  // empty: the one under test
  std::vector<std::string> arguments = {};
  Settings settings = {};  // the whole environment, but for the path and what sanitizers read
  std::string input = {};
  std::optional<std::uint64_t> file_bytes_max = {};  // for each file that it writes
};

// To be started by the thread that runs the test: the child is killed when that thread ends.
class Process {
 public:
  explicit Process(const Start& start);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool is_running();
  void send_signal(int number);
  // The exit code, 128 and the signal's number when a signal ended it, none when it still runs.
  std::optional<int> wait(std::chrono::milliseconds patience);
  std::string output() const;
  std::string errors() const;

 private:
  void reap(int status);

  test::TemporaryFolder folder_;
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
};

struct Finished {
  int exit_code = 0;
  std::string output;
  std::string errors;
};
// Throws when it does not end within three minutes.
Finished run(const Start& start);

struct ServerOptions {
  Settings settings = {};  // beside the database and the address
  std::optional<std::uint64_t> file_bytes_max = {};
};

// `loyalty serve --migrate` on a free port. Throws std::runtime_error, with what it said, when it does not
// listen.
class Server {
 public:
  explicit Server(const std::string& database_url, const ServerOptions& options = {});

  std::uint16_t port() const { return port_; }
  Process& process() { return process_; }
  std::string log() const { return process_.output(); }
  // SIGTERM; the exit code.
  int stop();
  // SIGKILL, and waits for the end.
  void kill_now();

 private:
  Process process_;
  std::uint16_t port_ = 0;
};

// The settings that every test's program gets: this database and what its engine needs, a free port, cheap
// hashes.
Settings make_settings(const std::string& database_url, const Settings& more = {});

}  // namespace loyalty::e2e
