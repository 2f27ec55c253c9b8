// PostgreSQL is stopped, started and killed while the shop works: the server says so and goes on by itself,
// nothing is lost and nothing is there twice.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/reckoning.hpp"
#include "e2e/scale.hpp"
#include "support/postgres.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::HasSubstr;

constexpr int cards_count = 12;
constexpr auto patience_max = is_sanitized ? 180s : 90s;

class PostgresAway : public ::testing::Test {
 protected:
  static std::string make_database(const std::string& server) {
    test::PostgresSession(server).run("CREATE DATABASE shop");
    const auto url = test::with_database(server, "shop");
    EXPECT_EQ(run({.arguments = {"migrate"}, .settings = make_settings(url)}).exit_code, 0);
    return url;
  }
  // The first answer with that status to somebody who is there only to look; none when it does not come.
  Reply wait_for(int status, const std::string& target) {
    const auto give_up_at = steady_now() + patience_max;
    auto reply = shop.client().get(target, shop.staff());
    while (reply.status != status && steady_now() < give_up_at) {
      std::this_thread::sleep_for(10ms);
      reply = shop.client().get(target, shop.staff());
    }
    EXPECT_EQ(reply.status, status) << target;
    return reply;
  }
  void expect_told_to_come_back() {
    const auto reply = wait_for(503, cards_path);
    EXPECT_EQ(reply.code(), "overloaded");
    EXPECT_NE(reply.header("retry-after"), "");
    EXPECT_EQ(wait_for(503, "/readyz").header("content-type"), "application/problem+json");
    EXPECT_EQ(shop.client().get("/healthz").status, 200) << "the server itself is well";
  }

  // `interrupt` takes the database away.
  template <class Interrupt>
  void interrupt_again_and_again(Interrupt interrupt) {
    const auto cards = enrol_some(shop, cards_count);
    const auto pid = shop.server().process().pid();
    Load load(shop, cards, {.seed = choose_seed(), .patience = Patience::endless});
    for (int round = 0; round < scaled(4); ++round) {
      load.wait_for_more(40);
      interrupt();
      expect_told_to_come_back();
      postgres.start_again();
      wait_for(200, "/readyz");
    }
    load.wait_for_more(40);
    auto attempts = load.finish();
    expect_only_told_to_come_back(attempts);
    send_again(shop.client(), attempts);
    expect_whole_history(shop, attempts);
    EXPECT_EQ(shop.server().process().pid(), pid);
    EXPECT_TRUE(shop.server().process().is_running());
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_EQ(shop.server().process().errors(), "");
    EXPECT_THAT(shop.server().log(), HasSubstr("database_back"));
  }
  static void expect_only_told_to_come_back(const std::vector<Attempt>& attempts) {
    std::size_t refused = 0;
    for (const auto& attempt : attempts) {
      EXPECT_TRUE(attempt.is_settled()) << attempt.ask.key;
      EXPECT_EQ(attempt.unanswered, 0) << "the server hung up";
      for (const auto& failure : attempt.failures) {
        EXPECT_EQ(failure.status, 503) << failure.body;
        EXPECT_NE(failure.header("retry-after"), "");
      }
      refused += attempt.failures.size();
    }
    EXPECT_GT(refused, 0U) << "nobody noticed";
  }

  const std::string cards_path = std::string(api) + "/vendor/loyalty/cards?limit=1";
  // What was committed is on the disk, as in the real world.
  test::PostgresServer postgres{{.durability = test::Durability::real}};
  Shop shop{{.program = load_program, .database_url = make_database(postgres.url())}};
};

TEST_F(PostgresAway, RestartsAndNothingIsLostOrDoubled) {
  interrupt_again_and_again([this] { postgres.stop_fast(); });
}

TEST_F(PostgresAway, IsKilledAndNothingIsLostOrDoubled) {
  interrupt_again_and_again([this] { postgres.kill_hard(); });
}

}  // namespace
}  // namespace loyalty::e2e
