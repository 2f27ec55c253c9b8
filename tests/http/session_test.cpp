#include "http/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/edge_fixture.hpp"
#include "http/request_id.hpp"

namespace loyalty::http::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ServeConnection, AnswersRequestsOneAfterTheOther) {
  const RunningServer server;
  Client client(server.port());
  for (int i = 0; i < 3; ++i) {
    const Answer answer = client.ask(get("/hello"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answer.header("content-length"), "5");
    EXPECT_EQ(answer.header("content-type"), "text/plain");
    EXPECT_EQ(answer.header("connection"), "-");
  }
}

TEST(ServeConnection, GivesTheApplicationWhatWasAsked) {
  const RunningServer server;
  const Answer answer = Client(server.port()).ask(post("/echo?a=1%202&b", "the body", "X-Some: Thing \r\n"));
  EXPECT_EQ(
      answer.body,
      "POST\n/echo\nquery a=1 2\nquery b=\nheader host=shop\nheader content-length=8\nheader x-some=Thing\n"
      "address 127.0.0.1\nhttps no\nbody the body");
}

TEST(ServeConnection, SetsSecurityHeadersAndTheDate) {
  const RunningServer server;
  Client client(server.port());
  const Answer answer = client.ask(get("/hello"));
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(answer.header("referrer-policy"), "same-origin");
  EXPECT_THAT(answer.header("date"), EndsWith(" GMT"));
  const Answer own = client.ask(get("/own-headers"));
  EXPECT_EQ(own.header("cache-control"), "max-age=60");
  EXPECT_EQ(own.headers.count("cache-control"), 1U);
  EXPECT_EQ(own.header("content-length"), "0");
}

TEST(ServeConnection, AnswersPipelinedRequestsInOrder) {
  const RunningServer server;
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += post("/echo?i=" + std::to_string(i), "body " + std::to_string(i));
  requests += get("/slow") + get("/hello");
  client.send(requests);
  for (int i = 0; i < 50; ++i) {
    const Answer answer = client.receive();
    EXPECT_THAT(answer.body, HasSubstr("query i=" + std::to_string(i) + "\n"));
    EXPECT_THAT(answer.body, EndsWith("body body " + std::to_string(i)));
  }
  EXPECT_EQ(client.receive().body, "slow");
  EXPECT_EQ(client.receive().body, "hello");
}

TEST(ServeConnection, AnswersHeadLikeGetWithoutTheBody) {
  RunningServer server;
  Client client(server.port());
  const Answer answer = client.send("HEAD /hello HTTP/1.1\r\nHost: shop\r\n\r\n").receive(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-length"), "5");
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
  const Answer echo = client.send("HEAD /echo HTTP/1.1\r\nHost: shop\r\n\r\n" + get("/hello")).receive(true);
  EXPECT_EQ(echo.status, 200);
  EXPECT_EQ(client.receive().body, "hello");
}

TEST(ServeConnection, SendsNoBodyWithStatusesThatHaveNone) {
  const RunningServer server;
  Client client(server.port());
  for (const auto& [path, status] : {std::pair("/empty", 204), std::pair("/unchanged", 304)}) {
    const Answer answer = client.ask(get(path));
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.header("content-length"), "-");
  }
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServeConnection, SpeaksHttp10) {
  const RunningServer server;
  Client closing(server.port());
  const Answer answer = closing.ask("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(closing.ends_within(2s));
  Client keeping(server.port());
  for (int i = 0; i < 2; ++i) {
    const Answer kept = keeping.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.body, "hello");
    EXPECT_EQ(kept.header("connection"), "keep-alive");
  }
}

TEST(ServeConnection, ClosesWhenAskedTo) {
  const RunningServer server;
  Client client(server.port());
  const Answer answer = client.ask(get("/hello", "Connection: close\r\n"));
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.ends_within(2s));
}

TEST(ServeConnection, AnswersAClientThatHasSentItsLast) {
  const RunningServer server;
  Client client(server.port());
  client.send(get("/slow")).end_sending();
  EXPECT_EQ(client.receive().body, "slow");
  EXPECT_TRUE(client.ends_within(2s));
}

TEST(ServeConnection, ReadsARequestThatComesByteByByte) {
  const RunningServer server;
  Client client(server.port());
  for (const char byte : post("/echo?x=1", "body", "X-Long: " + std::string(40, 'y') + "\r\n")) {
    client.send(std::string_view(&byte, 1));
    std::this_thread::sleep_for(1ms);
  }
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, EndsWith("body body"));
}

TEST(ServeConnection, PassesOverAnEmptyLineBeforeARequest) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("\r\n" + get("/hello")).body, "hello");
  client.send("\r");
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(client.ask("\n" + get("/hello")).body, "hello");
}

