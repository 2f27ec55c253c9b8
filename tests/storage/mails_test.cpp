#include "storage/mails.hpp"

#include <gtest/gtest.h>

#include "storage/cards.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using storage::Transaction;

class StoreMails : public test::StoreFixture {
 protected:
  const Instant now = test::at("2026-11-20T10:00:00Z");
  const Card elise{.company_id = CompanyId{11}, .id = CardId{31}, .joined_vendor_id = VendorId{21}};

  Mail mail(std::int64_t id, Instant due_at) const {
    return {.company_id = elise.company_id,
            .vendor_id = elise.joined_vendor_id,
            .card_id = elise.id,
            .id = MailId{id},
            .locale = "lb",
            .attempts = 3,
            .created_at = now - hours{1},
            .due_at = due_at};
  }
  void insert(const Mail& mail) {
    database.write([&](Transaction& tx) { storage::insert_mail(tx, mail); });
  }
  std::vector<Mail> list_due(Instant at, std::int64_t limit = 10) {
    return database.read([&](Transaction& tx) { return storage::list_due_mails(tx, at, limit); });
  }
  std::int64_t count_waiting(std::int64_t count_max = 10) {
    return database.read([&](Transaction& tx) { return storage::count_waiting_mails(tx, count_max); });
  }
  bool claim(const Mail& seen, Instant due_at) {
    return database.write([&](Transaction& tx) { return storage::claim_mail(tx, seen, due_at); });
  }
};

TEST_P(StoreMails, ListsWhatIsDueWhatWaitedLongestFirst) {
  insert(mail(1, now));
  insert(mail(2, now - minutes{1}));
  insert(mail(3, now + milliseconds{1}));
  auto anothers = mail(4, now - minutes{2});
  anothers.company_id = CompanyId{12};
  insert(anothers);
  EXPECT_EQ(list_due(now), (std::vector<Mail>{anothers, mail(2, now - minutes{1}), mail(1, now)}));
  EXPECT_EQ(list_due(now, 1), std::vector<Mail>{anothers});
  EXPECT_EQ(count_waiting(), 4);
  EXPECT_EQ(count_waiting(2), 2);
}

TEST_P(StoreMails, IsClaimedOnceAsItWasSeen) {
  insert(mail(1, now));
  EXPECT_TRUE(claim(mail(1, now), now + minutes{5}));
  EXPECT_FALSE(claim(mail(1, now), now + minutes{5}));
  auto claimed = mail(1, now + minutes{5});
  claimed.attempts = 4;
  EXPECT_EQ(list_due(now), std::vector<Mail>());
  EXPECT_EQ(list_due(now + minutes{5}), std::vector<Mail>{claimed});
}

TEST_P(StoreMails, IsNotDueAnyMoreWhenItIsSettled) {
  insert(mail(1, now));
  insert(mail(2, now));
  database.write([&](Transaction& tx) { storage::settle_mail(tx, mail(1, now)); });
  EXPECT_EQ(list_due(now + hours{99}), std::vector<Mail>{mail(2, now)});
  EXPECT_EQ(count_waiting(), 1);
  EXPECT_FALSE(claim(mail(1, now), now + minutes{5}));
}

TEST_P(StoreMails, KnowsWhenACardWasWrittenTo) {
  auto sent = mail(1, now);
  for (const auto age : {hours{1}, hours{24}, hours{2}, hours{25}}) {
    sent.created_at = now - age;
    insert(sent);
    sent.id = MailId{to_integer(sent.id) + 1};
  }
  database.write([&](Transaction& tx) { storage::settle_mail(tx, mail(3, now)); });
  const auto times = [&](const Card& card, std::int64_t limit) {
    return database.read(
        [&](Transaction& tx) { return storage::list_mail_times(tx, card, now - hours{24}, limit); });
  };
  EXPECT_EQ(times(elise, 5), (std::vector<Instant>{now - hours{1}, now - hours{2}}));
  EXPECT_EQ(times(elise, 1), std::vector<Instant>{now - hours{1}});
  EXPECT_TRUE(times({.company_id = CompanyId{12}, .id = elise.id}, 5).empty());
  EXPECT_TRUE(times({.company_id = elise.company_id, .id = CardId{32}}, 5).empty());
}

TEST_P(StoreMails, GoesWithItsCardAndWhenItIsOld) {
  insert(mail(1, now));
  auto anothers = mail(2, now);
  anothers.card_id = CardId{32};
  insert(anothers);
  database.write([&](Transaction& tx) { storage::delete_mails_of_card(tx, elise); });
  EXPECT_EQ(list_due(now), std::vector<Mail>{anothers});
  const auto delete_old = [&](Instant older_than, std::int64_t limit) {
    return database.write([&](Transaction& tx) { return storage::delete_old_mails(tx, older_than, limit); });
  };
  insert(mail(3, now));
  EXPECT_EQ(delete_old(now - hours{1} - milliseconds{1}, 10), 0);
  EXPECT_EQ(delete_old(now - hours{1}, 1), 1);
  EXPECT_EQ(delete_old(now - hours{1}, 10), 1);
  EXPECT_EQ(count_waiting(), 0);
}

INSTANTIATE_TEST_SUITE_P(, StoreMails, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
