// The server is killed while it works: what was acknowledged is there, and nothing is there twice.
#include <chrono>
#include <csignal>
#include <random>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/load.hpp"
#include "e2e/reckoning.hpp"
#include "e2e/scale.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::IsEmpty;

constexpr int rounds = 20;
constexpr int cards_count = 12;
TEST(Kill, KeepsEveryAcknowledgedOperationExactlyOnce) {
  const auto seed = choose_seed();
  std::mt19937_64 random(seed);
  Shop shop({.program = load_program});
  const auto cards = enrol_some(shop, cards_count);
  int rows_expected = 0;
  std::size_t unanswered = 0;
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const auto from = format_rfc3339(system_now() - 1s);
    Load load(shop, cards, {.seed = random()});
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 170));
    shop.server().kill_now();
    auto attempts = load.finish();
    for (const auto& attempt : attempts) unanswered += attempt.reply ? 0 : 1;
    shop.start_again();
    ASSERT_NO_FATAL_FAILURE(send_again(shop.client(), attempts));
    expect_each_once(attempts, count_rows(shop, "?from=" + from));
    for (const auto& attempt : attempts) rows_expected += attempt.rows();
    if (HasFailure()) break;
  }
  EXPECT_GT(unanswered, 0U) << "no request was ever in flight when the server was killed";
  EXPECT_GT(rows_expected, rounds * 6) << "hardly any load";
  int rows = 0;
  for (const auto& [key, count] : count_rows(shop)) rows += count;
  EXPECT_EQ(rows, rows_expected);
  EXPECT_EQ(shop.server().stop(), 0);
  const auto ledger = check_ledger(shop.database_url());
  EXPECT_THAT(ledger.faults, IsEmpty());
  EXPECT_EQ(ledger.cards, cards_count);
  EXPECT_GT(ledger.lots, rounds) << "hardly any points";
}

TEST(Kill, DuringTheFirstStartLeavesADatabaseThatStarts) {
  const auto seed = choose_seed();
  std::mt19937_64 random(seed);
  for (int round = 0; round < scaled(20); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const Place place(test::Tables::none);
    {
      Process starting({.arguments = {"serve", "--migrate"}, .settings = make_settings(place.url())});
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 100));
      starting.send_signal(SIGKILL);
      starting.wait(10s);
    }
    Server server(place.url());
    EXPECT_EQ(Client(server.port()).get("/readyz").status, 200);
    EXPECT_EQ(server.stop(), 0);
  }
}

TEST(Terminate, AnswersWhatIsInHandAndLosesNothing) {
  const auto seed = choose_seed();
  std::mt19937_64 random(seed);
  Shop shop({.program = load_program});
  const auto cards = enrol_some(shop, cards_count);
  for (int round = 0; round < scaled(5); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const auto from = format_rfc3339(system_now() - 1s);
    Load load(shop, cards, {.seed = random()});
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 150));
    const auto asked_at = steady_now();
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_LT(steady_now() - asked_at, 10s);
    EXPECT_EQ(shop.server().process().errors(), "");
    const auto attempts = load.finish();
    shop.start_again();
    // A row that nobody was told of would be a request that was in hand and not answered.
    expect_each_once(attempts, count_rows(shop, "?from=" + from));
  }
  EXPECT_EQ(shop.server().stop(), 0);
  EXPECT_THAT(check_ledger(shop.database_url()).faults, IsEmpty());
}

}  // namespace
}  // namespace loyalty::e2e
