#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.hpp"
#include "http/edge_fixture.hpp"

namespace loyalty::http::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

Settings small_limits() {
  Settings settings;
  settings.limits.header_bytes_max = 2048;
  settings.limits.target_bytes_max = 256;
  settings.limits.body_bytes_max = 1000;
  return settings;
}

Settings short_times() {
  Settings settings;
  settings.limits.header_time = 200ms;
  settings.limits.body_time = 200ms;
  settings.limits.idle_time = 200ms;
  settings.limits.write_time = 200ms;
  return settings;
}

// A request whose start line and headers have exactly `size` bytes.
std::string get_of_size(std::size_t size) {
  const std::string bare = get("/hello", "X-Pad: \r\n");
  return get("/hello", "X-Pad: " + std::string(size - bare.size(), 'p') + "\r\n");
}

TEST(LimitHeader, AtItsLastByte) {
  const RunningServer server(small_limits());
  EXPECT_EQ(Client(server.port()).ask(get_of_size(2048)).status, 200);
  EXPECT_EQ(Client(server.port()).ask(get_of_size(2049)).status, 431);
  EXPECT_EQ(Client(server.port()).ask(get_of_size(20'000)).status, 431);
}

TEST(LimitHeader, WithoutWaitingForItsEnd) {
  const RunningServer server(small_limits());
  Client client(server.port());
  client.send("GET /hello HTTP/1.1\r\nHost: shop\r\nX-Pad: ");
  for (int i = 0; i < 4; ++i) {
    client.send(std::string(600, 'p'));
    std::this_thread::sleep_for(5ms);
  }
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 431);
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(LimitHeader, AtAHundredFields) {
  const RunningServer server;
  std::string fields;
  for (int i = 0; i < 99; ++i) fields += "a:b\r\n";
  EXPECT_EQ(Client(server.port()).ask(get("/hello", fields)).status, 200);
  EXPECT_EQ(Client(server.port()).ask(get("/hello", fields + "a:b\r\n")).status, 431);
}

TEST(LimitHeader, AlsoForTrailersAndChunkExtensions) {
  const RunningServer server(small_limits());
  const std::string head = "POST /echo HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Client(server.port()).ask(head + "0\r\nX-Pad: " + std::string(3000, 'p')).status, 431);
  EXPECT_EQ(Client(server.port()).ask(head + "1;pad=" + std::string(3000, 'p')).status, 431);
}

TEST(LimitTarget, AtItsLastByte) {
  const RunningServer server(small_limits());
  const std::string longest = "/hello?q=" + std::string(256 - 9, 'x');
  EXPECT_EQ(Client(server.port()).ask(get(longest)).status, 200);
  EXPECT_EQ(Client(server.port()).ask(get(longest + "x")).status, 414);
  EXPECT_EQ(Client(server.port()).ask(get("/" + std::string(1900, 'x'))).status, 414);
  EXPECT_EQ(Client(server.port()).ask(get("/" + std::string(9000, 'x'))).status, 414);
  EXPECT_EQ(Client(server.port()).ask("GET /" + std::string(400, 'x')).status, 414)
      << "without the line's end";
}

TEST(LimitBody, AtItsLastByte) {
  const RunningServer server(small_limits());
  EXPECT_EQ(Client(server.port()).ask(post("/echo", std::string(1000, 'x'))).status, 200);
  const Answer answer = Client(server.port()).ask(post("/echo", std::string(1001, 'x')));
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(LimitBody, InChunks) {
  const RunningServer server(small_limits());
  const std::string head = "POST /echo HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string half = "1F4\r\n" + std::string(500, 'x') + "\r\n";
  EXPECT_EQ(Client(server.port()).ask(head + half + half + "0\r\n\r\n").status, 200);
  EXPECT_EQ(Client(server.port()).ask(head + half + half + "1\r\nx\r\n0\r\n\r\n").status, 413);
  EXPECT_EQ(Client(server.port()).ask(head + "FFFFFFFF\r\n").status, 413);
  EXPECT_EQ(Client(server.port()).ask(head + "FFFFFFFFFFFFFFFF\r\n").status, 413);
}

TEST(LimitBody, BeforeItIsSent) {
  const RunningServer server(small_limits());
  Client client(server.port());
  const Answer answer = client.ask(
      "POST /echo HTTP/1.1\r\nHost: shop\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
}

TEST(LimitBody, LetsTheClientReadTheAnswer) {
  const RunningServer server(small_limits());
  for (int i = 0; i < 5; ++i) {
    Client client(server.port());
    client.send(post("/echo", std::string(4 * 1024 * 1024, 'x')));
    EXPECT_EQ(client.receive().status, 413);
  }
}

TEST(LimitTime, OfAnIdleConnection) {
  const RunningServer server(short_times());
  Client fresh(server.port());
  Client used(server.port());
  EXPECT_EQ(used.ask(get("/hello")).status, 200);
  EXPECT_FALSE(fresh.ends_within(100ms));
  EXPECT_TRUE(fresh.ends_within(1s));
  EXPECT_TRUE(used.ends_within(1s));
}

TEST(LimitTime, OfAHeader) {
  const RunningServer server(short_times());
  Client client(server.port());
  client.send("GET /hello HTTP/1.1\r\nHost: sh");
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.ends_within(1s));
}

// Each byte comes in time for a limit on silence; only a limit on the whole helps.
TEST(LimitTime, OfAHeaderThatDrips) {
  const RunningServer server(short_times());
  Client client(server.port());
  const auto start = std::chrono::steady_clock::now();
  client.send("GET /hello HTTP/1.1\r\n");
  std::atomic<bool> is_answered = false;
  std::thread drip([&] {
    for (int i = 0; i < 100 && !is_answered; ++i) {
      client.send("X-A: b\r\n");
      std::this_thread::sleep_for(20ms);
    }
  });
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1500ms);
  is_answered = true;
  drip.join();
}

TEST(LimitTime, OfABody) {
  const RunningServer server(short_times());
  Client client(server.port());
  const auto start = std::chrono::steady_clock::now();
  client.send("POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n");
  std::atomic<bool> is_answered = false;
  std::thread drip([&] {
    for (int i = 0; i < 100 && !is_answered; ++i) {
      client.send("x");
      std::this_thread::sleep_for(20ms);
    }
  });
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1500ms);
  is_answered = true;
  drip.join();
}

TEST(LimitTime, LeavesAWorkingHandlerAlone) {
  Settings settings = short_times();
  settings.limits.header_time = settings.limits.body_time = settings.limits.idle_time = 100ms;
  const RunningServer server(settings);
  EXPECT_EQ(Client(server.port()).ask(get("/slow")).body, "slow");
}

TEST(LimitTime, OfAClientThatDoesNotRead) {
  const RunningServer server(short_times());
  Client client(server.port());
  client.set_receive_buffer(4096);
  client.send(get("/large"));
  std::this_thread::sleep_for(600ms);
  EXPECT_LT(client.receive_all().size(), large_body().size());
  EXPECT_TRUE(
      eventually([&] { return server.metrics().find("loyalty_http_connections 0") != std::string::npos; }));
}

TEST(LimitConnections, TurnsTheNextOneAway) {
  Settings settings;
  settings.limits.connections_max = 3;
  const RunningServer server(settings);
  std::vector<Client> clients;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(clients.emplace_back(server.port()).ask(get("/hello")).status, 200);
  Client further(server.port());
  const Answer answer = further.ask(get("/hello"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "1");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(further.ends_within(1s));
  clients.pop_back();
  EXPECT_TRUE(eventually([&] { return Client(server.port()).ask(get("/hello")).status == 200; }));
  for (Client& client : clients) EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

TEST(LimitConnections, ClosesAFloodWithoutAnswer) {
  Settings settings;
  settings.limits.connections_max = 1;
  const RunningServer server(settings);
  Client first(server.port());
  EXPECT_EQ(first.ask(get("/hello")).status, 200);
  std::vector<Client> flood;
  for (int i = 0; i < 200; ++i) flood.emplace_back(server.port());
  int told = 0;
  for (Client& client : flood) told += client.receive().status == 503 ? 1 : 0;
  EXPECT_GE(told, 128);
  EXPECT_EQ(first.ask(get("/hello")).status, 200);
}

// Lowers the descriptors that the process may have, and uses up the ones below.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    const int highest = ::dup(0);
    taken_.push_back(highest);
    low.rlim_cur = static_cast<rlim_t>(highest) + 1;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (int taken = ::dup(0); taken >= 0; taken = ::dup(0)) taken_.push_back(taken);
  }
  ~NoDescriptors() {
    for (const int taken : taken_) ::close(taken);
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

TEST(LimitDescriptors, WaitsForFreeOnesWithoutSpinning) {
#if __has_feature(undefined_behavior_sanitizer)
  GTEST_SKIP()
      << "the sanitizer itself opens a pipe to look at memory, and there is no descriptor left for it";
#endif
  // Silent: the sanitizers need a descriptor when they meet a type for the first time, as in the log's first
  // line.
  start_log(LogLevel::off, LogFormat::text);
  const RunningServer server;
  Client early(server.port());
  EXPECT_EQ(early.ask(get("/hello")).status, 200);
  std::optional<Client> late;
  {
    const int reserved = ::dup(0);
    const NoDescriptors none;
    ::close(reserved);
    late.emplace(server.port());  // takes the one that was reserved, so that none is left for its other end
    late->send(get("/hello"));
    const double before = processor_seconds();
    std::this_thread::sleep_for(400ms);
    EXPECT_LT(processor_seconds() - before, 0.1);
    EXPECT_EQ(early.ask(get("/hello")).status, 200);
    EXPECT_FALSE(late->ends_within(1ms));
  }
  EXPECT_EQ(late->receive().status, 200);
  start_log(LogLevel::warn, LogFormat::text);
}

}  // namespace
}  // namespace loyalty::http::testing
