#include "command/signals.hpp"

#include <csignal>
#include <utility>

#include <pthread.h>
#include <unistd.h>

#include "base/log.hpp"

namespace loyalty {
namespace {

// Wakes the watching thread so that it can end; nobody else sends it.
constexpr int wake_signal = SIGUSR2;

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT, wake_signal}) sigaddset(&set, number);
  return set;
}

}  // namespace

void block_stop_signals() {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A closed terminal or log pipe is no reason to stop serving.
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  // A limit on the size of files is a full disk, which is waited out.
  std::signal(SIGXFSZ, SIG_IGN);
}

StopSignals::StopSignals(std::function<void()> stop) : stop_(std::move(stop)), thread_([this] { watch(); }) {}

StopSignals::~StopSignals() {
  is_done_ = true;
  pthread_kill(thread_.native_handle(), wake_signal);
  thread_.join();
}

void StopSignals::watch() {
  const sigset_t set = watched_signals();
  bool is_stopping = false;
  while (!is_done_) {
    int number = 0;
    if (sigwait(&set, &number) != 0 || number == wake_signal) continue;
    if (is_stopping) {
      flush_log();
      _exit(1);
    }
    is_stopping = true;
    log(LogLevel::info, "stopping", {{"signal", std::string_view(number == SIGINT ? "SIGINT" : "SIGTERM")}});
    stop_();
  }
}

}  // namespace loyalty
