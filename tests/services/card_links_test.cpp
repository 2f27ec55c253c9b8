// A card's link by mail: who gets one, how often, and what becomes of it on its way out.
#include "services/card_links.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "services/mails.hpp"
#include "services/own_data.hpp"
#include "storage/companies.hpp"
#include "storage/customers.hpp"
#include "storage/mails.hpp"
#include "support/races.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using storage::Transaction;
using test::count;
using test::Counts;
using test::refusal_of;
using test::run_at_once;
using test::threads;
using enum RefusalCode;

class CardLinkFixture : public test::WorldFixture {
 protected:
  Outcome<std::string> send(const Card& card) { return send(card, world.next_id<MailId>()); }
  Outcome<std::string> send(const Card& card, MailId id) {
    const auto actor = world.actor(world.city);
    return database.write([&](Transaction& tx) { return send_card_link(tx, actor, card.id, id); });
  }
  Outcome<Done> recover(const std::string& email, const std::string& address = "192.0.2.9") {
    RecoverCard command{
        .actor = world.actor(world.city), .mail_id = world.next_id<MailId>(), .email = email, .locale = "de"};
    command.actor.ip_address = address;
    return database.write([&](Transaction& tx) { return recover_card(tx, world.secrets, command); });
  }
  std::vector<DueRow> waiting_rows() {
    return database.read(
        [&](Transaction& tx) { return storage::due_mails().list_due(tx, world.now + hours{99}, 99); });
  }
  std::vector<Mail> waiting() {
    std::vector<Mail> mails;
    for (const auto& row : waiting_rows()) {
      mails.push_back(
          database.read([&](Transaction& tx) { return storage::find_mail(tx, row.key).value(); }));
    }
    return mails;
  }
  void close(const Card& card) { set_status(card, CardStatus::closed); }
  void set_status(const Card& card, CardStatus status) {
    const auto actor = world.actor(world.city, Role::manager);
    database.write([&](Transaction& tx) { ASSERT_TRUE(change_card_status(tx, actor, card.id, status)); });
  }
  void erase(const Card& card) {
    database.write([&](Transaction& tx) {
      ASSERT_TRUE(erase_own_data(tx, card.card_token, world.now,
                                 [](std::string_view) -> std::string { return "Nobody"; }));
    });
  }
  void set_email(const CardWithCustomer& holder, const std::optional<std::string>& email) {
    auto customer = holder.customer;
    customer.email = email;
    database.write([&](Transaction& tx) { storage::set_customer(tx, customer); });
  }
};

class SendCardLink : public CardLinkFixture {};

TEST_P(SendCardLink, WritesOneMailInTheHoldersLanguage) {
  const auto& [card, customer, expiring] = world.elise;
  EXPECT_EQ(send(card).value(), "elise@example.org");
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails.front(), (Mail{.company_id = card.company_id,
                                 .vendor_id = card.joined_vendor_id,
                                 .card_id = card.id,
                                 .id = mails.front().id,
                                 .locale = customer.locale,
                                 .created_at = world.now}));
  EXPECT_EQ(waiting_rows().front().due_at, world.now);
}

TEST_P(SendCardLink, SaysWhyNot) {
  EXPECT_EQ(refusal_of(send({.id = CardId{77}})), card_not_found);
  EXPECT_EQ(refusal_of(send(world.zoe.card)), card_not_found);
  EXPECT_EQ(refusal_of(send(world.jean.card)), no_email_on_file);
  set_status(world.elise.card, CardStatus::blocked);
  EXPECT_TRUE(send(world.elise.card));
  close(world.elise.card);
  EXPECT_EQ(refusal_of(send(world.elise.card)), card_inactive);
  erase(world.elise.card);
  EXPECT_EQ(refusal_of(send(world.elise.card)), customer_erased);
  EXPECT_TRUE(waiting().empty());
}

TEST_P(SendCardLink, WaitsAQuarterOfAnHourAndADay) {
  const auto& card = world.elise.card;
  const auto began = world.now;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(send(card)) << i;
    const Refusal early{.code = link_sent_recently,
                        .retry_at = i < 4 ? world.now + minutes{15} : began + hours{24}};
    EXPECT_EQ(send(card).error(), early) << i;
    world.pass(minutes{15});
  }
  EXPECT_EQ(refusal_of(send(card)), link_sent_recently);
  EXPECT_EQ(waiting().size(), 5u);
  world.now = began + hours{24};
  EXPECT_TRUE(send(card));
}

TEST_P(SendCardLink, IsOneMailHoweverManyAskAtOnce) {
  std::vector<MailId> ids;
  for (int i = 0; i < threads; ++i) ids.push_back(world.next_id<MailId>());
  const auto outcomes =
      run_at_once([&](int i) { return send(world.elise.card, ids[static_cast<std::size_t>(i)]); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"link_sent_recently", threads - 1}}));
  EXPECT_EQ(waiting().size(), 1u);
}

class RecoverACard : public CardLinkFixture {};

