#include "bench/crowd.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>

#include "base/instant.hpp"
#include "bench/random.hpp"

namespace loyalty::bench {
namespace {

int status_of(const Socket& socket, const std::string& request) {
  try {
    socket.write_whole(request);
    ReplyReader reader;
    while (!reader.is_whole()) socket.read_into(reader);
    return reader.status();
  } catch (const std::runtime_error&) {
    return 0;
  }
}

int status_of_newcomer(std::uint16_t port, const std::string& request) {
  const Socket socket(port);
  return socket.is_connected() ? status_of(socket, request) : 0;
}

class Newcomers {
 public:
  explicit Newcomers(const Load& load) : load_(load) {}

  LoadResult run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < load_.connections; ++i) threads.emplace_back([this, i] { come(i); });
    for (auto& thread : threads) thread.join();
    result_.seconds = std::chrono::duration<double>(steady_now() - started_).count();
    std::ranges::sort(result_.microseconds);
    return std::move(result_);
  }

 private:
  void come(int thread) {
    Random random(load_.seed + static_cast<std::uint64_t>(thread));
    std::string request;
    for (;;) {
      const std::chrono::duration<double> offset(static_cast<double>(next_++) / load_.rate);
      if (offset >= load_.duration) return;
      const auto due = started_ + std::chrono::duration_cast<std::chrono::nanoseconds>(offset);
      std::this_thread::sleep_until(due);
      load_.prepare(request, random.next());
      const int status = status_of_newcomer(load_.port, request);
      const auto took = std::chrono::duration_cast<std::chrono::microseconds>(steady_now() - due);
      const std::lock_guard lock(mutex_);
      ++result_.statuses[status];
      result_.microseconds.push_back(static_cast<std::uint32_t>(took.count()));
    }
  }

  const Load& load_;
  const std::chrono::steady_clock::time_point started_ = steady_now();
  std::atomic<std::int64_t> next_ = 0;
  std::mutex mutex_;
  LoadResult result_;
};

}  // namespace

void allow_open_files(std::uint64_t count) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, std::min<rlim_t>(count, limit.rlim_max));
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < count) {
    throw std::runtime_error(fmt::format("{} open files are needed: raise the limit (ulimit -Hn)", count));
  }
}

IdleConnections::IdleConnections(std::uint16_t port, int count, std::string request)
    : request_(std::move(request)) {
  sockets_.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const auto& socket = sockets_.emplace_back(port);
    if (!socket.is_connected() || status_of(socket, request_) != 200) {
      throw std::runtime_error(fmt::format("connection {} of {} was not served", i + 1, count));
    }
  }
}

int IdleConnections::ask_all() {
  return static_cast<int>(std::ranges::count_if(
      sockets_, [&](const Socket& socket) { return status_of(socket, request_) == 200; }));
}

LoadResult run_newcomers(const Load& load) { return Newcomers(load).run(); }

}  // namespace loyalty::bench
