#include "outgoing/courier.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/certificate.hpp"
#include "support/h2_server.hpp"
#include "support/http_server.hpp"
#include "support/service.hpp"

namespace loyalty::outgoing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::H2Server;
using test::HttpServer;
using test::make_answer;
using test::Then;
using testing::HasSubstr;

constexpr seconds soon{5};

HttpRequest get(const std::string& url) { return {.url = url, .reach = Reach::anywhere}; }

FailureKind fails(Courier& courier, HttpRequest request) {
  const auto outcome = courier.send_now(std::move(request));
  EXPECT_FALSE(outcome.has_value());
  if (outcome) return {};
  EXPECT_NE(outcome.error().reason, "");
  return outcome.error().kind;
}

std::vector<HttpOutcome> send_all(Courier& courier, const std::vector<HttpRequest>& requests) {
  std::vector<std::promise<HttpOutcome>> answers(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    courier.send(requests[i],
                 [&answer = answers[i]](HttpOutcome outcome) { answer.set_value(std::move(outcome)); });
  }
  std::vector<HttpOutcome> outcomes;
  for (auto& answer : answers) outcomes.push_back(answer.get_future().get());
  return outcomes;
}

class CourierOfHttp : public testing::Test {
 protected:
  HttpServer server;
  Courier courier;
};

TEST_F(CourierOfHttp, BringsARequestAndItsAnswer) {
  server.answer("/a?b=c",
                {make_answer("an answer", "418 I'm a teapot", "X-One: 1\r\nx-one: 2\r\nEmpty:\r\n")});
  auto request = get(server.url("/a?b=c"));
  request.method = "PATCH";
  request.headers = {{"Authorization", "Bearer abc"}, {"X-Nothing", ""}};
  request.body = std::string("a\0b", 3);
  const auto outcome = courier.send_now(request);
  ASSERT_TRUE(outcome) << outcome.error().reason;
  EXPECT_EQ(outcome->status, 418);
  EXPECT_EQ(outcome->body, "an answer");
  EXPECT_EQ(outcome->header("X-ONE"), "1");
  EXPECT_EQ(outcome->header("empty"), "");
  EXPECT_EQ(outcome->header("absent"), "");
  ASSERT_EQ(server.requests().size(), 1u);
  const auto sent = server.requests().front();
  EXPECT_THAT(sent, testing::StartsWith("PATCH /a?b=c HTTP/1.1\r\n"));
  EXPECT_THAT(sent, testing::EndsWith(request.body));
  EXPECT_THAT(sent, testing::AllOf(HasSubstr("Authorization: Bearer abc\r\n"), HasSubstr("X-Nothing:\r\n"),
                                   HasSubstr("Content-Length: 3\r\n"), HasSubstr("User-Agent: loyalty\r\n")));
  EXPECT_THAT(sent, testing::Not(testing::AnyOf(HasSubstr("Content-Type"), HasSubstr("Expect"),
                                                HasSubstr("Accept-Encoding"), HasSubstr("Cookie"))));
}

