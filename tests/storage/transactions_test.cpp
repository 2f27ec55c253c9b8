#include "storage/transactions.hpp"

#include <gtest/gtest.h>

#include "base/ids.hpp"
#include "storage/cards.hpp"
#include "storage/ledger.hpp"
#include "storage/pins.hpp"
#include "storage/stamps.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;
using enum TransactionType;

class StoreTransactions : public test::StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const VendorId city{21};
  const PinId anna{51};
  IdSource ids{1};

  Card card(std::int64_t id) const {
    const auto text = std::to_string(id);
    return {.company_id = beans,
            .id = CardId{id},
            .program_id = ProgramId{41},
            .joined_vendor_id = city,
            .customer_id = CustomerId{id},
            .card_number = "number " + text,
            .qr_code = "qr " + text,
            .card_token = "token " + text};
  }
  void SetUp() override {
    database.write([&](storage::Transaction& tx) {
      for (std::int64_t id = 1; id <= 2; ++id) {
        ASSERT_TRUE(storage::insert_customer(
            tx,
            {.company_id = beans, .id = CustomerId{id}, .joined_vendor_id = city, .first_name = "Élise"}));
        ASSERT_TRUE(storage::insert_card(tx, card(id)));
      }
      ASSERT_TRUE(storage::insert_pin(
          tx, {.company_id = beans, .id = anna, .vendor_id = city, .name = "Anna", .pin_digest = "digest"}));
    });
  }
  LoyaltyTransaction row(std::int64_t card_id, TransactionType type, Instant when) {
    LoyaltyTransaction made;
    made.company_id = beans;
    made.card_id = CardId{card_id};
    made.id = ids.next_as<TransactionId>(when);
    made.vendor_id = city;
    made.type = type;
    made.stamps_delta = type == stamp_earned ? 1 : 0;
    made.created_at = when;
    return made;
  }
  LoyaltyTransaction insert(const LoyaltyTransaction& made) {
    database.write([&](storage::Transaction& tx) { storage::insert_transaction(tx, made); });
    return made;
  }
  LoyaltyTransaction insert_void(const LoyaltyTransaction& reversed, Instant when) {
    auto made = row(to_integer(reversed.card_id), stamp_earned_voided, when);
    made.stamps_delta = -reversed.stamps_delta;
    made.reverses_id = reversed.id;
    return insert(made);
  }
  std::vector<TransactionId> list(const storage::TransactionFilter& filter) {
    return database.read([&](storage::Transaction& tx) {
      std::vector<TransactionId> found;
      for (const auto& view : storage::list_transactions(tx, beans, city, filter)) {
        found.push_back(view.transaction.id);
      }
      return found;
    });
  }
  std::int64_t count_since(Instant begins) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::count_stamps_since(tx, card(1), begins); });
  }
  std::optional<Instant> last_stamp_at(TransactionId without = {}) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_last_stamp_at_without(tx, card(1), without); });
  }
};

TEST_P(StoreTransactions, FindsEveryFieldAsItWasInserted) {
  auto made = row(1, points_earned, now);
  made.staff_pin_id = anna;
  made.user_id = UserId{61};
  made.stamps_delta = 1;
  made.points_delta = -2;
  made.stamps_after = 3;
  made.points_after = -4;
  made.purchase_amount_cents = 599;
  made.purchase_reference = "receipt 7";
  made.reverses_id = TransactionId{5};
  made.linked_id = TransactionId{6};
  made.reward_id = RewardId{71};
  made.reward = "A coffee";
  made.notes = "Größe";
  made.ip_address = "2001:db8::1";
  made.user_agent = "till";
  insert(made);
  database.read([&](storage::Transaction& tx) {
    const auto found = storage::find_transaction(tx, beans, city, made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->transaction, made);
    EXPECT_EQ(found->card_number, "number 1");
    EXPECT_EQ(found->staff_name, "Anna");
    EXPECT_EQ(found->first_name, "Élise");
    EXPECT_EQ(found->voided_by_id, std::nullopt);
  });
}

TEST_P(StoreTransactions, FindsOneWithNothingOptional) {
  const auto made = insert(row(1, stamp_earned, now));
  database.read([&](storage::Transaction& tx) {
    const auto found = storage::find_transaction(tx, beans, city, made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->transaction, made);
    EXPECT_EQ(found->staff_name, "");
    EXPECT_FALSE(storage::find_transaction(tx, CompanyId{12}, city, made.id));
    EXPECT_FALSE(storage::find_transaction(tx, beans, VendorId{22}, made.id));
  });
}

TEST_P(StoreTransactions, NamesTheRowThatTookOneBack) {
  const auto made = insert(row(1, stamp_earned, now));
  const auto taken_back = insert_void(made, now);
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_transaction(tx, beans, city, made.id)->voided_by_id, taken_back.id);
    EXPECT_EQ(storage::find_transaction(tx, beans, city, taken_back.id)->voided_by_id, std::nullopt);
  });
}

