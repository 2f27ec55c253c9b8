// Three servers on one PostgreSQL behind a round-robin: whatever one of them is told goes for all, and when
// one is killed nobody notices but its connections.
#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/reckoning.hpp"
#include "e2e/round_robin.hpp"
#include "e2e/scale.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;

constexpr std::size_t servers_count = 3;
// What docs/architecture.md says.
constexpr auto session_staleness_max = 5s;
constexpr auto patience_max = is_sanitized ? 180s : 90s;
const std::string vendor_path = std::string(api) + "/vendor/loyalty";
const std::string me = std::string(api) + "/auth/me";

class SeveralServers : public ::testing::Test {
 protected:
  SeveralServers() {
    for (std::size_t number = 0; number < servers_count; ++number) start_server(number);
  }
  void start_server(std::size_t number) {
    servers[number] = std::make_unique<Server>(place.url(), ServerOptions{.settings = settings});
    clients[number] = std::make_unique<Client>(servers[number]->port());
  }
  // The status with which each server answers.
  std::vector<int> statuses(const Ask& ask) {
    std::vector<int> all;
    for (const auto& client : clients) all.push_back(client->ask(ask).status);
    return all;
  }
  Reply ask_in_turn(const Ask& ask) { return clients[turn_++ % servers_count]->ask(ask); }
  void TearDown() override {
    for (const auto& server : servers) {
      EXPECT_EQ(server->stop(), 0);
      EXPECT_EQ(server->process().errors(), "");
    }
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_THAT(check_ledger(place.url()).faults, IsEmpty());
  }

  const test::DatabasePlace place{"postgres", test::Tables::migrated};
  const Settings settings{{"LOYALTY_TASKS", "off"}};
  // Has one more server, to which nothing happens.
  Shop shop{{.program = load_program, .server = {.settings = settings}, .database_url = place.url()}};
  std::array<std::unique_ptr<Server>, servers_count> servers;
  std::array<std::unique_ptr<Client>, servers_count> clients;

 private:
  std::size_t turn_ = 0;
};

TEST_F(SeveralServers, KeepEachOperationOnceWhenOneOfThemIsKilled) {
  const auto cards = enrol_some(shop, 12);
  RoundRobin front({servers[0]->port(), servers[1]->port(), servers[2]->port()});
  Load load(shop, cards,
            {.tills = 9, .seed = choose_seed(), .patience = Patience::endless, .port = front.port()});
  for (int round = 0; round < scaled(6); ++round) {
    const auto victim = static_cast<std::size_t>(round) % servers_count;
    load.wait_for_more(60);
    servers[victim]->kill_now();
    load.wait_for_more(60);
    start_server(victim);
    front.replace(victim, servers[victim]->port());
  }
  auto attempts = load.finish();
  int unanswered = 0;
  for (const auto& attempt : attempts) {
    EXPECT_TRUE(attempt.is_settled()) << attempt.ask.key;
    EXPECT_THAT(attempt.failures, IsEmpty()) << "those that live go on";
    unanswered += attempt.unanswered;
  }
  EXPECT_GT(unanswered, 0) << "no request was ever in flight when a server was killed";
  for (const auto& client : clients) ASSERT_NO_FATAL_FAILURE(send_again(*client, attempts));
  expect_whole_history(shop, attempts);
}

TEST_F(SeveralServers, AnswerTheSameKeyOnce) {
  const auto card = shop.enrol("lea");
  const auto ask = shop.stamp(card.number, "a-key");
  std::mutex mutex;
  std::set<std::string> bodies;
  int replayed = 0;
  constexpr int clients_count = 21;
  run_together(
      clients_count,
      [&](int number) { return servers[static_cast<std::size_t>(number) % servers_count]->port(); },
      [&](int, Client& client) {
        const auto reply = client.ask(ask);
        const std::lock_guard lock(mutex);
        bodies.insert(reply.body);
        replayed += reply.header("idempotent-replayed") == "true" ? 1 : 0;
      });
  EXPECT_EQ(bodies.size(), 1U);
  EXPECT_EQ(replayed, clients_count - 1);
  const auto rows = shop.list_all(vendor_path + "/transactions?card=" + card.number, shop.staff());
  EXPECT_EQ(rows.size(), 1U);
}