TEST(ServeConnection, ReadsChunkedBodies) {
  const RunningServer server;
  Client client(server.port());
  const std::string head = "POST /echo HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_THAT(client.ask(head + "5\r\nhello\r\n7;note=1\r\n, world\r\n0\r\n\r\n").body,
              EndsWith("body hello, world"));
  EXPECT_THAT(client.ask(head + "0\r\n\r\n").body, EndsWith("body "));
  const Answer trailed = client.ask(head + "1\r\na\r\n0\r\nX-Trailer: forged\r\n\r\n");
  EXPECT_THAT(trailed.body, EndsWith("body a"));
  EXPECT_THAT(trailed.body, Not(HasSubstr("x-trailer")));
  for (const char byte : head + "5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n") {
    client.send(std::string_view(&byte, 1));
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_THAT(client.receive().body, EndsWith("body helloabc"));
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServeConnection, TellsAWaitingClientToContinue) {
  const RunningServer server;
  Client client(server.port());
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: shop\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
  EXPECT_EQ(client.ask(head).status, 100);
  EXPECT_THAT(client.ask("body").body, EndsWith("body body"));
  EXPECT_EQ(client.ask(head + "body").status, 200) << "the body was there already";
  const std::string http_1_0 =
      "POST /echo HTTP/1.0\r\nExpect: something\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\nbody";
  EXPECT_EQ(client.ask(http_1_0).status, 200);
}

TEST(ServeConnection, RefusesOtherExpectations) {
  const RunningServer server;
  Client client(server.port());
  const Answer answer = client.ask(get("/hello", "Expect: 200-ok\r\n"));
  EXPECT_EQ(answer.status, 417);
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(ServeConnection, SendsLargeAnswersWhole) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask(get("/large")).body, large_body());
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServeConnection, SendsManyLargeAnswersAtOnce) {
  const RunningServer server;
  std::vector<Client> clients;
  for (int i = 0; i < 4; ++i) clients.emplace_back(server.port()).send(get("/large") + get("/hello"));
  for (Client& client : clients) {
    EXPECT_EQ(client.receive().body, large_body());
    EXPECT_EQ(client.receive().body, "hello");
  }
}

TEST(FenceHandler, TurnsExceptionsIntoAnswers) {
  const RunningServer server;
  Client client(server.port());
  for (const char* path : {"/throw", "/throw-odd", "/bad-header"}) {
    const Answer answer = client.ask(get(path));
    EXPECT_EQ(answer.status, 500) << path;
    EXPECT_THAT(answer.body, StartsWith("internal")) << path;
    EXPECT_EQ(answer.header("set-cookie"), "-");
    EXPECT_EQ(answer.header("connection"), "-") << "the request was read whole, so the connection goes on";
  }
  const Answer overloaded = client.ask(get("/overloaded"));
  EXPECT_EQ(overloaded.status, 503);
  EXPECT_EQ(overloaded.header("retry-after"), "1");
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(NameRequest, TakesTheCallersIdWhenWellFormed) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask(get("/hello", "X-Request-Id: till-7.a_B\r\n")).header("x-request-id"), "till-7.a_B");
  EXPECT_THAT(client.ask(get("/throw", "X-Request-Id: till-8\r\n")).body, EndsWith(" till-8"));
  for (const std::string& id :
       {std::string("a b"), std::string(65, 'x'), std::string("a\"b"), std::string()}) {
    const std::string given =
        client.ask(get("/hello", "X-Request-Id: " + id + "\r\n")).header("x-request-id");
    EXPECT_TRUE(is_request_id(given)) << given;
    EXPECT_NE(given, id);
  }
  EXPECT_NE(client.ask(get("/hello")).header("x-request-id"),
            client.ask(get("/hello")).header("x-request-id"));
}

TEST(NameRequest, NamesWhatCannotBeReadToo) {
  const RunningServer server;
  EXPECT_TRUE(is_request_id(Client(server.port()).ask("nonsense\r\n\r\n").header("x-request-id")));
  const Answer named =
      Client(server.port()).ask("GET / HTTP/1.1\r\nX-Request-Id: till-9\r\nHost: a/b\r\n\r\n");
  EXPECT_EQ(named.status, 400);
  EXPECT_EQ(named.header("x-request-id"), "till-9");
}

TEST(FindClient, BelievesATrustedPeer) {
  Settings settings;
  settings.trusted_proxies = {"127.0.0.0/8"};
  const RunningServer server(settings);
  const std::string headers = "X-Forwarded-For: 203.0.113.5\r\nX-Forwarded-Proto: https\r\n";
  const Answer answer = Client(server.port()).ask(get("/echo", headers));
  EXPECT_THAT(answer.body, HasSubstr("address 203.0.113.5\nhttps yes\n"));
  const RunningServer distrustful;
  const Answer direct = Client(distrustful.port()).ask(get("/echo", headers));
  EXPECT_THAT(direct.body, HasSubstr("address 127.0.0.1\nhttps no\n"));
}

}  // namespace
}  // namespace loyalty::http::testing
