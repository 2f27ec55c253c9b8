#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "command/demo/shops.hpp"
#include "command/demo/world.hpp"
#include "rules/password.hpp"
#include "rules/program_form.hpp"
#include "services/ledger.hpp"
#include "services/pin_check.hpp"
#include "services/sessions.hpp"
#include "storage/cards.hpp"
#include "storage/transactions.hpp"
#include "support/database.hpp"
#include "support/ledger.hpp"

namespace loyalty {
namespace {

using storage::Transaction;

class FillDemo : public test::StoreFixture {
 protected:
  FillDemo() {
    config.secret_key = "a secret key of the tests, 32 bytes and more";
    config.bcrypt_cost = 4;
  }

  std::vector<TransactionView> list_all_transactions(const Vendor& vendor) {
    return database.read([&](Transaction& tx) {
      return storage::list_transactions(tx, vendor.company_id, vendor.id, {.limit = 100'000});
    });
  }
  void expect_sign_in(const DemoUser& user, const std::string& password);
  void expect_pin(const DemoVendor& shop, const DemoPin& pin);

  Config config;
  const Instant now = test::at("2026-11-22T12:00:00Z");
};

void FillDemo::expect_sign_in(const DemoUser& user, const std::string& password) {
  const Secrets secrets(config.secret_key);
  const auto candidate = database.read([&](Transaction& tx) {
    return find_sign_in_candidate(tx, secrets, {.email = user.email, .ip_address = "192.0.2.1", .now = now});
  });
  ASSERT_TRUE(candidate) << user.email;
  ASSERT_TRUE(candidate->user) << user.email;
  EXPECT_EQ(candidate->user->role, user.role);
  EXPECT_TRUE(prove_password(secrets, *candidate, password)) << user.email;
  EXPECT_FALSE(find_password_fault(password, user.email)) << user.email;
}

void FillDemo::expect_pin(const DemoVendor& shop, const DemoPin& pin) {
  const Actor actor{.company_id = shop.vendor.company_id,
                    .vendor_id = shop.vendor.id,
                    .program_id = shop.program.id,
                    .now = now};
  const TypedPin typed{.pin = pin.pin};
  const auto candidate = database.read(
      [&](Transaction& tx) { return find_pin_candidate(tx, Secrets(config.secret_key), actor, typed); });
  EXPECT_EQ(prove_pin(candidate, typed).kind, PinProof::Kind::right) << pin.name;
}

TEST_P(FillDemo, LeavesBalancesThatTheHistoryExplains) {
  const auto world = fill_demo(database.store(), config, now);
  std::set<CompanyId> companies;
  for (const auto& shop : world.vendors) companies.insert(shop.vendor.company_id);
  std::int64_t cards = 0;
  for (const auto company : companies) {
    database.read([&](Transaction& tx) {
      const auto verified = verify_cards(tx, company, {}, 10'000);
      cards += verified.findings.cards;
      EXPECT_EQ(verified.findings.differences, std::vector<LedgerDifference>{});
      EXPECT_EQ(verify_references(tx, company, {}, 100'000).differences, std::vector<LedgerDifference>{});
    });
  }
  EXPECT_EQ(cards, 2000);
  EXPECT_EQ(world.history.customers, 2000);
}

TEST_P(FillDemo, TellsHalfAYearInTheOrderOfTime) {
  const auto world = fill_demo(database.store(), config, now);
  std::map<TransactionType, std::int64_t> rows;
  for (const auto& shop : world.vendors) {
    const auto views = list_all_transactions(shop.vendor);
    ASSERT_FALSE(views.empty()) << shop.vendor.code;
    EXPECT_LT(views.front().transaction.created_at, now);
    EXPECT_GT(views.front().transaction.created_at, now - std::chrono::days{4});
    EXPECT_LT(views.back().transaction.created_at, now - std::chrono::days{170});
    for (std::size_t i = 0; i < views.size(); ++i) {
      ++rows[views[i].transaction.type];
      if (i > 0) ASSERT_GE(views[i - 1].transaction.created_at, views[i].transaction.created_at);
    }
  }
  using enum TransactionType;
  EXPECT_EQ(rows[points_earned], world.history.purchases);
  EXPECT_EQ(rows[stamp_redeemed] + rows[points_redeemed], world.history.rewards);
  EXPECT_EQ(rows[points_adjusted], world.history.adjustments);
  for (const auto type : {stamp_earned, stamp_redeemed, stamp_earned_voided, points_earned, points_redeemed,
                          points_earned_voided, points_expired, points_adjusted, welcome_bonus}) {
    EXPECT_GT(rows[type], 0) << name_of(type);
  }
  EXPECT_GT(world.history.stamps, 5000);
  EXPECT_GT(world.history.rewards, 200);
  EXPECT_GT(world.history.voids, 20);
  EXPECT_GT(world.history.expiries, 20);
  EXPECT_GT(world.history.refusals, 20);
}

TEST_P(FillDemo, OpensWithThePasswordsPinsAndLinksThatItTells) {
  EXPECT_TRUE(is_empty(database.store()));
  const auto world = fill_demo(database.store(), config, now);
  EXPECT_FALSE(is_empty(database.store()));
  std::set<Role> roles;
  for (const auto& user : world.users) {
    expect_sign_in(user, world.password);
    roles.insert(user.role);
  }
  EXPECT_EQ(roles.size(), 4U);
  std::set<LoyaltyType> types;
  for (const auto& shop : world.vendors) {
    types.insert(shop.program.loyalty_type);
    for (const auto& pin : shop.pins) expect_pin(shop, pin);
    const auto card = database.read([&](Transaction& tx) {
      return storage::find_card_by_token(tx, shop.vendor.company_id, shop.card_token);
    });
    ASSERT_TRUE(card) << shop.vendor.code;
    EXPECT_EQ(card->card.status, CardStatus::active);
  }
  EXPECT_EQ(types.size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Engines, FillDemo, test::each_engine());

TEST(MakeDemoShops, HaveProgramsThatCouldBeTypedIn) {
  for (const auto& shop : make_demo_shops())
    EXPECT_TRUE(find_program_faults(shop.program).empty()) << shop.code;
}

}  // namespace
}  // namespace loyalty
