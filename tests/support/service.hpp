// A program of somebody else's that a test needs beside it. It never outlives the thread that started it, and
// it never runs as root, which database servers refuse: then it runs as the user postgres.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace loyalty::test {

struct ServiceStart {
  std::filesystem::path program;
  std::vector<std::string> arguments = {};
  std::filesystem::path log;  // what it says is added there
  int last_signal;            // what it gets when the thread that started it ends, or this object
};

class Service {
 public:
  // Throws std::runtime_error when there is no user to run it as, or no process.
  explicit Service(const ServiceStart& start);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  pid_t pid() const { return pid_; }
  bool is_running() { return !wait(std::chrono::milliseconds{0}); }
  void send_signal(int number);
  // The exit code, 128 and the signal's number when a signal ended it, none when it still runs.
  std::optional<int> wait(std::chrono::milliseconds patience);

 private:
  pid_t pid_ = -1;
  int last_signal_;
  std::optional<int> exit_code_;
};

// Runs it to its end. Throws, with its log, when it fails.
void run_service(const ServiceStart& start);

// Makes the file or folder that of the user as whom services run.
void give_to_services(const std::filesystem::path& path);

// A port of the loopback where nobody listens. It is none of those that the system gives to outgoing
// connections, so nobody has it by chance while a server that was stopped is started there again.
std::uint16_t find_service_port();

std::string read_log(const std::filesystem::path& path);

}  // namespace loyalty::test
