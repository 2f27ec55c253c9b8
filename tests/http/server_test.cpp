#include "http/server.hpp"

#include <future>
#include <sstream>
#include <system_error>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/log.hpp"
#include "base/thread_pool.hpp"
#include "http/edge_fixture.hpp"
#include "http/offload.hpp"

namespace loyalty::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Listen, ThrowsWhenTheAddressCannotBeHad) {
  const RunningServer server;
  TestApplication application;
  Metrics metrics;
  Settings taken;
  taken.port = server.port();
  EXPECT_THROW(Server(taken, application, metrics), std::system_error);
  Settings nonsense;
  nonsense.address = "nowhere";
  EXPECT_THROW(Server(nonsense, application, metrics), std::system_error);
  Settings foreign;
  foreign.address = "192.0.2.1";
  foreign.port = 0;
  EXPECT_THROW(Server(foreign, application, metrics), std::system_error);
  Settings unclear;
  unclear.port = 0;
  unclear.trusted_proxies = {"proxy"};
  EXPECT_THROW(Server(unclear, application, metrics), std::invalid_argument);
}

TEST(Listen, OnBothFamilies) {
  Settings settings;
  settings.address = "::";
  const RunningServer server(settings);
  EXPECT_THAT(Client(server.port()).ask(get("/echo")).body, HasSubstr("address 127.0.0.1\n"));
}

