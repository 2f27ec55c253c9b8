// The real program as a child process, with its own database and port. It never outlives the bench.
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

namespace loyalty::bench {

class Server {
 public:
  // Starts and waits for the first answer. Throws std::runtime_error, with the place of its log, when there
  // is none.
  Server(const std::string& binary, const std::string& database_url, const std::string& log_path);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const { return port_; }
  double start_milliseconds() const { return start_milliseconds_; }

  struct Memory {
    double now_megabytes = 0;   // resident
    double most_megabytes = 0;  // since the start
  };
  Memory memory() const;
  double cpu_seconds() const;

  // Ends it as a power cut would, with all that is open.
  void kill_now();

 private:
  void wait_until_ready(const std::string& log_path);
  void stop();

  pid_t pid_ = -1;
  std::uint16_t port_;
  double start_milliseconds_ = 0;
};

}  // namespace loyalty::bench
