#include "tasks/mail_delivery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/card_links.hpp"
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
  MailRun run() { return run(server.port()); }
  MailRun run(std::uint16_t port, std::chrono::seconds pace = std::chrono::seconds{0}) {
    const MailPost post{.server = {.host = "127.0.0.1", .port = port, .security = mail::Security::none},
                        .from = {.name = {}, .address = "cards@shop.example"},
                        .public_url = "https://cards.example"};
    return run_mail_delivery(database.store(), post, database.metrics(), [this, pace] {
      world.pass(pace);
      return world.now;
    });
  }
  void ask_for(const CardWithCustomer& holder) {
    const auto id = world.next_id<MailId>();
    const auto actor = world.actor(world.city);
    database.write([&](Transaction& tx) { ASSERT_TRUE(send_card_link(tx, actor, holder.card.id, id)); });
  }
  std::size_t count_waiting() {
    return static_cast<std::size_t>(
        database.read([&](Transaction& tx) { return storage::count_waiting_mails(tx, 1'000); }));
  }
  std::string figures() { return database.metrics().render(); }

  test::SmtpServer server;
  const CardWithCustomer nina = world.enrol(world.city, "Nina", "nina@example.org");
};

TEST_P(RunMailDelivery, DoesNothingWhenNothingIsDue) {
  EXPECT_EQ(run().count, MailCount{});
  EXPECT_EQ(server.connections(), 0);
  EXPECT_THAT(figures(), HasSubstr("loyalty_mails_waiting 0"));
}

TEST_P(RunMailDelivery, SendsTheLinkOnce) {
  ask_for(world.elise);
  EXPECT_EQ(run().count, (MailCount{.sent = 1}));
  EXPECT_EQ(run().count, MailCount{});
  ASSERT_EQ(server.mails().size(), 1u);
  const auto sent = server.mails().front();
  EXPECT_EQ(sent.from, "cards@shop.example");
  EXPECT_EQ(sent.to, "elise@example.org");
  // A line may be broken in two anywhere.
  auto content = sent.content;
  for (std::size_t at = 0; (at = content.find("=\r\n")) != std::string::npos;) content.erase(at, 3);
  EXPECT_THAT(content, HasSubstr("https://cards.example/c/" + world.elise.card.card_token));
  EXPECT_THAT(content, testing::StartsWith("Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"));
  EXPECT_THAT(figures(), testing::AllOf(HasSubstr("loyalty_mails_waiting 0"),
                                        HasSubstr("loyalty_mails_total{outcome=\"sent\"} 1")));
}

TEST_P(RunMailDelivery, TriesAgainLaterAndGivesUpAfterADay) {
  server.answer("RCPT", "450 come again");
  ask_for(world.elise);
  int attempts = 0;
  const auto began = world.now;
  for (const auto pause : {0, 1, 5, 30, 120, 120}) {
    world.pass(minutes{pause} - (pause > 0 ? std::chrono::milliseconds{1} : std::chrono::milliseconds{0}));
    if (pause > 0) {
      EXPECT_EQ(run().count, MailCount{}) << pause;
      world.pass(std::chrono::milliseconds{1});
    }
    EXPECT_EQ(run().count, (MailCount{.put_off = 1})) << pause;
    EXPECT_EQ(server.connections(), ++attempts);
  }
  world.now = began + hours{23};
  EXPECT_EQ(run().count, (MailCount{.failed = 1}));
  world.pass(hours{99});
  EXPECT_EQ(run().count, MailCount{});
  EXPECT_TRUE(server.mails().empty());
}

TEST_P(RunMailDelivery, SendsWhenTheServerIsWillingAgain) {
  ask_for(world.elise);
  server.answer("CONTENT", "451 later");
  EXPECT_EQ(run().count, (MailCount{.put_off = 1}));
  EXPECT_THAT(figures(), HasSubstr("loyalty_mails_waiting 1"));
  server.answer("CONTENT", "");
  world.pass(minutes{1});
  EXPECT_EQ(run().count, (MailCount{.sent = 1}));
}

TEST_P(RunMailDelivery, DoesNotAskAgainWhatWasRefusedForGood) {
  ask_for(world.elise);
  ask_for(nina);
  server.answer("RCPT", "550 no such user");
  EXPECT_EQ(run().count, (MailCount{.failed = 2}));
  world.pass(hours{1});
  EXPECT_EQ(run().count, MailCount{});
  EXPECT_EQ(count_waiting(), 0u);
}

TEST_P(RunMailDelivery, StopsWhenThereIsNoServer) {
  ask_for(world.elise);
  ask_for(nina);
  const auto gone = run(test::find_service_port());
  EXPECT_EQ(gone.count, (MailCount{.put_off = 1}));
  EXPECT_TRUE(gone.is_complete);
  EXPECT_EQ(count_waiting(), 2u);
  EXPECT_EQ(run().count, (MailCount{.sent = 1}));
  world.pass(minutes{1});
  EXPECT_EQ(run().count, (MailCount{.sent = 1}));
}

// Killed between the sending and the mark: nothing says that it was sent.
TEST_P(RunMailDelivery, SendsAgainWhatWasTakenAndNotMarked) {
  ask_for(world.elise);
  const auto seen =
      database.read([&](Transaction& tx) { return storage::list_due_mails(tx, world.now, 1).front(); });
  ASSERT_TRUE(
      database.write([&](Transaction& tx) { return storage::claim_mail(tx, seen, world.now + minutes{1}); }));
  EXPECT_EQ(run().count, MailCount{});
  world.pass(minutes{1});
  EXPECT_EQ(run().count, (MailCount{.sent = 1}));
}

TEST_P(RunMailDelivery, TakesNoMoreThanABatch) {
  for (int i = 0; i < 51; ++i) {
    ask_for(world.enrol(world.city, "Nina", "nina" + std::to_string(i) + "@example.org"));
  }
  const auto first = run();
  EXPECT_EQ(first.count, (MailCount{.sent = 50}));
  EXPECT_FALSE(first.is_complete);
  const auto second = run();
  EXPECT_EQ(second.count, (MailCount{.sent = 1}));
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
  EXPECT_EQ(run().count, (MailCount{.sent = 3}));
}

TEST_P(RunMailDelivery, SendsNothingToWhoWasForgotten) {
  ask_for(world.elise);
  database.write([&](Transaction& tx) {
    ASSERT_TRUE(erase_own_data(tx, world.elise.card.card_token, world.now,
                               [](std::string_view) -> std::string { return "Nobody"; }));
  });
  EXPECT_EQ(run().count, MailCount{});
  EXPECT_EQ(server.connections(), 0);
}

INSTANTIATE_TEST_SUITE_P(, RunMailDelivery, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
