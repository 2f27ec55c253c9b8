#include "storage/customers.hpp"

#include <gtest/gtest.h>

#include "storage/cards.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;

class StoreCustomers : public test::StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const VendorId city{21};

  Customer customer(std::int64_t id) const {
    return {.company_id = beans,
            .id = CustomerId{id},
            .vendor_id = city,
            .first_name = "Élise",
            .last_name = "Müller",
            .email = "elise" + std::to_string(id) + "@example.org",
            .phone = "+35262100000" + std::to_string(id),
            .birth_date = "1990-02-28",
            .locale = "lb",
            .marketing_consent = true,
            .marketing_consent_at = now,
            .terms_version = 3,
            .terms_accepted_at = now + std::chrono::hours{1},
            .created_at = now};
  }
  Card card(std::int64_t id) const {
    const auto text = std::to_string(id);
    return {.company_id = beans,
            .id = CardId{id},
            .vendor_id = city,
            .program_id = ProgramId{41},
            .customer_id = CustomerId{id},
            .card_number = "number " + text,
            .qr_code = "qr " + text,
            .card_token = "token " + text,
            .enrolled_at = now};
  }
  void insert(std::int64_t id) {
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(storage::insert_customer(tx, customer(id)));
      ASSERT_TRUE(storage::insert_card(tx, card(id)));
      storage::insert_search_terms(tx, card(id), {"elise", "number " + std::to_string(id)});
    });
  }
  CardWithCustomer find(std::int64_t id) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_card(tx, beans, city, CardId{id}).value(); });
  }
  bool has_contact_of_another(const Customer& asked) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::has_contact_of_another(tx, asked); });
  }
  std::size_t count_terms(std::string_view prefix) {
    return database.read([&](storage::Transaction& tx) {
      return storage::search_terms(tx, beans, city, prefix, "", std::nullopt, 100).size();
    });
  }
};

TEST_P(StoreCustomers, ChangesEverythingButTheIdentity) {
  insert(1);
  insert(2);
  Customer changed{.company_id = beans,
                   .id = CustomerId{1},
                   .vendor_id = city,
                   .first_name = "Elsa",
                   .email = std::nullopt,
                   .phone = "+33612345678",
                   .birth_date = "",
                   .locale = "fr",
                   .marketing_consent = false,
                   .marketing_consent_at = std::nullopt,
                   .terms_version = 4,
                   .terms_accepted_at = now + std::chrono::hours{3},
                   .created_at = now};
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
  asked.vendor_id = VendorId{22};
  EXPECT_FALSE(has_contact_of_another(asked)) << "another vendor";
  asked.vendor_id = city;
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

TEST_P(StoreCustomers, KeepsWhenACardWasErased) {
  insert(1);
  insert(2);
  auto erased = card(1);
  erased.erased_at = now + std::chrono::hours{5};
  erased.status = CardStatus::closed;
  erased.version = 9;
  auto newer = card(2);
  newer.version = 4;
  database.write([&](storage::Transaction& tx) {
    storage::set_card_erased(tx, erased);
    storage::set_card_version(tx, newer);
  });
  EXPECT_EQ(find(1).card, erased);
  EXPECT_EQ(find(2).card, newer);
}

INSTANTIATE_TEST_SUITE_P(, StoreCustomers, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
