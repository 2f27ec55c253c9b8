#include "services/enrolment.hpp"

#include <gtest/gtest.h>

#include "services/programs.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/errors.hpp"
#include "storage/transactions.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class EnrolCustomer : public test::WorldFixture {
 protected:
  std::size_t count_cards(const test::Shop& shop) {
    return database.read([&](storage::Transaction& tx) {
      return storage::list_cards(tx, shop.company_id, shop.program_id, {.limit = 1000}).size();
    });
  }
};

TEST_P(EnrolCustomer, MakesACardAndItsHolder) {
  auto command = world.enrolment(world.city, "Marie", "marie@example.org", "+352621999888");
  command.last_name = "Klein";
  command.birth_date = "1980-12-31";
  command.locale = "lb";
  command.marketing_consent = true;
  const auto enrolled = world.enrol(command);
  ASSERT_TRUE(enrolled);
  EXPECT_FALSE(enrolled->already_enrolled);
  EXPECT_EQ(enrolled->program.id, world.city.program_id);
  const Card card{.company_id = world.city.company_id,
                  .id = command.card_id,
                  .program_id = world.city.program_id,
                  .joined_vendor_id = world.city.vendor_id,
                  .customer_id = command.customer_id,
                  .card_number = command.secrets[0].card_number,
                  .qr_code = command.secrets[0].qr_code,
                  .card_token = command.secrets[0].card_token,
                  .enrolled_at = world.now};
  const Customer customer{.company_id = world.city.company_id,
                          .id = command.customer_id,
                          .program_id = world.city.program_id,
                          .joined_vendor_id = world.city.vendor_id,
                          .first_name = "Marie",
                          .last_name = "Klein",
                          .email = "marie@example.org",
                          .phone = "+352621999888",
                          .birth_date = "1980-12-31",
                          .locale = "lb",
                          .marketing_consent = true,
                          .marketing_consent_at = world.now,
                          .terms_version = 1,
                          .terms_accepted_at = world.now,
                          .created_at = world.now};
  EXPECT_EQ(enrolled->holder.card, card);
  EXPECT_EQ(enrolled->holder.customer, customer);
  database.read([&](storage::Transaction& tx) {
    const auto stored = storage::find_card(tx, card.company_id, card.id);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->card, card);
    EXPECT_EQ(stored->customer, customer);
  });
  EXPECT_EQ(world.count_rows(card), 0) << "no bonus, no row";
}

TEST_P(EnrolCustomer, FillsInWhatIsNotSaid) {
  world.change(world.city, [](Program& program) { program.terms_text = "Newer terms."; });
  const auto holder = world.enrol(world.city, "Marie", "marie@example.org");
  EXPECT_EQ(holder.customer.locale, "fr") << "the vendor's";
  EXPECT_EQ(holder.customer.marketing_consent_at, std::nullopt);
  EXPECT_EQ(holder.customer.terms_version, 2);
}

TEST_P(EnrolCustomer, GivesTheWelcomeBonusByARow) {
  const auto card = world.card(world.zoe.card);
  EXPECT_EQ(card.stamp_count, 1);
  EXPECT_EQ(card.total_stamps_earned, 1);
  EXPECT_EQ(card.points_balance, 10);
  EXPECT_EQ(card.total_points_earned, 10);
  EXPECT_EQ(card.last_stamp_at, std::nullopt) << "nobody waits for a first real stamp";
  const auto rows = database.read([&](storage::Transaction& tx) {
    return storage::list_transactions(tx, world.bakery.company_id, world.bakery.vendor_id, {});
  });
  ASSERT_EQ(rows.size(), 1u);
  const auto& row = rows[0].transaction;
  EXPECT_EQ(row.type, TransactionType::welcome_bonus);
  EXPECT_EQ(row.card_id, card.id);
  EXPECT_EQ(row.stamps_delta, 1);
  EXPECT_EQ(row.points_delta, 10);
  EXPECT_EQ(row.stamps_after, 1);
  EXPECT_EQ(row.points_after, 10);
  EXPECT_EQ(row.created_at, card.enrolled_at);
  EXPECT_EQ(world.ledger_fault(card), "");
  EXPECT_TRUE(world.stamp(world.bakery, card));
}

TEST_P(EnrolCustomer, GivesNoBonusThatTheTypeDoesNotHave) {
  world.change(world.city, [](Program& program) {
    program.welcome_bonus_stamps = 2;
    program.welcome_bonus_points = 50;
  });
  const auto stamps_only = world.enrol(world.city, "A", "a@example.org").card;
  EXPECT_EQ(stamps_only.stamp_count, 2);
  EXPECT_EQ(stamps_only.points_balance, 0);
  EXPECT_EQ(world.ledger_fault(stamps_only), "");
  world.change(world.city, [](Program& program) { program.loyalty_type = LoyaltyType::points; });
  const auto points_only = world.enrol(world.city, "B", "b@example.org").card;
  EXPECT_EQ(points_only.stamp_count, 0);
  EXPECT_EQ(points_only.points_balance, 50);
  EXPECT_EQ(world.ledger_fault(points_only), "");
}