TEST(ServeMany, TwoHundredConnectionsOfTwentyRequests) {
  Settings settings;
  settings.threads = 3;
  RunningServer server(settings);
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      std::vector<Client> clients;
      for (int i = 0; i < 25; ++i) clients.emplace_back(server.port());
      for (int round = 0; round < 20; ++round) {
        for (Client& client : clients) client.send(post("/echo", "round " + std::to_string(round)));
        for (Client& client : clients) {
          const Answer answer = client.receive();
          good += answer.status == 200 && answer.body.ends_with("round " + std::to_string(round)) ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 200 * 20);
  EXPECT_TRUE(
      eventually([&] { return server.metrics().find("loyalty_http_connections 0") != std::string::npos; }));
}

TEST(ServeMany, SurvivesClientsThatVanish) {
  Settings settings;
  settings.threads = 2;
  const RunningServer server(settings);
  for (int i = 0; i < 100; ++i) {
    Client client(server.port());
    const std::string request = post(i % 2 == 0 ? "/slow" : "/large", std::string(100, 'x'));
    const std::size_t first = std::min(static_cast<std::size_t>(i) * 2, request.size());
    client.send(std::string_view(request).substr(0, first));
    if (i % 3 == 0) client.send(std::string_view(request).substr(first));
  }
  EXPECT_EQ(Client(server.port()).ask(get("/hello")).status, 200);
  EXPECT_TRUE(
      eventually([&] { return server.metrics().find("loyalty_http_connections 0") != std::string::npos; }));
}

TEST(Stop, AnswersWhatIsInHandAndClosesTheRest) {
  for (const std::size_t threads : {1, 3}) {
    Settings settings;
    settings.threads = threads;
    RunningServer server(settings);
    std::vector<Client> idle;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(idle.emplace_back(server.port()).ask(get("/hello")).status, 200);
    std::vector<Client> busy;
    for (int i = 0; i < 5; ++i) busy.emplace_back(server.port()).send(get("/slow"));
    EXPECT_TRUE(eventually([&] { return server.application().handled == 10; }));
    const std::uint16_t port = server.port();
    server.stop();
    for (Client& client : idle) EXPECT_TRUE(client.ends_within(2s));
    EXPECT_THROW(Client{port}, std::runtime_error) << "new connections are refused";
    for (Client& client : busy) {
      const Answer answer = client.receive();
      EXPECT_EQ(answer.body, "slow");
      EXPECT_EQ(answer.header("connection"), "close");
    }
    busy.clear();
    EXPECT_TRUE(eventually([&] { return !server.is_running(); }));
  }
}

TEST(Stop, LetsAHalfReadRequestFinish) {
  RunningServer server;
  Client client(server.port());
  const std::string request = post("/echo", "body");
  client.send(std::string_view(request).substr(0, 20));
  std::this_thread::sleep_for(50ms);
  server.stop();
  std::this_thread::sleep_for(50ms);
  const Answer answer = client.ask(std::string_view(request).substr(20));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Stop, DoesNotWaitForAClientThatLingers) {
  Settings settings;
  settings.limits.shutdown_time = 5s;
  RunningServer server(settings);
  Client client(server.port());
  client.send(get("/slow"));
  EXPECT_TRUE(eventually([&] { return server.application().handled == 1; }));
  const auto start = std::chrono::steady_clock::now();
  server.stop();
  server.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  EXPECT_EQ(client.receive().body, "slow");
}

TEST(Stop, AbandonsWhatTakesTooLong) {
  for (const std::size_t threads : {1, 2}) {
    Settings settings;
    settings.threads = threads;
    settings.limits.shutdown_time = 300ms;
    RunningServer server(settings);
    std::vector<Client> clients;
    for (int i = 0; i < 4; ++i) clients.emplace_back(server.port()).send(get("/hang"));
    EXPECT_TRUE(eventually([&] { return server.application().handled == 4; }));
    const auto start = std::chrono::steady_clock::now();
    server.stop();
    server.join();
    const auto taken = std::chrono::steady_clock::now() - start;
    EXPECT_GE(taken, 250ms);
    EXPECT_LT(taken, 2s);
    for (Client& client : clients) EXPECT_EQ(client.receive().status, 0);
  }
}

TEST(Stop, MayComeBeforeTheStart) {
  TestApplication application;
  Metrics metrics;
  Settings settings;
  settings.port = 0;
  settings.threads = 2;
  Server server(settings, application, metrics);
  server.stop();
  server.run();
  server.stop();
}

TEST(Stop, MayNeverComeForAServerThatNeverRan) {
  TestApplication application;
  Metrics metrics;
  Settings settings;
  settings.port = 0;
  settings.threads = 2;
  const Server server(settings, application, metrics);
  EXPECT_GT(server.port(), 0);
}

TEST(CountRequests, ByRouteMethodAndStatus) {
  RunningServer server;
  {
    Client client(server.port());
    for (int i = 0; i < 3; ++i) client.ask(get("/hello"));
    client.send("HEAD /hello HTTP/1.1\r\nHost: shop\r\n\r\n").receive(true);
    client.ask("BREW /hello HTTP/1.1\r\nHost: shop\r\n\r\n");
    client.ask(get("/refused"));
    EXPECT_THAT(server.metrics(), HasSubstr("loyalty_http_connections 1"));
    client.ask("nonsense\r\n\r\n");
  }
  Client slow(server.port());
  slow.send(get("/slow"));
  EXPECT_TRUE(eventually(
      [&] { return server.metrics().find("loyalty_http_requests_in_progress 1") != std::string::npos; }));
  slow.receive();
  EXPECT_TRUE(eventually(
      [&] { return server.metrics().find("loyalty_http_requests_in_progress 0") != std::string::npos; }));
  const std::string text = server.metrics();
  for (const char* line : {
           R"(loyalty_http_requests_total{method="GET",route="/hello",status="200"} 3)",
           R"(loyalty_http_requests_total{method="HEAD",route="/hello",status="200"} 1)",
           R"(loyalty_http_requests_total{method="other",route="/hello",status="200"} 1)",
           R"(loyalty_http_requests_total{method="GET",route="/other",status="409"} 1)",
           R"(loyalty_http_requests_total{method="other",route="-",status="400"} 1)",
           R"(loyalty_http_refusals_total{code="cooldown_active"} 1)",
           R"(loyalty_http_refusals_total{code="malformed_request"} 1)",
           R"(loyalty_http_request_seconds_count{route="/hello"} 5)",
           R"(loyalty_http_request_seconds_bucket{route="/slow",le="0.1"} 0)",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("BREW")));
}

TEST(LogRequest, OneLineWithoutPathQueryOrAddress) {
  flush_log();
  std::ostringstream lines;
  std::streambuf* const before = std::cout.rdbuf(lines.rdbuf());
  start_log(LogLevel::info, LogFormat::json);
  {
    const RunningServer server;
    Client client(server.port());
    client.ask(get("/absent-token-123?secret=hush-hush", "X-Request-Id: till-1\r\n"));
    client.ask(get("/refused", "X-Request-Id: till-2\r\n"));
    client.ask(get("/throw", "X-Request-Id: till-3\r\n"));
    client.ask("GET /%2e%2e/token HTTP/1.1\r\nHost: shop\r\nX-Request-Id: till-4\r\n\r\n");
  }
  flush_log();
  start_log(LogLevel::warn, LogFormat::text);
  std::cout.rdbuf(before);
  const std::string text = lines.str();
  for (const char* part : {"token", "secret", "hush-hush", "127.0.0.1"})
    EXPECT_THAT(text, Not(HasSubstr(part)));
  const auto line_with = [&](std::string_view part) {
    const auto at = text.find(part);
    if (at == std::string::npos) return std::string();
    const auto start = text.rfind('\n', at) + 1;
    return text.substr(start, text.find('\n', at) - start);
  };
  EXPECT_THAT(line_with("till-1"),
              HasSubstr(R"("method":"GET","route":"/other","status":404,"duration_ms":)"));
  EXPECT_THAT(line_with("till-1"), Not(HasSubstr("code")));
  EXPECT_THAT(line_with("till-2"), HasSubstr(R"("code":"cooldown_active")"));
  EXPECT_THAT(line_with("till-3"), HasSubstr("the cellar is flooded"));
  EXPECT_THAT(text, HasSubstr(R"("status":500)"));
  EXPECT_THAT(text, HasSubstr(R"("route":"-","status":400)"));
}

TEST(Offload, ComesBackWithTheValueOrTheFault) {
  ThreadPool pool(1, 1);
  boost::asio::io_context context;
  const auto caller = std::this_thread::get_id();
  std::vector<std::string> seen;
  boost::asio::co_spawn(
      context,
      [&]() -> boost::asio::awaitable<void> {
        const auto worker = co_await offload(pool, [] { return std::this_thread::get_id(); });
        seen.push_back(worker == caller ? "same thread" : "other thread");
        seen.push_back(std::this_thread::get_id() == caller ? "back" : "lost");
        try {
          co_await offload(pool, []() -> int { throw std::runtime_error("fault"); });
        } catch (const std::runtime_error& fault) {
          seen.emplace_back(fault.what());
        }
      },
      boost::asio::detached);
  context.run();
  EXPECT_EQ(seen, (std::vector<std::string>{"other thread", "back", "fault"}));
}

TEST(Offload, RefusesWhenTheQueueIsFull) {
  std::promise<void> release;
  ThreadPool pool(1, 1);
  std::promise<void> started;
  ASSERT_TRUE(pool.submit([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  ASSERT_TRUE(pool.submit([] {}));
  boost::asio::io_context context;
  bool is_refused = false;
  boost::asio::co_spawn(
      context,
      [&]() -> boost::asio::awaitable<void> {
        try {
          co_await offload(pool, [] { return 1; });
        } catch (const Overloaded&) {
          is_refused = true;
        }
      },
      boost::asio::detached);
  context.run();
  release.set_value();
  EXPECT_TRUE(is_refused);
}

}  // namespace
}  // namespace loyalty::http::testing
