#include "tasks/mail_delivery.hpp"

#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/card_links.hpp"
#include "services/dead_letters.hpp"
#include "services/own_data.hpp"
#include "storage/mails.hpp"
#include "storage/store.hpp"
#include "support/service.hpp"
#include "support/smtp_server.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using storage::Transaction;
using testing::HasSubstr;

class RunMailDelivery : public test::WorldFixture {
 protected:
  DueRun run() { return run(server.port()); }
  DueRun run(std::uint16_t port, std::chrono::seconds pace = std::chrono::seconds{0}) {
    return run_mail_delivery(
        {.store = database.store(),
         .ids = ids,
         .metrics = database.metrics(),
         .courier = courier,
         .mail_post =
             MailPost{.server = {.host = "127.0.0.1", .port = port, .security = outgoing::Security::none},
                      .from = {.name = {}, .address = "cards@shop.example"},
                      .public_url = "https://cards.example"},
         .clock =
             [this, pace] {
               world.pass(pace);
               return world.now;
             },
         .chance = [] { return 0.5; }});
  }
  void ask_for(const CardWithCustomer& holder) {
    const auto id = world.next_id<MailId>();
    const auto actor = world.actor(world.city);
    database.write([&](Transaction& tx) { ASSERT_TRUE(send_card_link(tx, actor, holder.card.id, id)); });
  }
  std::size_t count_waiting() {
    return static_cast<std::size_t>(database.read(
        [&](Transaction& tx) { return storage::due_mails().find_backlog(tx, world.now, 1'000).waiting; }));
  }
  std::string figures() { return database.metrics().render(); }

  test::SmtpServer server;
  outgoing::Courier courier;
  IdSource ids;
  const CardWithCustomer nina = world.enrol(world.city, "Nina", "nina@example.org");
};

TEST_P(RunMailDelivery, DoesNothingWhenNothingIsDue) {
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_EQ(server.connections(), 0);
  EXPECT_THAT(figures(), HasSubstr("loyalty_task_waiting{task=\"mail_delivery\"} 0"));
}

TEST_P(RunMailDelivery, SendsTheLinkOnce) {
  ask_for(world.elise);
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  EXPECT_EQ(run().count, DueCount{});
  ASSERT_EQ(server.mails().size(), 1u);
  const auto sent = server.mails().front();
  EXPECT_EQ(sent.from, "cards@shop.example");
  EXPECT_EQ(sent.to, "elise@example.org");
  // A line may be broken in two anywhere.
  auto content = sent.content;
  for (std::size_t at = 0; (at = content.find("=\r\n")) != std::string::npos;) content.erase(at, 3);
  EXPECT_THAT(content, HasSubstr("https://cards.example/c/" + world.elise.card.card_token));
  EXPECT_THAT(content, testing::StartsWith("Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"));
  EXPECT_THAT(figures(), HasSubstr("loyalty_task_waiting{task=\"mail_delivery\"} 0"));
}

TEST_P(RunMailDelivery, TriesAgainLaterAndGivesUpAfterADay) {
  server.answer("RCPT", "450 come again");
  ask_for(world.elise);
  int attempts = 0;
  const auto began = world.now;
  for (const auto pause : {0, 1, 5, 30, 120, 120}) {
    world.pass(minutes{pause} - (pause > 0 ? std::chrono::milliseconds{1} : std::chrono::milliseconds{0}));
    if (pause > 0) {
      EXPECT_EQ(run().count, DueCount{}) << pause;
      world.pass(std::chrono::milliseconds{1});
    }
    EXPECT_EQ(run().count, (DueCount{.put_off = 1})) << pause;
    EXPECT_EQ(server.connections(), ++attempts);
  }
  world.now = began + hours{23};
  EXPECT_EQ(run().count, (DueCount{.failed = 1}));
  world.pass(hours{99});
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_TRUE(server.mails().empty());
}

TEST_P(RunMailDelivery, SendsWhenTheServerIsWillingAgain) {
  ask_for(world.elise);
  server.answer("CONTENT", "451 later");
  EXPECT_EQ(run().count, (DueCount{.put_off = 1}));
  EXPECT_THAT(figures(), HasSubstr("loyalty_task_waiting{task=\"mail_delivery\"} 1"));
  server.answer("CONTENT", "");
  world.pass(minutes{1});
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
}

TEST_P(RunMailDelivery, DoesNotAskAgainWhatWasRefusedForGood) {
  ask_for(world.elise);
  ask_for(nina);
  server.answer("RCPT", "550 no such user");
  EXPECT_EQ(run().count, (DueCount{.failed = 2}));
  world.pass(hours{1});
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_EQ(count_waiting(), 0u);
}

TEST_P(RunMailDelivery, StopsWhenThereIsNoServer) {
  ask_for(world.elise);
  ask_for(nina);
  const auto gone = run(test::find_service_port());
  EXPECT_EQ(gone.count, (DueCount{.put_off = 1}));
  EXPECT_TRUE(gone.is_complete);
  EXPECT_EQ(count_waiting(), 2u);
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  world.pass(minutes{1});
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
}

// Killed between the sending and the mark: nothing says that it was sent.
TEST_P(RunMailDelivery, SendsAgainWhatWasTakenAndNotMarked) {
  ask_for(world.elise);
  const auto seen =
      database.read([&](Transaction& tx) { return storage::due_mails().list_due(tx, world.now, 1).front(); });
  ASSERT_TRUE(database.write(
      [&](Transaction& tx) { return storage::due_mails().take(tx, seen, world.now + minutes{1}); }));
  EXPECT_EQ(run().count, DueCount{});
  world.pass(minutes{1});
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
}

TEST_P(RunMailDelivery, TakesNoMoreThanABatch) {
  for (int i = 0; i < 51; ++i) {
    ask_for(world.enrol(world.city, "Nina", "nina" + std::to_string(i) + "@example.org"));
  }
  const auto first = run();
  EXPECT_EQ(first.count, (DueCount{.sent = 50}));
  EXPECT_FALSE(first.is_complete);
  const auto second = run();
  EXPECT_EQ(second.count, (DueCount{.sent = 1}));
  EXPECT_TRUE(second.is_complete);
}

TEST_P(RunMailDelivery, DoesNotGoOnForLongWhenTheMailServerIsSlow) {
  for (int i = 0; i < 4; ++i) {
    ask_for(world.enrol(world.city, "Nina", "nina" + std::to_string(i) + "@example.org"));
  }
  // Each look at the clock is two seconds later.
  const auto first = run(server.port(), std::chrono::seconds{2});
  EXPECT_FALSE(first.is_complete);
  EXPECT_EQ(first.count.sent, 1);
  EXPECT_EQ(run().count, (DueCount{.sent = 3}));
}

TEST_P(RunMailDelivery, SendsNothingToWhoWasForgotten) {
  ask_for(world.elise);
  database.write([&](Transaction& tx) {
    ASSERT_TRUE(erase_own_data(tx, world.elise.card.card_token, world.now,
                               [](std::string_view) -> std::string { return "Nobody"; }));
  });
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_EQ(server.connections(), 0);
}

TEST_P(RunMailDelivery, SendsWhatWasGivenUpWhenSomebodyAsksForIt) {
  ask_for(world.elise);
  server.answer("RCPT", "550 no such user");
  EXPECT_EQ(run().count, (DueCount{.failed = 1}));
  EXPECT_THAT(figures(), HasSubstr("loyalty_task_dead{task=\"mail_delivery\"} 1"));
  server.answer("RCPT", "");
  // Long after it would have been too old.
  world.pass(hours{99});
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_EQ(database.write(
                [&](Transaction& tx) { return revive_dead_letters(tx, storage::due_mails(), 9, world.now); }),
            1);
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  EXPECT_THAT(figures(), HasSubstr("loyalty_task_dead{task=\"mail_delivery\"} 0"));
}

TEST_P(RunMailDelivery, EndsWhenTheProgramStops) {
  ask_for(world.elise);
  ask_for(nina);
  server.answer("RCPT", "hang");
  std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    courier.stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run().count, (DueCount{.put_off = 1}));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{4});
  EXPECT_EQ(count_waiting(), 2u);
}

INSTANTIATE_TEST_SUITE_P(, RunMailDelivery, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
