#include "e2e/program.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/instant.hpp"
#include "base/text.hpp"
#include "e2e/place.hpp"
#include "e2e/scale.hpp"

namespace loyalty::e2e {
namespace {

using namespace std::chrono_literals;

constexpr auto start_patience = is_sanitized ? 60s : 30s;
constexpr auto stop_patience = 20s;
constexpr auto run_patience = 3min;  // a demonstration is long
const std::string secret_key(40, 'k');

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> make_environment(const Settings& settings) {
  std::vector<std::string> lines{"PATH=/usr/local/bin:/usr/bin:/bin"};
  for (const char* const name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* const value = std::getenv(name)) lines.push_back(std::string(name) + "=" + value);
  }
  for (const auto& [name, value] : settings) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int open_file(const std::filesystem::path& path, int flags) {
  const int handle = open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (handle < 0) throw std::runtime_error("cannot open " + path.string());
  return handle;
}

// In the child, between fork and exec, where hardly anything may be called.
void limit_files(std::uint64_t bytes_max) {
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes_max;
  setrlimit(RLIMIT_FSIZE, &limit);
}

// "listening address=127.0.0.1:40123 ..." or its JSON: the port, 0 when there is no such line yet.
std::uint16_t find_port(const std::string& log) {
  const auto line = log.find("listening");
  if (line == std::string::npos) return 0;
  constexpr std::string_view host = "127.0.0.1:";
  const auto address = log.find(host, line);
  const auto end = log.find_first_not_of("0123456789", address + host.size());
  if (address == std::string::npos || end == std::string::npos) return 0;
  const auto digits = std::string_view(log).substr(address + host.size(), end - address - host.size());
  return static_cast<std::uint16_t>(parse_integer(digits).value_or(0));
}

}  // namespace

Process::Process(const Start& start) {
  // Everything is made before the fork: the child only calls what is safe there.
  std::vector<std::string> arguments{start.program.empty() ? LOYALTY_PROGRAM : start.program};
  arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
  auto environment = make_environment(start.settings);
  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  std::ofstream(folder_.path() / "input", std::ios::binary) << start.input;
  const int input = open_file(folder_.path() / "input", O_RDONLY);
  const int output = open_file(folder_.path() / "output", O_WRONLY | O_CREAT | O_APPEND);
  const int errors = open_file(folder_.path() / "errors", O_WRONLY | O_CREAT | O_APPEND);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(126);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    if (start.file_bytes_max) limit_files(*start.file_bytes_max);
    execve(argument_pointers.front(), argument_pointers.data(), environment_pointers.data());
    _exit(127);
  }
  for (const int handle : {input, output, errors}) close(handle);
  if (pid_ < 0) throw std::runtime_error("cannot start a process");
}

Process::~Process() {
  // What a program said before it died is what a failed test needs first.
  if (const auto said = errors(); !said.empty()) std::cerr << said;
  if (exit_code_) return;
  kill(pid_, SIGKILL);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
}

bool Process::is_running() { return !wait(0ms); }

void Process::send_signal(int number) {
  if (!exit_code_) kill(pid_, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds patience) {
  const auto give_up_at = steady_now() + patience;
  while (!exit_code_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      reap(status);
    } else if (steady_now() >= give_up_at) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(2ms);
    }
  }
  return exit_code_;
}

void Process::reap(int status) {
  exit_code_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string Process::output() const { return read_file(folder_.path() / "output"); }
std::string Process::errors() const { return read_file(folder_.path() / "errors"); }

Finished run(const Start& start) {
  Process process(start);
  const auto exit_code = process.wait(run_patience);
  if (!exit_code) throw std::runtime_error("does not end: " + process.errors());
  return {.exit_code = *exit_code, .output = process.output(), .errors = process.errors()};
}

Server::Server(const std::string& database_url, const ServerOptions& options)
    : process_({.arguments = {"serve", "--migrate"},
                .settings = make_settings(database_url, options.settings),
                .file_bytes_max = options.file_bytes_max}) {
  const auto give_up_at = steady_now() + start_patience;
  while (port_ == 0) {
    const bool is_running = process_.is_running();
    port_ = find_port(process_.output());
    if (port_ == 0 && (!is_running || steady_now() > give_up_at)) {
      throw std::runtime_error("the server does not listen: " + process_.output() + process_.errors());
    }
    if (port_ == 0) std::this_thread::sleep_for(2ms);
  }
}

int Server::stop() {
  process_.send_signal(SIGTERM);
  const auto exit_code = process_.wait(stop_patience);
  if (!exit_code) throw std::runtime_error("the server does not stop: " + process_.errors());
  return *exit_code;
}

void Server::kill_now() {
  process_.send_signal(SIGKILL);
  process_.wait(stop_patience);
}

Settings make_settings(const std::string& database_url, const Settings& more) {
  Settings settings{{"LOYALTY_DATABASE_URL", database_url},
                    {"LOYALTY_LISTEN", "127.0.0.1:0"},
                    {"LOYALTY_PUBLIC_URL", "http://loyalty.test"},
                    {"LOYALTY_BCRYPT_COST", "4"}};
  // With SQLite the program makes one by itself.
  if (!database_url.starts_with("sqlite:")) settings["LOYALTY_SECRET_KEY"] = secret_key;
  if (is_behind_pool()) settings["LOYALTY_DATABASE_PREPARED_STATEMENTS"] = "off";
  for (const auto& [name, value] : more) settings[name] = value;
  return settings;
}

}  // namespace loyalty::e2e