TEST_F(SeveralServers, MakeIdsWithANodeThatIsTheirs) {
  test::PostgresSession session(place.url());
  std::set<std::int64_t> nodes;
  for (std::size_t number = 0; number < servers_count; ++number) {
    const auto name = "guest" + std::to_string(number);
    const auto enrolled = clients[number]->post(
        std::string(api) + "/loyalty/enroll/CAFE", "",
        R"({"first_name":")" + name + R"(","email":")" + name + R"(@example.org","terms_accepted":true})");
    const auto id = std::stoll(session.value("SELECT id FROM loyalty_cards WHERE card_number = '" +
                                             enrolled.text("/card/card_number") + "'"));
    const auto node = (id >> 12) & 1023;
    EXPECT_EQ(
        session.value("SELECT count(*) FROM task_leases WHERE task = 'id_node_" + std::to_string(node) + "'"),
        "1");
    nodes.insert(node);
  }
  EXPECT_EQ(nodes.size(), servers_count);
}

TEST_F(SeveralServers, KnowASessionThatOneOfThemBegan) {
  const auto token =
      clients[0]
          ->post(std::string(api) + "/auth/login", "",
                 R"({"email":"staff@loyalty.test","password":")" + std::string(password) + "\"}")
          .text("/token");
  EXPECT_THAT(statuses({.target = me, .token = token}), Each(200));
}

TEST_F(SeveralServers, EndASessionEverywhereWithinTheTimeThatIsSaid) {
  const auto signed_out = shop.sign_in("staff@loyalty.test");
  const auto of_old_password = shop.sign_in("manager@loyalty.test");
  const auto switched_off = shop.owner();
  const std::vector<std::string> tokens{signed_out, of_old_password, switched_off};
  // Each server remembers all of them from now on.
  for (const auto& token : tokens) ASSERT_THAT(statuses({.target = me, .token = token}), Each(200));

  const auto owner_id = clients[0]->get(me, switched_off).text("/user/id");
  const auto expect_done = [&](const Ask& ask, int status) {
    const auto reply = clients[0]->ask(ask);
    EXPECT_EQ(reply.status, status) << reply.body;
  };
  expect_done({.method = "POST", .target = std::string(api) + "/auth/logout", .token = signed_out}, 204);
  expect_done({.method = "POST",
               .target = std::string(api) + "/auth/password",
               .token = shop.manager(),
               .body = R"({"current_password":")" + std::string(password) +
                       R"(","new_password":"another-kachelofen"})"},
              204);
  expect_done({.method = "PATCH",
               .target = std::string(api) + "/admin/users/" + owner_id,
               .token = shop.admin(),
               .body = R"({"is_active":false})"},
              200);
  const auto ended_at = steady_now();
  for (const auto& token : tokens) EXPECT_EQ(clients[0]->get(me, token).status, 401);
  for (std::size_t number = 1; number < servers_count; ++number) {
    for (const auto& token : tokens) {
      auto asked_at = steady_now();
      while (clients[number]->get(me, token).status == 200) {
        ASSERT_LE(asked_at - ended_at, session_staleness_max);
        std::this_thread::sleep_for(20ms);
        asked_at = steady_now();
      }
      EXPECT_EQ(clients[number]->get(me, token).status, 401);
    }
  }
  EXPECT_THAT(statuses({.target = me, .token = shop.manager()}), Each(200))
      << "the one that changed it stays";
}

TEST_F(SeveralServers, CountWrongSignInsTogether) {
  const auto sign_in = [](const std::string& typed) {
    return Ask{.method = "POST",
               .target = std::string(api) + "/auth/login",
               .body = R"({"email":"staff@loyalty.test","password":")" + typed + "\"}"};
  };
  for (int i = 0; i < 10; ++i) EXPECT_EQ(ask_in_turn(sign_in("a-wrong-guess")).status, 401);
  EXPECT_THAT(statuses(sign_in(password)), Each(429));
}

// A PIN typed alone, or for a person who was chosen first.
class SeveralServersAndPins : public SeveralServers, public ::testing::WithParamInterface<bool> {
 protected:
  Ask stamp(const std::string& pin) const {
    auto ask = shop.stamp(card.number);
    const auto chosen = GetParam() ? R"(,"staff_pin_id":")" + maja + "\"" : std::string();
    ask.body = R"({"card":")" + card.number + R"(","pin":")" + pin + "\"" + chosen + "}";
    return ask;
  }

  const EnrolledCard card = shop.enrol("lea");
  const std::string maja =
      shop.expect(200, {.target = vendor_path + "/pins", .token = shop.manager()}).text("/items/0/id");
};

TEST_P(SeveralServersAndPins, LockAfterFiveWrongOnesWhereverTheyWereTyped) {
  // Each server has the right one in its memory.
  EXPECT_THAT(statuses(stamp(staff_pin)), Each(200));
  for (int i = 0; i < 4; ++i) {
    const auto reply = ask_in_turn(stamp("7081350" + std::to_string(i)));
    EXPECT_EQ(reply.status, 403);
    EXPECT_EQ(reply.number("/attempts_left"), 4 - i);
  }
  EXPECT_EQ(ask_in_turn(stamp("70813509")).status, 423);
  EXPECT_THAT(statuses(stamp(staff_pin)), Each(423));
}

