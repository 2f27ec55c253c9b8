// Clients that are slow, broken or hostile, and the others who must not notice.
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/instant.hpp"
#include "e2e/scale.hpp"
#include "e2e/shop.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr auto answer_time_max = is_sanitized ? 3000ms : 1000ms;
const std::string stamp_path = std::string(api) + "/vendor/loyalty/stamp";

class BadClients : public ::testing::Test {
 protected:
  // Another client is served, and soon.
  void expect_served() {
    const auto asked_at = steady_now();
    EXPECT_EQ(Client(shop.port()).get("/healthz").status, 200);
    shop.expect(200, shop.stamp(card.number));
    EXPECT_LT(steady_now() - asked_at, answer_time_max);
  }
  // What the server answers to these bytes, until it ends the connection.
  std::string tell(const std::string& bytes) {
    Socket socket(shop.port());
    socket.send(bytes);
    bool has_ended = false;
    auto answer = socket.receive_until_end(15s, &has_ended);
    EXPECT_TRUE(has_ended) << "the connection stays open after " << bytes.substr(0, 60);
    return answer;
  }
  void TearDown() override {
    expect_served();
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_EQ(shop.server().process().errors(), "");
    EXPECT_THAT(check_ledger(shop.database_url()).faults, IsEmpty());
  }

  Shop shop;
  EnrolledCard card = shop.enrol("guest");
};

TEST_F(BadClients, AreAnsweredWithTheirFault) {
  const std::string head =
      "POST " + stamp_path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(40'000, 'x') + "\r\n\r\n", "HTTP/1.1 431"},
      {"GET /" + std::string(10'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 414"},
      {head + "Content-Length: 100000000\r\n\r\n" + std::string(70'000, 'x'), "HTTP/1.1 413"},
      {head + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n" + std::string(70'000, 'x'), "HTTP/1.1 413"},
      {head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "HTTP/1.1 400"},
      {head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400"},
      {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", "HTTP/1.1 400"},
      {std::string(5000, '\0'), "HTTP/1.1 4"},
      {"GET /healthz\r\n\r\n", "HTTP/1.1 400"},
  };
  for (const auto& [bytes, expected] : cases) {
    EXPECT_THAT(tell(bytes), StartsWith(expected)) << bytes.substr(0, 80);
    expect_served();
  }
}

TEST_F(BadClients, MayHangUpAtAnyByte) {
  const auto request = write_request(shop.stamp(card.number));
  for (std::size_t bytes = 0; bytes < request.size(); bytes += 7) {
    Socket socket(shop.port());
    socket.send(std::string_view(request).substr(0, bytes));
  }
  // The whole request counts even when its sender does not wait for the answer.
  {
    Socket(shop.port()).send(request);
  }
  expect_served();
}

TEST_F(BadClients, WhoAreSlowAreCutOff) {
  Socket silent_in_head(shop.port());
  silent_in_head.send("GET /healthz HTTP/1.1\r\nHost:");
  Socket dripping(shop.port());
  Socket silent_in_body(shop.port());
  silent_in_body.send("POST " + stamp_path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{");
  std::vector<std::jthread> slow;
  std::vector<std::string> answers(3);
  const auto started = steady_now();
  std::chrono::milliseconds dripping_time{};
  slow.emplace_back([&] { answers[0] = silent_in_head.receive_until_end(40s); });
  slow.emplace_back([&] { answers[1] = silent_in_body.receive_until_end(40s); });
  slow.emplace_back([&] {
    dripping.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Drip: ");
    while (dripping.receive(answers[2], 300ms) == Socket::Received::timed_out &&
           steady_now() - started < 40s) {
      dripping.send("x");
    }
    dripping_time = std::chrono::duration_cast<std::chrono::milliseconds>(steady_now() - started);
  });
  for (int i = 0; i < 20; ++i) {
    expect_served();
    std::this_thread::sleep_for(500ms);
  }
  slow.clear();
  for (const auto& answer : answers) EXPECT_THAT(answer, StartsWith("HTTP/1.1 408"));
  EXPECT_LT(dripping_time, 20s) << "each byte must not buy more time";
}

TEST_F(BadClients, InGreatNumberLeaveRoomForOthers) {
  constexpr int count = 500;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  std::vector<Socket> crowd;
  for (int i = 0; i < count; ++i) {
    crowd.emplace_back(shop.port());
    ASSERT_TRUE(crowd.back().is_open());
    // A third is silent, a third stops in the middle, a third has asked and does not listen.
    if (i % 3 == 1) crowd.back().send("GET /healthz HTTP/1.1\r\nHo");
    if (i % 3 == 2) crowd.back().send("GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  for (int i = 0; i < 5; ++i) expect_served();
  const auto metrics = shop.client().get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("loyalty_"));
  int answered = 0;
  for (int i = 1; i < count; i += 3) {
    auto& socket = crowd[static_cast<std::size_t>(i)];
    socket.send("st: a\r\nConnection: close\r\n\r\n");
    answered += socket.receive_until_end(10s).starts_with("HTTP/1.1 200") ? 1 : 0;
  }
  EXPECT_EQ(answered, (count + 1) / 3) << "those who go on in time are served";
}

}  // namespace
}  // namespace loyalty::e2e
