#include "bench/load.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/instant.hpp"
#include "bench/random.hpp"
#include "bench/reply_reader.hpp"
#include "bench/socket.hpp"

namespace loyalty::bench {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Connection {
  Socket socket;
  std::string request;
  ReplyReader reader;
  SteadyTime asked_at;
};

double thread_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Generator {
 public:
  explicit Generator(const Load& load)
      : load_(load), random_(load.seed), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) fail_in("making an epoll");
    connections_.reserve(static_cast<std::size_t>(load.connections));
    for (int i = 0; i < load.connections; ++i) {
      auto& connection = connections_.emplace_back(Connection{Socket(load.port), {}, {}, {}});
      if (!connection.socket.is_connected()) fail_in("connecting");
      epoll_event event{.events = EPOLLIN, .data = {.ptr = &connection}};
      if (epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket.handle(), &event) != 0)
        fail_in("watching a socket");
      idle_.push_back(&connection);
    }
    result_.microseconds.reserve(1 << 18);
  }
  ~Generator() { close(epoll_); }
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  LoadResult run() {
    const double cpu_before = thread_cpu_seconds();
    const auto started = steady_now();
    ends_ = started + load_.duration;
    next_due_ = started;
    now_ = started;
    send_what_is_due();
    while (in_flight() || !is_over()) {
      wait();
      send_what_is_due();
    }
    result_.seconds = std::chrono::duration<double>(now_ - started).count();
    result_.own_cpu_seconds = thread_cpu_seconds() - cpu_before;
    std::sort(result_.microseconds.begin(), result_.microseconds.end());
    return std::move(result_);
  }

 private:
  bool in_flight() const { return idle_.size() < connections_.size(); }
  bool is_over() const { return now_ >= ends_ || sent_ >= load_.requests_max; }
  bool has_rate() const { return load_.rate > 0; }

  void send_what_is_due() {
    while (!idle_.empty() && !is_over() && (!has_rate() || next_due_ <= now_)) {
      auto& connection = *idle_.back();
      idle_.pop_back();
      load_.prepare(connection.request, random_.next());
      connection.asked_at = has_rate() ? next_due_ : steady_now();
      connection.socket.write_whole(connection.request);
      ++sent_;
      if (has_rate()) {
        next_due_ +=
            std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(1 / load_.rate));
      }
    }
  }

  void wait() {
    epoll_event events[64];
    const auto longest = find_longest_wait();
    const int count = epoll_pwait2(epoll_, events, 64, &longest, nullptr);
    if (count < 0 && errno != EINTR) fail_in("waiting for answers");
    now_ = steady_now();
    if (count == 0 && !has_rate()) throw std::runtime_error("no answer for a long time");
    for (int i = 0; i < count; ++i) take_bytes(*static_cast<Connection*>(events[i].data.ptr));
  }

  timespec find_longest_wait() const {
    auto longest = std::chrono::nanoseconds(patience);
    if (has_rate() && !idle_.empty() && !is_over())
      longest = std::max(next_due_ - steady_now(), SteadyTime::duration(0));
    return {.tv_sec = longest.count() / 1'000'000'000, .tv_nsec = longest.count() % 1'000'000'000};
  }

  void take_bytes(Connection& connection) {
    connection.socket.read_into(connection.reader);
    if (!connection.reader.is_whole()) return;
    now_ = steady_now();
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(now_ - connection.asked_at);
    result_.microseconds.push_back(static_cast<std::uint32_t>(took.count()));
    ++result_.statuses[connection.reader.status()];
    connection.reader.clear();
    idle_.push_back(&connection);
    send_what_is_due();
  }

  const Load& load_;
  Random random_;
  int epoll_;
  std::vector<Connection> connections_;
  std::vector<Connection*> idle_;
  std::int64_t sent_ = 0;
  SteadyTime now_;
  SteadyTime ends_;
  SteadyTime next_due_;
  LoadResult result_;
};

}  // namespace

double LoadResult::milliseconds_at(double share) const {
  if (microseconds.empty()) return 0;
  const auto last = static_cast<double>(microseconds.size() - 1);
  return microseconds[static_cast<std::size_t>(share * last)] / 1000.0;
}

std::int64_t LoadResult::count_of(int status) const {
  const auto found = statuses.find(status);
  return found == statuses.end() ? 0 : found->second;
}

LoadResult run_load(const Load& load) { return Generator(load).run(); }

Reply try_ask(std::uint16_t port, const std::string& request) {
  const Socket socket(port);
  if (!socket.is_connected()) return {};
  socket.write_whole(request);
  ReplyReader reader;
  while (!reader.is_whole()) socket.read_into(reader);
  return {.status = reader.status(), .body = std::string(reader.body())};
}

Reply ask(std::uint16_t port, const std::string& request) {
  auto reply = try_ask(port, request);
  if (reply.status == 0) throw std::runtime_error("the server does not listen");
  return reply;
}

Lines ask_for_lines(std::uint16_t port, const std::string& request, std::int64_t count_max) {
  const auto started = steady_now();
  const Socket socket(port);
  if (!socket.is_connected()) throw std::runtime_error("the server does not listen");
  socket.write_whole(request);
  std::array<char, read_bytes> bytes;
  Lines lines;
  while (lines.count < count_max) {
    const auto count = socket.read(bytes.data());
    if (count == 0) break;
    lines.count += std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count), '\n');
  }
  lines.seconds = std::chrono::duration<double>(steady_now() - started).count();
  return lines;
}

}  // namespace loyalty::bench
