// The server is killed while it works: what was acknowledged is there, and nothing is there twice.
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/load.hpp"
#include "e2e/scale.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::IsEmpty;

constexpr int rounds = 20;
constexpr int tills = 6;
constexpr int cards_count = 12;
const std::string transactions_path = std::string(api) + "/vendor/loyalty/transactions";

std::vector<EnrolledCard> enrol_some(Shop& shop, int count) {
  std::vector<EnrolledCard> cards;
  for (int i = 0; i < count; ++i) cards.push_back(shop.enrol("guest" + std::to_string(i)));
  return cards;
}

// How many rows of the history carry each note, which is the attempt's key.
std::map<std::string, int> count_rows(Shop& shop, const std::string& query = {}) {
  std::map<std::string, int> rows;
  for (const auto& row : shop.list_all(transactions_path + query, shop.staff())) {
    ++rows[std::string(row.at("notes").as_string())];
  }
  return rows;
}

// Sends everything again with its key. What had its answer must get it once more; what had none gets one now.
void send_again(Shop& shop, std::vector<Attempt>& attempts) {
  for (auto& attempt : attempts) {
    const auto again = shop.client().ask(attempt.ask);
    if (attempt.is_settled()) {
      ASSERT_EQ(again.status, attempt.reply->status) << attempt.ask.key;
      ASSERT_EQ(again.body, attempt.reply->body) << attempt.ask.key;
      ASSERT_EQ(again.header("idempotent-replayed"), "true") << attempt.ask.key;
    } else {
      ASSERT_TRUE(again.status == 200 || again.status == 409) << again.body;
      attempt.reply = again;
    }
  }
}

// The rows of each attempt that was accepted, none for the others.
void expect_each_once(const std::vector<Attempt>& attempts, std::map<std::string, int> rows) {
  for (const auto& attempt : attempts) {
    EXPECT_EQ(rows[attempt.ask.key], attempt.rows()) << attempt.ask.key;
  }
}

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
    Load load(shop, cards, tills, random());
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 170));
    shop.server().kill_now();
    auto attempts = load.finish();
    for (const auto& attempt : attempts) unanswered += attempt.reply ? 0 : 1;
    shop.start_again();
    ASSERT_NO_FATAL_FAILURE(send_again(shop, attempts));
    expect_each_once(attempts, count_rows(shop, "?from=" + from));
    for (const auto& attempt : attempts) rows_expected += attempt.rows();
    if (HasFailure()) break;
  }
  EXPECT_GT(unanswered, 0U) << "no request was ever in flight when the server was killed";
  EXPECT_GT(rows_expected, rounds * tills) << "hardly any load";
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
    Load load(shop, cards, tills, random());
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
