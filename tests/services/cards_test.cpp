#include "services/cards.hpp"

#include <gtest/gtest.h>

#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class LookUpCard : public test::WorldFixture {
 protected:
  Outcome<CardWithCustomer> look_up(const test::Shop& shop, const CardCode& code) {
    return database.write([&](storage::Transaction& tx) {
      auto found = look_up_card(tx, world.actor(shop), code);
      if (found) {
        EXPECT_EQ(lock_card_by_code(tx, shop.company_id, code)->card, found->card);
      }
      return found;
    });
  }
  std::vector<CardCode> codes_of(const Card& card) {
    return {
        {CardCode::Kind::number, card.card_number}, {CardCode::Kind::qr, card.qr_code}, test::code_of(card)};
  }
};

TEST_P(LookUpCard, FindsItByEachOfItsCodes) {
  for (const auto& code : codes_of(world.elise.card)) {
    const auto found = look_up(world.city, code);
    ASSERT_TRUE(found) << code.value;
    EXPECT_EQ(found->card, world.elise.card);
    EXPECT_EQ(found->customer, world.elise.customer);
  }
}

TEST_P(LookUpCard, FindsNoneThatIsNotThere) {
  EXPECT_EQ(refusal_of(look_up(world.city, {CardCode::Kind::number, "100000000008"})), card_not_found);
  EXPECT_EQ(refusal_of(look_up(world.city, {CardCode::Kind::qr, std::string(26, 'A')})), card_not_found);
  EXPECT_EQ(refusal_of(look_up(world.city, {CardCode::Kind::id, "1234567890123"})), card_not_found);
  EXPECT_EQ(refusal_of(look_up(world.city, {CardCode::Kind::id, "9999999999999999999"})), card_not_found);
  EXPECT_EQ(refusal_of(look_up(world.city, {CardCode::Kind::qr, world.elise.card.card_token})),
            card_not_found);
}

TEST_P(LookUpCard, FindsNoneOfAnotherVendorOrCompany) {
  world.open_program(world.park);
  for (const auto& code : codes_of(world.elise.card)) {
    EXPECT_EQ(refusal_of(look_up(world.park, code)), card_not_found);
    EXPECT_EQ(refusal_of(look_up(world.bakery, code)), card_not_found);
  }
}

INSTANTIATE_TEST_SUITE_P(, LookUpCard, test::each_engine(), test::engine_name);

class ChangeCardStatus : public test::WorldFixture {
 protected:
  Outcome<CardWithCustomer> change(const test::Shop& shop, CardStatus status) {
    return database.write([&](storage::Transaction& tx) {
      return change_card_status(tx, world.actor(shop, Role::manager), world.elise.card.id, status);
    });
  }
};

TEST_P(ChangeCardStatus, BlocksClosesAndOpensAgain) {
  auto expected = world.elise.card;
  for (const auto status : {CardStatus::blocked, CardStatus::closed, CardStatus::active}) {
    expected.status = status;
    ++expected.version;
    const auto changed = change(world.city, status);
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->card, expected);
    EXPECT_EQ(world.card(world.elise.card), expected);
  }
}

TEST_P(ChangeCardStatus, LeavesTheVersionWhenNothingChanges) {
  ASSERT_TRUE(change(world.city, CardStatus::active));
  EXPECT_EQ(world.card(world.elise.card), world.elise.card);
}

TEST_P(ChangeCardStatus, FindsNoCardOfOthers) {
  EXPECT_EQ(refusal_of(change(world.park, CardStatus::closed)), card_not_found);
  EXPECT_EQ(refusal_of(change(world.bakery, CardStatus::closed)), card_not_found);
  EXPECT_EQ(world.card(world.elise.card), world.elise.card);
}

INSTANTIATE_TEST_SUITE_P(, ChangeCardStatus, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
