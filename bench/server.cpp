#include "bench/server.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/instant.hpp"
#include "bench/load.hpp"
#include "bench/requests.hpp"
#include "bench/seed.hpp"
#include "support/loopback.hpp"

namespace loyalty::bench {
namespace {

constexpr std::chrono::seconds start_time_max{20};
constexpr std::chrono::seconds stop_time_max{15};

// The program's defaults but for what a second server on this machine needs.
std::vector<std::string> make_environment(const std::string& database_url, std::uint16_t port) {
  return {"PATH=/usr/bin:/bin", "LOYALTY_DATABASE_URL=" + database_url,
          "LOYALTY_LISTEN=127.0.0.1:" + std::to_string(port),
          "LOYALTY_SECRET_KEY=" + std::string(secret_key)};
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t start(const std::string& binary, const std::string& database_url, const std::string& log_path,
            std::uint16_t port) {
  // Everything is made before the fork: the child only calls what is safe there.
  std::vector<std::string> arguments{binary, "serve"};
  auto environment = make_environment(database_url, port);
  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  const int log = open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("cannot start a process");
  if (pid > 0) {
    close(log);
    return pid;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execve(binary.c_str(), argument_pointers.data(), environment_pointers.data());
  _exit(127);
}

double read_status(pid_t pid, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name)) return std::strtod(line.c_str() + name.size(), nullptr);
  }
  return 0;
}

}  // namespace

Server::Server(const std::string& binary, const std::string& database_url, const std::string& log_path)
    : port_(test::find_free_port()) {
  const auto started = steady_now();
  pid_ = start(binary, database_url, log_path, port_);
  try {
    wait_until_ready(log_path);
  } catch (...) {
    stop();
    throw;
  }
  start_milliseconds_ = std::chrono::duration<double, std::milli>(steady_now() - started).count();
}

Server::~Server() { stop(); }

void Server::wait_until_ready(const std::string& log_path) {
  const auto request = make_get("/readyz", "");
  const auto give_up_at = steady_now() + start_time_max;
  while (try_ask(port_, request).status != 200) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      throw std::runtime_error("the server ended at once, see " + log_path);
    }
    if (steady_now() > give_up_at)
      throw std::runtime_error("the server does not become ready, see " + log_path);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void Server::stop() {
  if (pid_ < 0) return;
  kill(pid_, SIGTERM);
  const auto give_up_at = steady_now() + stop_time_max;
  while (waitpid(pid_, nullptr, WNOHANG) == 0) {
    if (steady_now() > give_up_at) kill(pid_, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  pid_ = -1;
}

void Server::kill_now() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

Server::Memory Server::memory() const {
  return {.now_megabytes = read_status(pid_, "VmRSS:") / 1024,
          .most_megabytes = read_status(pid_, "VmHWM:") / 1024};
}

double Server::cpu_seconds() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string text;
  std::getline(file, text);
  // The name in brackets may hold spaces; the fields after it do not. utime and stime are the 12th and 13th
  // of those.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string field;
  double ticks = 0;
  for (int i = 1; i <= 13 && fields >> field; ++i) {
    if (i >= 12) ticks += std::strtod(field.c_str(), nullptr);
  }
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace loyalty::bench
