// The one PostgreSQL server of a run of ctest: `keep_postgres start FILE` leaves a process behind that keeps
// it and has written its URL, `keep_postgres stop FILE` ends both.
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/instant.hpp"
#include "support/postgres.hpp"
#include "support/postgres_database.hpp"

namespace loyalty::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto patience = 90s;
// A run that was broken off never stops it.
constexpr timespec life_max{.tv_sec = 3 * 60 * 60, .tv_nsec = 0};

// In a process of its own: until it is told to stop, or for too long.
int keep(const fs::path& file) {
  setsid();
  sigset_t stopping;
  sigemptyset(&stopping);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&stopping, number);
  sigprocmask(SIG_BLOCK, &stopping, nullptr);
  const auto log = file.string() + ".log";
  const int input = open("/dev/null", O_RDONLY);
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  try {
    const PostgresServer server;
    make_template(server.url());
    const auto half = file.string() + ".new";
    std::ofstream(half) << server.url() << '\n' << getpid() << '\n';
    fs::rename(half, file);
    sigtimedwait(&stopping, nullptr, &life_max);
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << fault.what() << '\n';
    return 1;
  }
}

bool is_alive(pid_t pid) { return kill(pid, 0) == 0; }

int stop(const fs::path& file) {
  std::string url;
  pid_t pid = 0;
  std::ifstream(file) >> url >> pid;
  fs::remove(file);
  std::error_code gone;
  const auto program = fs::read_symlink("/proc/" + std::to_string(pid) + "/exe", gone);
  // The number may be another process's by now.
  if (gone || program.filename() != "keep_postgres") return 0;
  kill(pid, SIGTERM);
  const auto give_up_at = steady_now() + patience;
  while (is_alive(pid) && steady_now() < give_up_at) std::this_thread::sleep_for(2ms);
  return is_alive(pid) ? 1 : 0;
}

int start(const fs::path& file) {
  if (fs::exists(file)) stop(file);
  const pid_t keeper = fork();
  if (keeper == 0) _exit(keep(file));
  const auto give_up_at = steady_now() + patience;
  while (!fs::exists(file)) {
    if (waitpid(keeper, nullptr, WNOHANG) != 0 || steady_now() > give_up_at) {
      std::cerr << read_log(file.string() + ".log");
      return 1;
    }
    std::this_thread::sleep_for(5ms);
  }
  return 0;
}

}  // namespace
}  // namespace loyalty::test

int main(int count, char** arguments) {
  const std::string verb = count == 3 ? arguments[1] : "";
  if (verb == "start") return loyalty::test::start(arguments[2]);
  if (verb == "stop") return loyalty::test::stop(arguments[2]);
  std::cerr << "usage: keep_postgres start|stop FILE\n";
  return 2;
}
