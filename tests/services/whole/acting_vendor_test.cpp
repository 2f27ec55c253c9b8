// A program may be run by several vendors: what it owns is found at each of them, and what happens is written
// where it happens.
#include <gtest/gtest.h>

#include "services/card_search.hpp"
#include "services/cards.hpp"
#include "storage/points.hpp"
#include "storage/programs.hpp"
#include "storage/statistics.hpp"
#include "storage/transactions.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class ActingVendor : public test::WorldFixture {
 protected:
  // Park runs City's program, which gives points as well.
  void SetUp() override {
    world.change(world.city, [](Program& program) {
      program.loyalty_type = LoyaltyType::hybrid;
      program.points_per_euro = {1000};
      program.cooldown_minutes = 0;
    });
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(storage::insert_program_vendor(tx, {.company_id = world.park.company_id,
                                                      .vendor_id = world.park.vendor_id,
                                                      .program_id = world.city.program_id,
                                                      .joined_at = world.now}));
    });
    world.park.program_id = world.city.program_id;
    paul = world.hire(world.park, "Paul", "5937");
    at_park.pin = world.right_pin(paul);
  }
  std::vector<TransactionId> rows_at(const test::Shop& shop) {
    return database.read([&](storage::Transaction& tx) {
      std::vector<TransactionId> ids;
      for (const auto& view : storage::list_transactions(tx, shop.company_id, shop.vendor_id, {})) {
        EXPECT_EQ(view.transaction.vendor_id, shop.vendor_id);
        ids.push_back(view.transaction.id);
      }
      return ids;
    });
  }
  std::vector<VendorId> vendors_of_rows() {
    return database.read([&](storage::Transaction& tx) {
      std::vector<VendorId> vendors;
      const storage::TransactionFilter filter{.card_id = elise.id};
      for (const auto& view :
           storage::list_transactions(tx, world.city.company_id, world.city.vendor_id, filter)) {
        vendors.push_back(view.transaction.vendor_id);
      }
      return vendors;
    });
  }

  const Card& elise = world.elise.card;
  test::Staff paul;
  test::AtCounter at_park;
};

TEST_P(ActingVendor, FindsTheCardsOfTheProgramItRuns) {
  const auto actor = world.actor(world.park);
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(look_up_card(tx, actor, {CardCode::Kind::number, elise.card_number})->card, elise);
    EXPECT_EQ(view_card(tx, actor, elise.id)->card, elise);
    EXPECT_EQ(list_cards(tx, actor, {}).size(), 2U);
    EXPECT_EQ(search_cards(tx, actor, {.text = "elise", .status = {}}, {}, 10).cards.size(), 1U);
  });
  const auto again = world.enrol(world.enrolment(world.park, "Élise", "elise@example.org"));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->already_enrolled) << "the program's member, wherever they joined";
  const auto nora = world.enrol(world.park, "Nora", "nora@example.org");
  EXPECT_EQ(nora.card.joined_vendor_id, world.park.vendor_id);
  EXPECT_EQ(nora.customer.joined_vendor_id, world.park.vendor_id);
  EXPECT_TRUE(world.stamp(world.city, nora.card));
}

TEST_P(ActingVendor, IsWhereTheRowsSayThatSomethingHappened) {
  const auto at_city = world.stamp(world.city, elise)->transaction.transaction.id;
  const auto at_other = world.stamp(world.park, elise, at_park)->transaction.transaction.id;
  EXPECT_EQ(rows_at(world.city), std::vector{at_city});
  EXPECT_EQ(rows_at(world.park), std::vector{at_other});
  EXPECT_EQ(vendors_of_rows(), (std::vector{world.park.vendor_id, world.city.vendor_id}));
  EXPECT_EQ(refusal_of(world.take_back(world.park, at_city, at_park)), transaction_not_found)
      << "a till takes back what it did itself";
  EXPECT_TRUE(world.take_back(world.park, at_other, at_park));
  EXPECT_EQ(rows_at(world.park).size(), 2U);
  EXPECT_EQ(world.ledger_fault(elise), "");
}

TEST_P(ActingVendor, CountsAReceiptOfEachVendor) {
  const test::Purchase purchase{.cents = 1000, .reference = "R-1"};
  ASSERT_TRUE(world.earn(world.city, elise, purchase));
  const auto second = world.earn(world.park, elise, purchase, at_park);
  ASSERT_TRUE(second);
  EXPECT_EQ(refusal_of(world.earn(world.park, elise, purchase, at_park)), purchase_already_recorded);
  EXPECT_EQ(world.ledger_fault(elise), "");
  ASSERT_TRUE(world.take_back(world.park, second->transaction.transaction.id, at_park));
  database.read([&](storage::Transaction& tx) {
    const auto find = [&](const test::Shop& shop) {
      return storage::find_purchase(tx, shop.company_id, shop.vendor_id, "R-1");
    };
    EXPECT_TRUE(find(world.city)) << "the other vendor's";
    EXPECT_FALSE(find(world.park));
  });
  EXPECT_EQ(world.ledger_fault(elise), "");
}

TEST_P(ActingVendor, HasItsOwnPins) {
  const auto actor = world.actor(world.park);
  EXPECT_EQ(world.prove(actor, {.pin = paul.pin, .staff_pin_id = {}}).kind, PinProof::Kind::right);
  EXPECT_EQ(world.prove(actor, {.pin = world.anna.pin, .staff_pin_id = {}}).kind, PinProof::Kind::wrong);
  EXPECT_EQ(world.prove(actor, {.pin = world.anna.pin, .staff_pin_id = world.anna.id}).kind,
            PinProof::Kind::wrong);
  const auto same_digits = world.hire(world.park, "Annette", world.anna.pin);
  EXPECT_EQ(world.prove(actor, {.pin = same_digits.pin, .staff_pin_id = {}}).pin_id, same_digits.id);
}

TEST_P(ActingVendor, TakesOutExpiredPointsInTheNameOfTheHome) {
  world.change(world.city, [](Program& program) { program.points_expire_after_days = 1; });
  ASSERT_TRUE(world.earn(world.park, elise, {.cents = 1000}, at_park));
  world.pass(std::chrono::days{3});
  ASSERT_TRUE(world.earn(world.park, elise, {.cents = 100}, at_park));
  EXPECT_EQ(vendors_of_rows(),
            (std::vector{world.park.vendor_id, world.city.vendor_id, world.park.vendor_id}));
  EXPECT_EQ(world.ledger_fault(elise), "");
}

TEST_P(ActingVendor, IsCountedWithWhoJoinedThere) {
  world.enrol(world.park, "Nora", "nora@example.org");
  database.read([&](storage::Transaction& tx) {
    const auto count = [&](const test::Shop& shop) {
      int cards = 0;
      storage::each_uncounted_card(tx, {.company_id = shop.company_id, .vendor_id = shop.vendor_id},
                                   INT64_MAX, 100, [&](CardId) { ++cards; });
      return cards;
    };
    EXPECT_EQ(count(world.city), 2);
    EXPECT_EQ(count(world.park), 1);
    EXPECT_TRUE(storage::find_counted_vendor(tx, world.park.company_id, world.park.vendor_id));
  });
}

INSTANTIATE_TEST_SUITE_P(, ActingVendor, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