TEST_P(SeveralServersAndPins, RefuseAChangedPinAtOnce) {
  EXPECT_THAT(statuses(stamp(staff_pin)), Each(200));
  const std::string changed = "59317264";
  EXPECT_EQ(clients[0]
                ->ask({.method = "PATCH",
                       .target = vendor_path + "/pins/" + maja,
                       .token = shop.manager(),
                       .body = R"({"pin":")" + changed + "\"}"})
                .status,
            200);
  EXPECT_THAT(statuses(stamp(staff_pin)), Each(403));
  EXPECT_THAT(statuses(stamp(changed)), Each(200));
}

INSTANTIATE_TEST_SUITE_P(Pins, SeveralServersAndPins, ::testing::Bool(),
                         [](const auto& tested) { return tested.param ? "OfAPerson" : "Alone"; });

// Points of many cards that are due while several servers start.
class SeveralServersAndTasks : public SeveralServers {
 protected:
  static constexpr int cards_count = 30;

  SeveralServersAndTasks() : cards(enrol_some(shop, cards_count)) {}

  void earn_on_each_card() {
    for (const auto& card : cards) {
      shop.expect(200, {.method = "POST",
                        .target = vendor_path + "/points",
                        .token = shop.staff(),
                        .body = R"({"card":")" + card.number + R"(","purchase_amount_cents":1000})"});
    }
    let_points_run_out(place.url());
  }
  // A server with tasks, which begin at once.
  std::unique_ptr<Process> start_worker() const {
    return std::make_unique<Process>(
        Start{.arguments = {"serve"}, .settings = make_settings(place.url(), {{"LOYALTY_TASKS", "on"}})});
  }
  std::size_t count_expired() {
    return shop.list_all(vendor_path + "/transactions?type=points_expired", shop.staff()).size();
  }
  void wait_until_expired(std::size_t rows) {
    const auto give_up_at = steady_now() + patience_max;
    while (count_expired() < rows && steady_now() < give_up_at) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(count_expired(), rows);
  }
  static bool has_expired_points(const Process& worker) {
    return worker.output().find("point_expiration") != std::string::npos;
  }
  static void stop(Process& worker) {
    worker.send_signal(SIGTERM);
    EXPECT_EQ(worker.wait(20s), 0);
    EXPECT_EQ(worker.errors(), "");
  }
  // All but the moment at which they were asked for.
  std::string statistics() {
    auto answer = shop.expect(200, {.target = vendor_path + "/stats", .token = shop.manager()}).json();
    EXPECT_EQ(answer.at("points_outstanding").as_int64(), 0);
    answer.as_object().erase("as_of");
    return boost::json::serialize(answer);
  }

  const std::vector<EnrolledCard> cards;
};

TEST_F(SeveralServersAndTasks, DoEachTaskOnceAndTakeOverFromOneThatWasKilled) {
  earn_on_each_card();
  std::vector<std::unique_ptr<Process>> workers;
  for (std::size_t i = 0; i < servers_count; ++i) workers.push_back(start_worker());
  wait_until_expired(cards_count);
  const auto is_busy = [](const auto& worker) { return has_expired_points(*worker); };
  const auto give_up_at = steady_now() + patience_max;
  while (std::ranges::none_of(workers, is_busy) && steady_now() < give_up_at)
    std::this_thread::sleep_for(5ms);
  ASSERT_EQ(std::ranges::count_if(workers, is_busy), 1) << "one does it, the others leave it alone";
  const auto busy = std::ranges::find_if(workers, is_busy);
  (*busy)->send_signal(SIGKILL);
  (*busy)->wait(20s);
  workers.erase(busy);

  earn_on_each_card();
  EXPECT_EQ(Server(place.url()).stop(), 0) << "whose own tasks had their turn";
  test::PostgresSession session(place.url());
  const std::string lease = " FROM task_leases WHERE task = 'point_expiration'";
  const auto holder = session.value("SELECT holder" + lease);
  EXPECT_EQ(count_expired(), cards.size()) << "its lease still stands";
  session.run("UPDATE task_leases SET expires_at = 0 WHERE task = 'point_expiration'");
  workers.push_back(start_worker());
  wait_until_expired(2 * cards.size());
  EXPECT_NE(session.value("SELECT holder" + lease), holder);
  for (const auto& worker : workers) stop(*worker);

  const auto rolled_up = statistics();
  EXPECT_EQ(run({.arguments = {"stats", "rebuild"}, .settings = make_settings(place.url())}).exit_code, 0);
  EXPECT_EQ(statistics(), rolled_up);
}

}  // namespace
}  // namespace loyalty::e2e
