// Bodies that are made while they are sent.
#include "http/body_source.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/log.hpp"
#include "http/edge_fixture.hpp"

namespace loyalty::http::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string all_pieces = "firstsecond of 26 bytes, in hex" + std::string(4096, 'p');

std::string get_1_0(std::string_view target, std::string_view more_headers = "") {
  return "GET " + std::string(target) + " HTTP/1.0\r\n" + std::string(more_headers) + "\r\n";
}

std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

bool has_no_source(RunningServer& server) {
  return eventually([&] { return server.application().sources == 0; });
}

TEST(SendSource, InChunks) {
  const RunningServer server;
  const std::string answer =
      Client(server.port()).send(get("/pieces", "Connection: close\r\n")).receive_all();
  EXPECT_THAT(answer, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(body_of(answer), "5\r\nfirst\r\n1a\r\nsecond of 26 bytes, in hex\r\n1000\r\n" +
                                 std::string(4096, 'p') + "\r\n0\r\n\r\n");
}

TEST(SendSource, WithoutAPiece) {
  const RunningServer server;
  const auto answer = Client(server.port()).send(get("/no-pieces", "Connection: close\r\n")).receive_all();
  EXPECT_EQ(body_of(answer), "0\r\n\r\n");
}

TEST(SendSource, AndGoesOnWithTheConnection) {
  RunningServer server;
  Client client(server.port());
  client.send(get("/pieces") + get("/hello") + get("/pieces"));
  EXPECT_EQ(client.receive().body, all_pieces);
  EXPECT_EQ(client.receive().body, "hello");
  EXPECT_EQ(client.receive().body, all_pieces);
  EXPECT_EQ(client.ask(get("/slow-pieces")).body, all_pieces.substr(0, 31));
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
  EXPECT_TRUE(has_no_source(server));
}

TEST(SendSource, UntilTheConnectionEndsInHttp10) {
  const RunningServer server;
  for (const char* const header : {"", "Connection: keep-alive\r\n"}) {
    Client client(server.port());
    const std::string answer = client.send(get_1_0("/pieces", header)).receive_all();
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n")) << header;
    EXPECT_THAT(answer, Not(HasSubstr("Transfer-Encoding"))) << header;
    EXPECT_THAT(answer, Not(HasSubstr("Content-Length"))) << header;
    EXPECT_EQ(body_of(answer), all_pieces) << header;
  }
}

TEST(SendSource, NotForHead) {
  RunningServer server;
  Client client(server.port());
  const auto answer = client.send("HEAD /pieces HTTP/1.1\r\nHost: shop\r\n\r\n").receive(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
  EXPECT_EQ(server.application().pieces_made, 0);
  EXPECT_TRUE(has_no_source(server));
}

TEST(SendSource, NotWithAStatusThatHasNoBody) {
  RunningServer server;
  Client client(server.port());
  const auto answer = client.ask(get("/unsent"));
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("transfer-encoding"), "-");
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
  EXPECT_EQ(server.application().pieces_made, 0);
}

// What the server logged while the client did something.
template <class Work>
std::string log_of(Work work) {
  flush_log();
  std::ostringstream lines;
  std::streambuf* const before = std::cout.rdbuf(lines.rdbuf());
  start_log(LogLevel::info, LogFormat::json);
  work();
  flush_log();
  start_log(LogLevel::warn, LogFormat::text);
  std::cout.rdbuf(before);
  return lines.str();
}

TEST(FailSource, ShowsThatTheAnswerIsNotWhole) {
  for (const char* const path : {"/broken", "/broken-odd"}) {
    std::string metrics;
    const std::string lines = log_of([&] {
      RunningServer server;
      Client client(server.port());
      const std::string answer = client.send(get(path, "X-Request-Id: till-1\r\n")).receive_all();
      EXPECT_THAT(answer, EndsWith("\r\n\r\n5\r\nfirst\r\n")) << path;
      EXPECT_TRUE(has_no_source(server));
      EXPECT_TRUE(eventually(
          [&] { return server.metrics().find("loyalty_http_connections 0") != std::string::npos; }));
      EXPECT_EQ(Client(server.port()).ask(get("/hello")).body, "hello");
      metrics = server.metrics();
    });
    EXPECT_THAT(metrics, HasSubstr(R"(loyalty_http_refusals_total{code="internal"} 1)"));
    EXPECT_THAT(lines, HasSubstr(R"("event":"request_failed","request_id":"till-1")"));
    EXPECT_THAT(lines, HasSubstr(R"("bytes":5,"request_id":"till-1","code":"internal")"));
  }
}

// Here only a reset tells a cut from the end.
TEST(FailSource, ResetsTheConnectionInHttp10) {
  const RunningServer server;
  Client client(server.port());
  client.send(get_1_0("/broken"));
  EXPECT_TRUE(client.is_reset());
}

TEST(CountSource, AtItsEndWithItsBytes) {
  std::string metrics;
  const std::string lines = log_of([&] {
    RunningServer server;
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/pieces", "X-Request-Id: till-1\r\n")).body, all_pieces);
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
    metrics = server.metrics();
  });
  EXPECT_THAT(metrics,
              HasSubstr(R"(loyalty_http_requests_total{method="GET",route="/source",status="200"} 1)"));
  EXPECT_THAT(lines,
              HasSubstr("\"bytes\":" + std::to_string(all_pieces.size()) + R"(,"request_id":"till-1")"));
}

// How many pieces fit into the buffers of a connection is the system's affair; that it is not all of them is
// ours.
TEST(WaitForClient, BeforeTheNextPiece) {
  RunningServer server;
  Client client(server.port());
  client.set_receive_buffer(4096);
  client.send(get("/endless"));
  int made = 0;
  EXPECT_TRUE(eventually([&] {
    const int before = std::exchange(made, server.application().pieces_made);
    return made > 0 && made == before;
  }));
  EXPECT_LT(made, 1000);
  EXPECT_EQ(server.application().sources, 1);
}

TEST(WaitForClient, NoLongerThanTheWriteTime) {
  Settings settings;
  settings.limits.write_time = 200ms;
  RunningServer server(settings);
  Client client(server.port());
  client.set_receive_buffer(4096);
  client.send(get("/endless"));
  EXPECT_TRUE(eventually([&] { return server.application().pieces_made > 0; }));
  EXPECT_TRUE(has_no_source(server));
}

// Each piece has the whole time, however long the body takes.
TEST(WaitForClient, AsLongAsItTakesPieces) {
  Settings settings;
  settings.limits.write_time = 100ms;
  const RunningServer server(settings);
  EXPECT_EQ(Client(server.port()).ask(get("/slow-pieces")).body, all_pieces.substr(0, 31));
}

TEST(WaitForClient, UntilItGoesAway) {
  RunningServer server;
  {
    Client client(server.port());
    client.send(get("/endless"));
    EXPECT_TRUE(eventually([&] { return server.application().pieces_made > 0; }));
  }
  EXPECT_TRUE(has_no_source(server));
}

TEST(StopWhileSending, LetsTheSourceFinish) {
  RunningServer server;
  Client client(server.port());
  client.send(get("/slow-pieces"));
  EXPECT_TRUE(eventually([&] { return server.application().pieces_made > 0; }));
  server.stop();
  EXPECT_EQ(client.receive().body, all_pieces.substr(0, 31));
  EXPECT_TRUE(client.ends_within(5s));
  server.join();
}

TEST(StopWhileSending, CutsASourceThatTakesTooLong) {
  Settings settings;
  settings.limits.shutdown_time = 200ms;
  RunningServer server(settings);
  Client client(server.port());
  client.set_receive_buffer(4096);
  client.send(get_1_0("/endless"));
  EXPECT_TRUE(eventually([&] { return server.application().pieces_made > 0; }));
  server.stop();
  server.join();
  EXPECT_TRUE(client.is_reset());
}

}  // namespace
}  // namespace loyalty::http::testing
