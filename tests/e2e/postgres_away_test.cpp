// PostgreSQL is stopped, started and killed while the shop works, or another one takes its place: the server
// says so and goes on by itself, nothing is lost and nothing is there twice.
#include <stdexcept>
#include <string>
#include <thread>
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

// What was committed is on the disk, as in the real world.
constexpr test::Durability real = test::Durability::real;

struct OneServer {
  std::string url() const { return primary.url(); }

  test::PostgresServer primary{{.durability = real}};
};

// The standby has everything that anybody was told is kept.
struct WithStandby {
  WithStandby() {
    test::PostgresSession session(primary.url());
    session.run("ALTER SYSTEM SET synchronous_standby_names = '*'");
    session.run("SELECT pg_reload_conf()");
    const auto give_up_at = steady_now() + patience_max;
    while (session.value("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1") {
      if (steady_now() > give_up_at) throw std::runtime_error("the standby does not follow");
      std::this_thread::sleep_for(10ms);
    }
  }
  // Both, and the one that takes writes is the right one.
  std::string url() const {
    return "postgresql://postgres@127.0.0.1:" + std::to_string(primary.port()) +
           ",127.0.0.1:" + std::to_string(standby.port()) + "/postgres?target_session_attrs=read-write";
  }

  test::PostgresServer primary{{.durability = real}};
  test::PostgresServer standby{{.durability = real, .primary = &primary}};
};

template <class Servers>
class Interrupted : public ::testing::Test {
 protected:
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

  // `interrupt` takes the database away, `bring_back` makes it or its like answer again.
  template <class Interrupt, class BringBack>
  void interrupt_under_load(int rounds, Interrupt interrupt, BringBack bring_back) {
    const auto cards = enrol_some(shop, cards_count);
    const auto pid = shop.server().process().pid();
    Load load(shop, cards, {.seed = choose_seed(), .patience = Patience::endless});
    for (int round = 0; round < rounds; ++round) {
      load.wait_for_more(40);
      interrupt();
      expect_told_to_come_back();
      bring_back();
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
  Servers postgres;
  Shop shop{{.program = load_program, .database_url = make_database(postgres.url())}};
};

using PostgresAway = Interrupted<OneServer>;

TEST_F(PostgresAway, RestartsAndNothingIsLostOrDoubled) {
  interrupt_under_load(
      scaled(4), [this] { postgres.primary.stop_fast(); }, [this] { postgres.primary.start_again(); });
}

TEST_F(PostgresAway, IsKilledAndNothingIsLostOrDoubled) {
  interrupt_under_load(
      scaled(4), [this] { postgres.primary.kill_hard(); }, [this] { postgres.primary.start_again(); });
}

using PostgresFailOver = Interrupted<WithStandby>;

TEST_F(PostgresFailOver, LosesAndDoublesNothing) {
  interrupt_under_load(1, [this] { postgres.primary.kill_hard(); }, [this] { postgres.standby.promote(); });
}

}  // namespace
}  // namespace loyalty::e2e