TEST_P(StoreTransactions, NeverHoldsTwoRowsThatTakeBackTheSame) {
  const auto made = insert(row(1, stamp_earned, now));
  insert_void(made, now);
  EXPECT_THROW(insert_void(made, now), storage::StorageFault);
  EXPECT_EQ(list({}).size(), 2u);
}

TEST_P(StoreTransactions, FindsTheNewestOfACard) {
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_last_operation(tx, {.company_id = beans, .id = CardId{1}}), std::nullopt);
  });
  insert(row(1, stamp_earned, now));
  const auto newest = insert(row(1, stamp_redeemed, now));
  insert(row(2, stamp_earned, now));
  insert(row(1, points_expired, now));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_last_operation(tx, {.company_id = beans, .id = CardId{1}}), newest.id)
        << "nobody made points expire";
  });
}

TEST_P(StoreTransactions, ListsByEachFilterNewestFirst) {
  const std::chrono::hours hour{1};
  const auto first = insert(row(1, stamp_earned, now)).id;
  auto by_anna = row(2, stamp_earned, now + hour);
  by_anna.staff_pin_id = anna;
  const auto second = insert(by_anna).id;
  const auto third = insert(row(1, stamp_redeemed, now + 2 * hour)).id;
  const auto fourth = insert(row(1, stamp_earned, now + 3 * hour)).id;
  using Ids = std::vector<TransactionId>;
  struct Case {
    const char* name;
    storage::TransactionFilter filter;
    Ids expected;
  };
  const Case cases[] = {
      {"all", {}, {fourth, third, second, first}},
      {"a page", {.limit = 2}, {fourth, third}},
      {"the next page", {.before = third, .limit = 2}, {second, first}},
      {"from, included", {.from = now + hour}, {fourth, third, second}},
      {"to, excluded", {.to = now + hour}, {first}},
      {"a span", {.from = now + hour, .to = now + 3 * hour}, {third, second}},
      {"a type", {.type = stamp_earned}, {fourth, second, first}},
      {"a person", {.staff_pin_id = anna}, {second}},
      {"a card", {.card_id = CardId{1}}, {fourth, third, first}},
      {"a card and a type", {.type = stamp_earned, .card_id = CardId{1}}, {fourth, first}},
      {"a card and a person", {.staff_pin_id = anna, .card_id = CardId{1}}, {}},
      {"a card and a span", {.from = now + hour, .to = now + 3 * hour, .card_id = CardId{1}}, {third}},
      {"a card and a page", {.card_id = CardId{1}, .before = fourth, .limit = 1}, {third}},
      {"to and a page", {.to = now + 2 * hour, .before = fourth}, {second, first}},
  };
  for (const auto& one : cases) EXPECT_EQ(list(one.filter), one.expected) << one.name;
  database.read([&](storage::Transaction& tx) {
    EXPECT_TRUE(storage::list_transactions(tx, CompanyId{12}, city, {}).empty());
    EXPECT_TRUE(storage::list_transactions(tx, beans, VendorId{22}, {}).empty());
    EXPECT_TRUE(storage::list_transactions(tx, CompanyId{12}, city, {.card_id = CardId{1}}).empty());
    EXPECT_EQ(storage::list_transactions(tx, beans, VendorId{22}, {.card_id = CardId{1}}).size(), 3U)
        << "a card's rows wherever they happened";
  });
}

TEST_P(StoreTransactions, CountsStampsOfADayThatWereNotTakenBack) {
  const auto day = at("2026-11-20T00:00:00Z");
  const auto yesterday = insert(row(1, stamp_earned, day - std::chrono::milliseconds{1}));
  EXPECT_EQ(count_since(day), 0);
  insert(row(1, stamp_earned, day));
  EXPECT_EQ(count_since(day), 1);
  auto three = row(1, stamp_earned, now);
  three.stamps_delta = 3;
  insert(three);
  auto welcome = row(1, welcome_bonus, now);
  welcome.stamps_delta = 2;
  insert(welcome);
  auto redeemed = row(1, stamp_redeemed, now);
  redeemed.stamps_delta = -5;
  insert(redeemed);
  insert(row(2, stamp_earned, now));
  EXPECT_EQ(count_since(day), 4);
  insert_void(yesterday, now);
  EXPECT_EQ(count_since(day), 4) << "what is taken back was not of today";
  insert_void(three, now);
  EXPECT_EQ(count_since(day), 1);
}

TEST_P(StoreTransactions, FindsTheLastStampThatWasNotTakenBack) {
  EXPECT_EQ(last_stamp_at(), std::nullopt);
  const auto later = now + std::chrono::hours{1};
  const auto first = insert(row(1, stamp_earned, now));
  const auto second = insert(row(1, stamp_earned, later));
  insert(row(1, stamp_redeemed, later));
  insert(row(2, stamp_earned, later + std::chrono::hours{1}));
  EXPECT_EQ(last_stamp_at(), later);
  EXPECT_EQ(last_stamp_at(second.id), now);
  EXPECT_EQ(last_stamp_at(first.id), later);
  insert_void(second, later);
  EXPECT_EQ(last_stamp_at(), now);
  insert_void(first, later);
  EXPECT_EQ(last_stamp_at(), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(, StoreTransactions, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