TEST_F(CourierOfHttp, KnowsTheMethods) {
  server.answer("/head", {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"});
  for (const char* const method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    auto request = get(server.url("/"));
    request.method = method;
    EXPECT_TRUE(courier.send_now(request)) << method;
    EXPECT_THAT(server.requests().back(), testing::StartsWith(method + std::string(" / HTTP/1.1\r\n")));
  }
  auto head = get(server.url("/head"));
  head.method = "HEAD";
  const auto outcome = courier.send_now(head);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->body, "");
}

TEST_F(CourierOfHttp, UsesAConnectionAgain) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(courier.send_now(get(server.url("/"))));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(CourierOfHttp, OpensANewConnectionWhenTheOldOneIsGone) {
  server.answer("/", {make_answer("bye"), Then::close});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(courier.send_now(get(server.url("/"))));
  EXPECT_EQ(server.connections(), 3);
}

TEST_F(CourierOfHttp, TakesTurnsAtOnePlace) {
  server.answer("/", {make_answer("fine"), Then::go_on, milliseconds{20}});
  auto request = get(server.url("/"));
  request.at_once_max = 3;
  for (const auto& outcome : send_all(courier, std::vector(20, request))) EXPECT_TRUE(outcome);
  EXPECT_EQ(server.requests().size(), 20u);
  EXPECT_LE(server.open_at_most(), 3);
  EXPECT_GT(server.open_at_most(), 1);
}

TEST_F(CourierOfHttp, LetsNobodyWaitForAnotherPlace) {
  server.answer("/", {"", Then::hang});
  HttpServer other;
  std::vector<std::promise<HttpOutcome>> hanging(12);
  for (auto& answer : hanging) {
    courier.send(get(server.url("/")), [&](HttpOutcome outcome) { answer.set_value(std::move(outcome)); });
  }
  for (const auto& outcome : send_all(courier, std::vector(12, get(other.url("/"))))) EXPECT_TRUE(outcome);
  courier.stop();
  for (auto& answer : hanging) EXPECT_FALSE(answer.get_future().get());
}

TEST_F(CourierOfHttp, FollowsNoRedirect) {
  server.answer("/from", {make_answer("there", "302 Found", "Location: " + server.url("/to") + "\r\n")});
  const auto outcome = courier.send_now(get(server.url("/from")));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->status, 302);
  EXPECT_EQ(outcome->header("location"), server.url("/to"));
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(CourierOfHttp, GoesByWayOfNoProxy) {
  HttpServer proxy;
  const std::array variables{"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  for (const char* const variable : variables) setenv(variable, proxy.url("").c_str(), 1);
  EXPECT_TRUE(courier.send_now(get(server.url("/"))));
  for (const char* const variable : variables) unsetenv(variable);
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(proxy.connections(), 0);
}

TEST_F(CourierOfHttp, DoesNotWaitForEver) {
  struct Case {
    const char* name;
    const char* bytes;
    HttpTimes times;
  };
  constexpr milliseconds long_time{60'000};
  const Case cases[] = {
      {"before the answer", "", {.whole = milliseconds{300}}},
      {"within the headers", "HTTP/1.1 200 OK\r\nX-", {.whole = milliseconds{300}}},
      {"within the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", {.whole = milliseconds{300}}},
      {"without a byte", "", {.stalled = seconds{1}, .whole = long_time}},
      {"without another byte",
       "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
       {.stalled = seconds{1}, .whole = long_time}},
  };
  for (const auto& [name, bytes, times] : cases) {
    server.answer("/", {bytes, Then::hang});
    auto request = get(server.url("/"));
    request.times = times;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(fails(courier, request), FailureKind::timed_out) << name;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, soon) << name;
  }
}

// Somebody who does not take the connection: what waits for it fills the queue.
TEST_F(CourierOfHttp, DoesNotWaitForAConnectionForEver) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(bind(listener, plain, size), 0);
  ASSERT_EQ(listen(listener, 0), 0);
  ASSERT_EQ(getsockname(listener, plain, &size), 0);
  std::vector<int> waiting;
  for (int i = 0; i < 4; ++i) {
    waiting.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    connect(waiting.back(), plain, size);
  }
  auto request = get("http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/");
  request.times = {.connect = milliseconds{300}, .whole = milliseconds{60'000}};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(fails(courier, request), FailureKind::timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, soon);
  for (const int handle : waiting) close(handle);
  close(listener);
}

TEST_F(CourierOfHttp, SaysWhatIsWrongWithAnAnswer) {
  const std::string large(70 * 1024, 'x');
  struct Case {
    const char* name;
    test::HttpAnswer answer;
    FailureKind expected;
  };
  const Case cases[] = {
      {"reset before", {"", Then::reset}, FailureKind::broken},
      {"closed before", {"", Then::close}, FailureKind::broken},
      {"closed within the headers", {"HTTP/1.1 200 OK\r\nX-", Then::close}, FailureKind::broken},
      {"closed within the body",
       {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", Then::close},
       FailureKind::broken},
      {"nonsense", {"SSH-2.0-x\r\n", Then::close}, FailureKind::broken},
      {"too large", {make_answer(large)}, FailureKind::too_large},
      {"too large without a length",
       {"HTTP/1.1 200 OK\r\n\r\n" + large, Then::close},
       FailureKind::too_large},
      {"too large headers",
       {"HTTP/1.1 200 OK\r\nX: " + large.substr(0, 40'000) + "\r\nY: " + large.substr(0, 40'000) +
            "\r\nContent-Length: 0\r\n\r\n",
        Then::go_on},
       FailureKind::too_large},
  };
  for (const auto& [name, answer, expected] : cases) {
    server.answer("/", answer);
    EXPECT_EQ(fails(courier, get(server.url("/"))), expected) << name;
  }
  server.answer("/", {make_answer(large.substr(0, 64 * 1024))});
  const auto outcome = courier.send_now(get(server.url("/")));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->body.size(), 64u * 1024);
}

TEST_F(CourierOfHttp, FindsNobodyThere) {
  const auto port = std::to_string(test::find_service_port());
  EXPECT_EQ(fails(courier, get("http://127.0.0.1:" + port + "/")), FailureKind::unreachable);
  EXPECT_EQ(fails(courier, get("http://nowhere.invalid/")), FailureKind::unreachable);
}

TEST_F(CourierOfHttp, RefusesWhatIsNoRequest) {
  for (const char* const url :
       {"", "127.0.0.1", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://",
        "http://user@127.0.0.1/", "http://user:word@127.0.0.1/", "http://127.0.0.1:99999/",
        "http://127.0.0.1/\r\nX: 1", "smtp://127.0.0.1/"}) {
    EXPECT_EQ(fails(courier, get(url)), FailureKind::bad_request) << url;
  }
  for (const char* const method : {"", "GET /x", "GET\r\n", "G T"}) {
    auto request = get(server.url("/"));
    request.method = method;
    EXPECT_EQ(fails(courier, request), FailureKind::bad_request) << method;
  }
  const std::array wrong{Header{"X: 1\r\nY", "1"},
                         Header{"", "1"},
                         Header{"X", "1\r\nY: 2"},
                         Header{"X", "a\nb"},
                         Header{"X", std::string("a\0b", 3)},
                         Header{"X Y", "1"}};
  for (const auto& header : wrong) {
    auto request = get(server.url("/"));
    request.headers = {header};
    EXPECT_EQ(fails(courier, request), FailureKind::bad_request) << header.name << header.value;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(CourierOfHttp, RefusesThisMachineInEverySpelling) {
  const auto port = ":" + std::to_string(server.port()) + "/";
  for (const char* const host : {"127.0.0.1",
                                 "localhost",
                                 "localhost.",
                                 "LOCALHOST",
                                 "127.1",
                                 "127.0.1",
                                 "2130706433",
                                 "0x7f000001",
                                 "0x7f.1",
                                 "0177.0.0.1",
                                 "127.000.000.001",
                                 "0",
                                 "0.0.0.0",
                                 "127.255.255.254",
                                 "[::1]",
                                 "[::]",
                                 "[::ffff:127.0.0.1]",
                                 "[::ffff:7f00:1]",
                                 "[0:0:0:0:0:ffff:7f00:0001]",
                                 "[::127.0.0.1]",
                                 "[64:ff9b::127.0.0.1]",
                                 "10.0.0.1",
                                 "192.168.1.1",
                                 "169.254.169.254",
                                 "[fe80::1]",
                                 "[fc00::1]"}) {
    const auto outcome = courier.send_now(
        {.url = "http://" + std::string(host) + port, .times = {.connect = milliseconds{2'000}}});
    ASSERT_FALSE(outcome) << host;
    EXPECT_EQ(outcome.error().kind, FailureKind::refused_address) << host << ": " << outcome.error().reason;
    EXPECT_THAT(outcome.error().reason, HasSubstr("the address is not on the internet"));
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(CourierOfHttp, LendsNoConnectionToWhoMayNotGoThere) {
  ASSERT_TRUE(courier.send_now(get(server.url("/"))));
  EXPECT_EQ(fails(courier, {.url = server.url("/")}), FailureKind::refused_address);
  EXPECT_TRUE(courier.send_now(get(server.url("/"))));
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST_F(CourierOfHttp, EndsEverythingWhenItStops) {
  server.answer("/", {"HTTP/1.1 200 OK\r\n", Then::hang});
  std::atomic<int> stopped = 0;
  auto request = get(server.url("/"));
  request.at_once_max = 2;
  for (int i = 0; i < 5; ++i) {
    courier.send(request, [&](const HttpOutcome& outcome) {
      if (!outcome && outcome.error().kind == FailureKind::stopped) ++stopped;
    });
  }
  while (server.requests().empty()) std::this_thread::sleep_for(milliseconds{1});
  const auto token = courier.stop_token();
  EXPECT_FALSE(token.stop_requested());
  const auto begin = std::chrono::steady_clock::now();
  courier.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{1});
  EXPECT_EQ(stopped, 5);
  EXPECT_TRUE(token.stop_requested());
  EXPECT_EQ(fails(courier, get(server.url("/"))), FailureKind::stopped);
  courier.stop();
}

TEST_F(CourierOfHttp, TurnsAwayWhatIsTooMuch) {
  server.answer("/", {"", Then::hang});
  Courier small(CourierLimits{.in_hand_max = 2});
  std::atomic<int> stopped = 0;
  for (int i = 0; i < 2; ++i) small.send(get(server.url("/")), [&](const HttpOutcome&) { ++stopped; });
  EXPECT_EQ(fails(small, get(server.url("/"))), FailureKind::busy);
  small.stop();
  EXPECT_EQ(stopped, 2);
}

TEST_F(CourierOfHttp, TakesTheNextRequestFromWhoIsCalledBack) {
  std::promise<HttpOutcome> second;
  courier.send(get(server.url("/")), [&](const HttpOutcome&) {
    courier.send(get(server.url("/")), [&](HttpOutcome outcome) { second.set_value(std::move(outcome)); });
  });
  EXPECT_TRUE(second.get_future().get());
}

class CourierOfH2 : public testing::Test {
 protected:
  HttpRequest ask(const std::string& path) const {
    auto request = get(server.url(path));
    request.authorities = server.authority();
    request.at_once_max = 100;
    return request;
  }

  H2Server server;
  Courier courier;
};

TEST_F(CourierOfH2, SendsManyAtOnceOverOneConnection) {
  std::set<std::string> connections;
  for (const int count : {2, 50}) {
    const auto outcomes = send_all(
        courier,
        std::vector<HttpRequest>(static_cast<std::size_t>(count), ask("/together/" + std::to_string(count))));
    for (const auto& outcome : outcomes) {
      ASSERT_TRUE(outcome) << outcome.error().reason;
      EXPECT_EQ(outcome->body, "together");
      connections.emplace(outcome->header("x-connection"));
    }
  }
  EXPECT_EQ(connections, std::set<std::string>{"1"});
}

TEST_F(CourierOfH2, BringsABody) {
  auto request = ask("/echo");
  request.method = "POST";
  request.body = std::string(100'000, 'x');
  request.answer_bytes_max = 200'000;
  const auto outcome = courier.send_now(request);
  ASSERT_TRUE(outcome) << outcome.error().reason;
  EXPECT_EQ(outcome->body, "POST " + request.body);
}

TEST_F(CourierOfH2, GoesOnWhenTheServerGoesAway) {
  ASSERT_TRUE(courier.send_now(ask("/goaway")));
  const auto outcome = courier.send_now(ask("/fine"));
  ASSERT_TRUE(outcome) << outcome.error().reason;
  EXPECT_EQ(outcome->header("x-connection"), "2");
}

TEST_F(CourierOfH2, LosesOneStreamAndNotTheOthers) {
  ASSERT_TRUE(courier.send_now(ask("/fine")));
  constexpr const char* internal_error = "/reset/2";
  const auto outcomes = send_all(courier, {ask("/together/2"), ask(internal_error), ask("/together/2")});
  EXPECT_TRUE(outcomes[0]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_EQ(outcomes[1].error().kind, FailureKind::broken);
  EXPECT_TRUE(outcomes[2]);
}

TEST_F(CourierOfH2, EndsWhatHangsAndNotTheOthers) {
  auto hanging = ask("/hang");
  hanging.times.whole = milliseconds{300};
  const auto outcomes = send_all(courier, {hanging, ask("/together/2"), ask("/together/2")});
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().kind, FailureKind::timed_out);
  EXPECT_TRUE(outcomes[1]);
  EXPECT_TRUE(outcomes[2]);
}

TEST_F(CourierOfH2, TrustsNoCertificateThatDoesNotHold) {
  auto unknown = ask("/fine");
  unknown.authorities.clear();
  EXPECT_EQ(fails(courier, unknown), FailureKind::tls);
  auto other_name = ask("/fine");
  other_name.url.replace(other_name.url.find("127.0.0.1"), 9, "localhost");
  EXPECT_EQ(fails(courier, other_name), FailureKind::tls);
  auto no_file = ask("/fine");
  no_file.authorities = "/nowhere";
  EXPECT_EQ(fails(courier, no_file), FailureKind::tls);
  EXPECT_TRUE(courier.send_now(ask("/fine")));
  // Nor does what one request trusted vouch for another.
  EXPECT_EQ(fails(courier, unknown), FailureKind::tls);
}

TEST_F(CourierOfH2, EncryptsWithWhoDoesAndNobodyElse) {
  HttpServer plain;
  EXPECT_EQ(fails(courier, get("https://127.0.0.1:" + std::to_string(plain.port()) + "/")), FailureKind::tls);
}

TEST_F(CourierOfH2, ShowsWhoItIsOverAConnectionOfItsOwn) {
  const auto read = [](const std::string& path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  std::set<std::string> connections;
  for (const char* const name : {"", "pass.one", "pass.two"}) {
    auto request = ask("/fine");
    const test::Certificate certificate(name[0] == '\0' ? "unused" : name);
    if (name[0] != '\0') {
      request.identity =
          ClientIdentity{.certificate = read(certificate.certificate()), .key = read(certificate.key())};
    }
    for (int i = 0; i < 2; ++i) {
      const auto outcome = courier.send_now(request);
      ASSERT_TRUE(outcome) << outcome.error().reason;
      EXPECT_EQ(outcome->header("x-client"), name);
      connections.emplace(outcome->header("x-connection"));
    }
  }
  EXPECT_EQ(connections.size(), 3u);
}

}  // namespace
}  // namespace loyalty::outgoing
