#include "support/service.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "support/loopback.hpp"

namespace loyalty::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience_max = 60s;

struct Account {
  uid_t user = 0;
  gid_t group = 0;
  std::vector<gid_t> groups;
};

// Whom to become; nobody when the tests do not run as root.
std::optional<Account> find_account() {
  if (geteuid() != 0) return std::nullopt;
  const passwd* const found = getpwnam("postgres");
  if (found == nullptr) throw std::runtime_error("there is no user postgres to run a server as");
  Account account{.user = found->pw_uid, .group = found->pw_gid, .groups = std::vector<gid_t>(64)};
  int count = 64;
  if (getgrouplist("postgres", account.group, account.groups.data(), &count) < 0) count = 0;
  account.groups.resize(static_cast<std::size_t>(count));
  return account;
}

// In the child, between fork and exec, where hardly anything may be called.
bool become(const std::optional<Account>& account) {
  if (!account) return true;
  return setgroups(account->groups.size(), account->groups.data()) == 0 && setgid(account->group) == 0 &&
         setuid(account->user) == 0;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The first port that the system gives to outgoing connections.
std::uint64_t first_outgoing_port() {
  std::uint64_t first = 32768;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> first;
  return first;
}

}  // namespace

Service::Service(const ServiceStart& start) : last_signal_(start.last_signal) {
  // Everything is made before the fork: the child only calls what is safe there.
  std::vector<std::string> arguments{start.program.string()};
  arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
  std::vector<std::string> environment{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"};
  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  const auto account = find_account();
  const auto folder = start.log.parent_path().string();
  const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int log = open(start.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    // A change of the user makes a process forget the signal, so it comes first.
    if (!become(account)) _exit(126);
    prctl(PR_SET_PDEATHSIG, start.last_signal);
    if (getppid() != parent || chdir(folder.c_str()) != 0) _exit(126);
    dup2(input, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execve(argument_pointers.front(), argument_pointers.data(), environment_pointers.data());
    _exit(127);
  }
  close(input);
  close(log);
  if (pid_ < 0) throw std::runtime_error("cannot start " + start.program.string());
}

Service::~Service() {
  send_signal(last_signal_);
  if (wait(patience_max)) return;
  send_signal(SIGKILL);
  wait(patience_max);
}

void Service::send_signal(int number) {
  if (!exit_code_) kill(pid_, number);
}

std::optional<int> Service::wait(std::chrono::milliseconds patience) {
  const auto give_up_at = steady_now() + patience;
  while (!exit_code_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      exit_code_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    } else if (steady_now() >= give_up_at) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(2ms);
    }
  }
  return exit_code_;
}

void run_service(const ServiceStart& start) {
  Service service(start);
  const auto exit_code = service.wait(patience_max);
  if (exit_code != 0) throw std::runtime_error(start.program.string() + " failed: " + read_log(start.log));
}

void give_to_services(const std::filesystem::path& path) {
  const auto account = find_account();
  if (account && chown(path.c_str(), account->user, account->group) != 0) {
    throw std::runtime_error("cannot give away " + path.string());
  }
}

std::uint16_t find_service_port() {
  constexpr std::uint64_t first = 10'240;
  const auto end = std::max(first_outgoing_port(), first + 1'000);
  for (int tries = 0; tries < 1'000; ++tries) {
    const auto port = static_cast<std::uint16_t>(first + random_below(end - first));
    if (is_free(port)) return port;
  }
  throw std::runtime_error("no free port");
}

std::string read_log(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace loyalty::test
