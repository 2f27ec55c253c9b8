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

  Mail mail(std::int64_t id, Instant created_at) const {
    return {.company_id = elise.company_id,
            .vendor_id = elise.joined_vendor_id,
            .card_id = elise.id,
            .id = MailId{id},
            .locale = "lb",
            .created_at = created_at};
  }
  void insert(const Mail& mail) {
    database.write([&](Transaction& tx) { storage::insert_mail(tx, mail); });
  }
  static DueRow due(const Mail& mail) {
    return {.key = {.company_id = mail.company_id,
                    .owner_id = to_integer(mail.card_id),
                    .id = to_integer(mail.id)},
            .due_since = mail.created_at,
            .due_at = mail.created_at};
  }
  std::vector<DueRow> list_due() {
    return database.read([&](Transaction& tx) { return storage::due_mails().list_due(tx, now, 10); });
  }
};

TEST_P(StoreMails, IsDueAtOnceAndFound) {
  insert(mail(1, now));
  insert(mail(2, now - minutes{1}));
  insert(mail(3, now + milliseconds{1}));
  auto anothers = mail(4, now - minutes{2});
  anothers.company_id = CompanyId{12};
  insert(anothers);
  EXPECT_EQ(list_due(), (std::vector{due(anothers), due(mail(2, now - minutes{1})), due(mail(1, now))}));
  const auto find = [&](DueKey key) {
    return database.read([&](Transaction& tx) { return storage::find_mail(tx, key); });
  };
  EXPECT_EQ(find(due(anothers).key), anothers);
  auto key = due(anothers).key;
  key.company_id = elise.company_id;
  EXPECT_EQ(find(key), std::nullopt);
}

TEST_P(StoreMails, KnowsWhenACardWasWrittenTo) {
  auto sent = mail(1, now);
  for (const auto age : {hours{1}, hours{24}, hours{2}, hours{25}}) {
    sent.created_at = now - age;
    insert(sent);
    sent.id = MailId{to_integer(sent.id) + 1};
  }
  database.write(
      [&](Transaction& tx) { storage::due_mails().settle(tx, due(mail(3, now - hours{2})), now); });
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
  insert(mail(1, now - hours{1}));
  auto anothers = mail(2, now - hours{1});
  anothers.card_id = CardId{32};
  insert(anothers);
  database.write([&](Transaction& tx) { storage::delete_mails_of_card(tx, elise); });
  EXPECT_EQ(list_due(), std::vector{due(anothers)});
  const auto delete_old = [&](Instant older_than, std::int64_t limit) {
    return database.write([&](Transaction& tx) { return storage::delete_old_mails(tx, older_than, limit); });
  };
  insert(mail(3, now - hours{1}));
  EXPECT_EQ(delete_old(now - hours{1} - milliseconds{1}, 10), 0);
  EXPECT_EQ(delete_old(now - hours{1}, 1), 1);
  EXPECT_EQ(delete_old(now - hours{1}, 10), 1);
  EXPECT_TRUE(list_due().empty());
}

TEST_P(StoreMails, IsKeptWhenItWasGivenUpOrIsTriedAgain) {
  for (const std::int64_t id : {1, 2}) {
    insert(mail(id, now - hours{99}));
    database.write([&](Transaction& tx) {
      storage::due_mails().give_up(tx, due(mail(id, now - hours{99})), now, "gone");
    });
  }
  database.write([&](Transaction& tx) {
    EXPECT_TRUE(storage::due_mails().revive(tx, due(mail(1, now)).key, now));
    EXPECT_EQ(storage::delete_old_mails(tx, now - hours{1}, 10), 0);
    EXPECT_EQ(storage::delete_old_mails(tx, now, 10), 1);
    EXPECT_EQ(storage::due_mails().list_dead(tx, 10).size(), 1u);
  });
}

INSTANTIATE_TEST_SUITE_P(, StoreMails, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