TEST_P(EnrolCustomer, LeavesWhoeverHasACardWithIt) {
  const auto cards_before = count_cards(world.city);
  struct Case {
    const char* name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    const CardWithCustomer* expected;
  };
  const Case cases[] = {
      {"the mail", "elise@example.org", std::nullopt, &world.elise},
      {"the phone", std::nullopt, "+33612345678", &world.jean},
      {"both", "elise@example.org", "+352621123456", &world.elise},
      {"the mail and a new phone", "elise@example.org", "+352621000000", &world.elise},
      {"the phone and a new mail", "new@example.org", "+352621123456", &world.elise},
      {"one's mail and another's phone", "elise@example.org", "+33612345678", &world.elise},
  };
  for (const auto& one : cases) {
    const auto enrolled = world.enrol(world.enrolment(world.city, "Impostor", one.email, one.phone));
    ASSERT_TRUE(enrolled) << one.name;
    EXPECT_TRUE(enrolled->already_enrolled) << one.name;
    EXPECT_EQ(enrolled->holder.card, one.expected->card) << one.name;
    EXPECT_EQ(enrolled->holder.customer, one.expected->customer) << one.name;
  }
  EXPECT_EQ(count_cards(world.city), cards_before);
  EXPECT_EQ(world.count_rows(world.elise.card), 0) << "no second bonus either";
}

TEST_P(EnrolCustomer, MakesACardOfItsOwnAtEachVendor) {
  world.open_program(world.park);
  for (const auto& shop : {world.park, world.bakery}) {
    const auto enrolled = world.enrol(world.enrolment(shop, "Élise", "elise@example.org", "+352621123456"));
    ASSERT_TRUE(enrolled);
    EXPECT_FALSE(enrolled->already_enrolled);
    EXPECT_EQ(enrolled->holder.card.joined_vendor_id, shop.vendor_id);
    EXPECT_EQ(enrolled->holder.card.company_id, shop.company_id);
  }
}

TEST_P(EnrolCustomer, RefusesWithoutAProgramOrWhileItIsOff) {
  EXPECT_EQ(refusal_of(world.enrol(world.enrolment(world.park, "A", "a@example.org"))), program_not_found);
  database.write([&](storage::Transaction& tx) {
    ASSERT_TRUE(deactivate_program(tx, world.actor(world.city, Role::owner)));
  });
  EXPECT_EQ(refusal_of(world.enrol(world.enrolment(world.city, "A", "a@example.org"))), program_inactive);
  EXPECT_EQ(refusal_of(world.enrol(world.enrolment(world.city, "Élise", "elise@example.org"))),
            program_inactive);
  EXPECT_EQ(count_cards(world.city), 2u);
  world.change(world.city, [](Program& program) { program.is_active = true; });
  EXPECT_TRUE(world.enrol(world.enrolment(world.city, "A", "a@example.org"))) << "nothing was left behind";
}

TEST_P(EnrolCustomer, TakesTheNextNumberWhenOneIsTaken) {
  auto command = world.enrolment(world.city, "Marie", "marie@example.org");
  command.secrets[0].card_number = world.elise.card.card_number;
  command.secrets[1].qr_code = world.jean.card.qr_code;
  const auto enrolled = world.enrol(command);
  ASSERT_TRUE(enrolled);
  EXPECT_EQ(enrolled->holder.card.card_number, command.secrets[2].card_number);
}

TEST_P(EnrolCustomer, LeavesNothingWhenEveryNumberIsTaken) {
  auto command = world.enrolment(world.city, "Marie", "marie@example.org");
  for (auto& secrets : command.secrets) secrets.card_number = world.elise.card.card_number;
  EXPECT_THROW((void)world.enrol(command), storage::StorageFault);
  const auto again = world.enrol(world.enrolment(world.city, "Marie", "marie@example.org"));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->already_enrolled);
}

INSTANTIATE_TEST_SUITE_P(, EnrolCustomer, test::each_engine(), test::engine_name);

class FindEnrolmentPlace : public test::WorldFixture {
 protected:
  Outcome<EnrolmentPlace> find(std::string_view code) {
    return database.read([&](storage::Transaction& tx) { return find_enrolment_place(tx, code); });
  }
};

TEST_P(FindEnrolmentPlace, KnowsTheVendorItsCountryAndItsProgram) {
  const auto place = find("BAKERY");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->vendor.id, world.bakery.vendor_id);
  EXPECT_EQ(place->country, "FR");
  EXPECT_EQ(place->program.id, world.bakery.program_id);
  EXPECT_EQ(place->program.points_rewards.size(), 1u);
  EXPECT_EQ(place->program.terms_text, "One card each.");
}

TEST_P(FindEnrolmentPlace, RefusesWhereNobodyCanEnrol) {
  EXPECT_EQ(refusal_of(find("NOWHERE")), vendor_not_found);
  EXPECT_EQ(refusal_of(find("PARK")), program_not_found);
  database.write([&](storage::Transaction& tx) {
    auto company = storage::find_company(tx, world.bakery.company_id).value();
    company.is_active = false;
    storage::set_company(tx, company);
  });
  EXPECT_EQ(refusal_of(find("BAKERY")), vendor_not_found);
  EXPECT_TRUE(find("CITY")) << "another company's";
}

INSTANTIATE_TEST_SUITE_P(, FindEnrolmentPlace, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
