#include "services/card_change.hpp"

#include <gtest/gtest.h>

#include "storage/points.hpp"
#include "storage/transactions.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

class RecordChange : public test::WorldFixture {
 protected:
  const Card& card = world.elise.card;

  LoyaltyTransaction row() {
    return {.company_id = card.company_id,
            .card_id = card.id,
            .id = world.ids.next_as<TransactionId>(world.now),
            .vendor_id = card.joined_vendor_id,
            .stamps_delta = 1,
            .created_at = world.now};
  }
  Card stored() { return world.card(card); }
  std::vector<LoyaltyTransaction> rows() {
    return database.read([&](storage::Transaction& tx) {
      std::vector<LoyaltyTransaction> found;
      for (auto& view :
           storage::list_transactions(tx, card.company_id, card.joined_vendor_id, {.card_id = card.id})) {
        found.push_back(std::move(view.transaction));
      }
      return found;
    });
  }
  // What becomes of the card when it is made like this and recorded.
  Card change(const std::function<void(Card&)>& how, const std::vector<LoyaltyTransaction>& added = {}) {
    const auto before = stored();
    auto after = before;
    how(after);
    database.write([&](storage::Transaction& tx) {
      auto changed = after;
      record(tx, before, changed, added);
      EXPECT_EQ(changed.version, before.version + 1);
    });
    after.version = before.version + 1;
    EXPECT_EQ(stored(), after);
    return after;
  }
};

TEST_P(RecordChange, StoresWhateverChangedAndRaisesTheVersionOnce) {
  const auto balances = [&](Card& changed) {
    changed.stamp_count = 1;
    changed.total_stamps_earned = 2;
    changed.points_balance = -3;
    changed.last_stamp_at = world.now;
  };
  const auto status = [](Card& changed) { changed.status = CardStatus::blocked; };
  const auto expiry = [&](Card& changed) { changed.next_expiry_at = world.now; };
  const auto no_expiry = [](Card& changed) { changed.next_expiry_at.reset(); };
  const auto erased = [&](Card& changed) { changed.erased_at = world.now; };
  change([](Card&) {});
  change(status);
  change(erased);
  EXPECT_TRUE(rows().empty());
  const auto first = row();
  change(balances, {first});
  const auto second = row();
  const auto third = row();
  change(expiry, {second, third});
  EXPECT_EQ(rows(), (std::vector{third, second, first}));
  change(
      [&](Card& changed) {
        no_expiry(changed);
        changed.status = CardStatus::closed;
        changed.stamps_redeemed = 7;
      },
      {row()});
}

// What a lock does not hold: two units read the same card, and each decides by what it read. Of a card that
// moves with its shard this can happen on a cluster; here both have read before either writes.
TEST_P(RecordChange, RefusesWhatWasDecidedByACardThatChangedSince) {
  const auto before = stored();
  const auto add = [&](std::vector<LoyaltyTransaction> added) {
    auto after = before;
    after.stamp_count += static_cast<std::int64_t>(added.size());
    database.write([&](storage::Transaction& tx) { record(tx, before, after, added); });
  };
  const auto first = row();
  add({first});
  const auto once = stored();
  EXPECT_THROW(add({row()}), storage::StorageConflict);
  EXPECT_THROW(add({}), storage::StorageConflict);
  EXPECT_EQ(stored(), once);
  EXPECT_EQ(rows(), std::vector{first});
}

TEST_P(RecordChange, MendsTheNextExpiryUnseen) {
  auto mended = stored();
  mended.next_expiry_at = world.now;
  database.write([&](storage::Transaction& tx) { mend_next_expiry(tx, mended); });
  EXPECT_EQ(stored(), mended);
  auto another = mended;
  another.next_expiry_at.reset();
  another.version = mended.version + 1;
  EXPECT_THROW(database.write([&](storage::Transaction& tx) { mend_next_expiry(tx, another); }),
               storage::StorageConflict);
  EXPECT_EQ(stored(), mended);
}

TEST_P(RecordChange, WritesNothingOfANewCardWhoseNumberIsTaken) {
  auto made = card;
  made.id = world.ids.next_as<CardId>(world.now);
  made.qr_code = "qr";
  made.card_token = "token";
  made.customer_id = world.jean.customer.id;
  auto first = row();
  first.card_id = made.id;
  const auto add = [&] {
    return database.write([&](storage::Transaction& tx) { return record_new(tx, made, {&first, 1}); });
  };
  EXPECT_FALSE(add());
  EXPECT_EQ(world.count_rows(made), 0);
}

INSTANTIATE_TEST_SUITE_P(, RecordChange, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
