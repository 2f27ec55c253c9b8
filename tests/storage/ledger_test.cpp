#include "storage/ledger.hpp"

#include <gtest/gtest.h>

#include "storage/cards_fixture.hpp"

namespace loyalty {
namespace {

// What each write leaves alone is shown by a card of which every field is another.
class WriteCards : public test::CardsFixture {
 protected:
  void SetUp() override {
    insert(1);
    insert(2);
  }
  static Card other(Card card) {
    card.status = CardStatus::closed;
    card.stamp_count = 11;
    card.total_stamps_earned = 12;
    card.stamps_redeemed = 13;
    card.points_balance = -14;
    card.total_points_earned = 15;
    card.points_redeemed = 16;
    card.total_spent_cents = 17;
    card.next_expiry_at = *card.next_expiry_at + std::chrono::hours{1};
    card.last_stamp_at = *card.last_stamp_at + std::chrono::hours{2};
    card.last_points_at = *card.last_points_at + std::chrono::hours{3};
    card.version = 18;
    card.erased_at = card.enrolled_at;
    return card;
  }
  template <class Write>
  void write(Write write_card, const Card& asked) {
    database.write([&](storage::Transaction& tx) { write_card(tx, asked, stored(tx).version); });
  }
  // Whoever decided by a version that is no longer stored.
  template <class Write>
  void expect_conflict(Write write_card) {
    const auto as_it_is = stored();
    EXPECT_THROW(database.write([&](storage::Transaction& tx) { write_card(tx); }), storage::StorageConflict);
    EXPECT_EQ(stored(), as_it_is);
  }
  Card stored(storage::Transaction& tx, std::int64_t id = 1) {
    return storage::find_card(tx, beans, CardId{id}).value().card;
  }
  Card stored(std::int64_t id = 1) {
    return database.read([&](storage::Transaction& tx) { return stored(tx, id); });
  }
};

TEST_P(WriteCards, StoresTheBalancesTheirTimesAndTheVersion) {
  const auto asked = other(card(1));
  auto expected = asked;
  expected.status = card(1).status;
  expected.next_expiry_at = card(1).next_expiry_at;
  expected.erased_at = card(1).erased_at;
  write(storage::set_card_balances, asked);
  EXPECT_EQ(stored(), expected);
  expected.last_stamp_at.reset();
  write(storage::set_card_balances, expected);
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(stored(2), card(2));
}

TEST_P(WriteCards, StoresTheStatusWhenItWasErasedAndTheVersion) {
  const auto asked = other(card(1));
  auto expected = card(1);
  expected.status = asked.status;
  expected.erased_at = asked.erased_at;
  expected.version = asked.version;
  write(storage::set_card_status, asked);
  EXPECT_EQ(stored(), expected);
  EXPECT_EQ(stored(2), card(2));
}

TEST_P(WriteCards, StoresTheNextExpiryByItself) {
  auto expected = card(1);
  for (const auto next : {std::optional(now), std::optional<Instant>()}) {
    auto asked = other(card(1));
    asked.next_expiry_at = next;
    asked.version = expected.version;
    expected.next_expiry_at = next;
    database.write([&](storage::Transaction& tx) { storage::set_next_expiry(tx, asked); });
    EXPECT_EQ(stored(), expected);
    EXPECT_EQ(stored(2), card(2));
  }
}

TEST_P(WriteCards, RefusesWhatWasDecidedByAnotherVersion) {
  for (const std::int64_t apart : {-1, 1}) {
    const auto read = card(1).version + apart;
    auto asked = other(card(1));
    asked.version = read;
    expect_conflict([&](storage::Transaction& tx) { storage::set_card_balances(tx, asked, read); });
    expect_conflict([&](storage::Transaction& tx) { storage::set_card_status(tx, asked, read); });
    expect_conflict([&](storage::Transaction& tx) { storage::set_next_expiry(tx, asked); });
  }
}

INSTANTIATE_TEST_SUITE_P(, WriteCards, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
