#include "storage/customers.hpp"

#include <gtest/gtest.h>

#include "storage/cards_fixture.hpp"

namespace loyalty {
namespace {

class StoreCustomers : public test::CardsFixture {
 protected:
  void insert(std::int64_t id) {
    CardsFixture::insert(id);
    database.write([&](storage::Transaction& tx) {
      storage::insert_search_terms(tx, card(id), {"elise", "number " + std::to_string(id)});
    });
  }
  CardWithCustomer find(std::int64_t id) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_card(tx, beans, CardId{id}).value(); });
  }
  bool has_contact_of_another(const Customer& asked) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::has_contact_of_another(tx, asked); });
  }
  std::size_t count_terms(std::string_view prefix) {
    return database.read([&](storage::Transaction& tx) {
      return storage::search_terms(tx, beans, coffee, prefix, "", std::nullopt, 100).size();
    });
  }
};

TEST_P(StoreCustomers, ChangesEverythingButTheIdentity) {
  insert(1);
  insert(2);
  Customer changed{.company_id = beans,
                   .id = CustomerId{1},
                   .program_id = coffee,
                   .joined_vendor_id = city,
                   .first_name = "Elsa",
                   .email = std::nullopt,
                   .phone = "+33612345678",
                   .birth_date = "",
                   .locale = "fr",
                   .marketing_consent = false,
                   .marketing_consent_at = std::nullopt,
                   .terms_version = 4,
                   .terms_accepted_at = now + std::chrono::hours{3},
                   .created_at = customer(1).created_at};
  database.write([&](storage::Transaction& tx) { storage::set_customer(tx, changed); });
  EXPECT_EQ(find(1).customer, changed);
  EXPECT_EQ(find(2).customer, customer(2));
}

TEST_P(StoreCustomers, TellsWhetherAContactIsSomebodyElses) {
  insert(1);
  insert(2);
  auto asked = customer(1);
  EXPECT_FALSE(has_contact_of_another(asked)) << "one's own";
  asked.email = "elise2@example.org";
  EXPECT_TRUE(has_contact_of_another(asked));
  asked = customer(1);
  asked.phone = "+352621000002";
  EXPECT_TRUE(has_contact_of_another(asked));
  asked.email.reset();
  asked.phone.reset();
  EXPECT_FALSE(has_contact_of_another(asked)) << "nobody shares what is not there";
  asked = customer(2);
  asked.program_id = ProgramId{42};
  EXPECT_FALSE(has_contact_of_another(asked)) << "another program";
  asked.program_id = coffee;
  asked.company_id = CompanyId{12};
  EXPECT_FALSE(has_contact_of_another(asked)) << "another company";
}

TEST_P(StoreCustomers, ForgetsTheWordsOfOneCard) {
  insert(1);
  insert(2);
  ASSERT_EQ(count_terms("elise"), 2U);
  database.write([&](storage::Transaction& tx) { storage::delete_search_terms(tx, card(1)); });
  EXPECT_EQ(count_terms("elise"), 1U);
  EXPECT_EQ(count_terms("number 1"), 0U);
  EXPECT_EQ(count_terms("number 2"), 1U);
}

INSTANTIATE_TEST_SUITE_P(, StoreCustomers, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