TEST_P(RecoverACard, IsToldTheSameAndSentOnlyToWhoHasACard) {
  EXPECT_TRUE(recover("nobody@example.org"));
  EXPECT_TRUE(recover("zoe@example.org"));  // another shop's
  EXPECT_TRUE(waiting().empty());
  EXPECT_TRUE(recover("elise@example.org"));
  EXPECT_TRUE(recover("elise@example.org"));
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails.front().card_id, world.elise.card.id);
  EXPECT_EQ(mails.front().locale, "de");
}

TEST_P(RecoverACard, SendsNothingForAClosedCard) {
  close(world.elise.card);
  EXPECT_TRUE(recover("elise@example.org"));
  EXPECT_TRUE(waiting().empty());
}

TEST_P(RecoverACard, IsSlowedDownByWhereItComesFrom) {
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(recover("nobody@example.org"));
  const Refusal throttled{.code = too_many_attempts, .retry_at = world.now + minutes{15}};
  EXPECT_EQ(recover("elise@example.org").error(), throttled);
  EXPECT_TRUE(waiting().empty());
  EXPECT_TRUE(recover("elise@example.org", "192.0.2.10"));
  EXPECT_EQ(waiting().size(), 1u);
  world.pass(minutes{15});
  EXPECT_TRUE(recover("nobody@example.org"));
}

class TakeMail : public CardLinkFixture {
 protected:
  DueRow write() {
    if (!send(world.elise.card)) throw std::logic_error("no mail");
    return waiting_rows().front();
  }
  // Missed, dropped, or with what is needed to write it.
  struct TakenMail {
    bool is_missed = false;
    std::optional<MailInHand> in_hand = {};
    bool is_dropped() const { return !is_missed && !in_hand; }
  };
  TakenMail take(const DueRow& seen) {
    return database.write([&](Transaction& tx) -> TakenMail {
      const auto taken = storage::due_mails().take(tx, seen, world.now + minutes{1});
      if (!taken) return {.is_missed = true};
      auto found = find_mail_in_hand(tx, *taken, world.now);
      if (!found) storage::due_mails().settle(tx, *taken, world.now);
      return {.in_hand = std::move(found)};
    });
  }
};

TEST_P(TakeMail, HasWhatIsNeededAsItIsNow) {
  const auto seen = write();
  set_email(world.elise, "new@example.org");
  const auto taken = take(seen);
  ASSERT_TRUE(taken.in_hand);
  EXPECT_EQ(taken.in_hand->holder.customer.email, "new@example.org");
  EXPECT_EQ(taken.in_hand->holder.card.card_token, world.elise.card.card_token);
  EXPECT_EQ(taken.in_hand->vendor.code, "CITY");
  EXPECT_EQ(taken.in_hand->program.card_name, "Coffee card");
  EXPECT_EQ(waiting_rows().front().attempts, 1);
  EXPECT_EQ(waiting_rows().front().due_at, world.now + minutes{1});
}

TEST_P(TakeMail, IsOneServers) {
  const auto seen = write();
  const auto outcomes = run_at_once([&](int) { return take(seen); });
  EXPECT_EQ(std::ranges::count_if(outcomes, [](const auto& taken) { return taken.in_hand.has_value(); }), 1);
  EXPECT_EQ(std::ranges::count(outcomes, true, &TakenMail::is_missed), threads - 1);
}

TEST_P(TakeMail, DropsWhatNobodyIsToGet) {
  auto seen = write();
  close(world.elise.card);
  EXPECT_TRUE(take(seen).is_dropped());
  EXPECT_TRUE(waiting().empty());
  EXPECT_TRUE(take(seen).is_missed);

  set_status(world.elise.card, CardStatus::active);
  world.pass(minutes{15});
  seen = write();
  set_email(world.elise, std::nullopt);
  EXPECT_TRUE(take(seen).is_dropped());

  set_email(world.elise, "elise@example.org\r\nBcc: x@example.org");
  world.pass(minutes{15});
  seen = write();
  EXPECT_TRUE(take(seen).is_dropped());

  set_email(world.elise, "elise@example.org");
  world.pass(minutes{15});
  seen = write();
  database.write([&](Transaction& tx) {
    auto company = storage::find_company(tx, world.city.company_id).value();
    company.is_active = false;
    storage::set_company(tx, company);
  });
  EXPECT_TRUE(take(seen).is_dropped());
}

TEST_P(TakeMail, IsForgottenWithItsHolder) {
  const auto seen = write();
  erase(world.elise.card);
  EXPECT_TRUE(waiting().empty());
  EXPECT_TRUE(take(seen).is_missed);
}

TEST_P(TakeMail, GivesUpAfterADay) {
  auto seen = write();
  world.pass(hours{24});
  EXPECT_TRUE(take(seen).in_hand);
  seen = waiting_rows().front();
  world.pass(minutes{1});
  EXPECT_TRUE(take(seen).is_dropped());
  EXPECT_TRUE(waiting().empty());
}

INSTANTIATE_TEST_SUITE_P(, SendCardLink, test::each_engine(), test::engine_name);
INSTANTIATE_TEST_SUITE_P(, RecoverACard, test::each_engine(), test::engine_name);
INSTANTIATE_TEST_SUITE_P(, TakeMail, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
