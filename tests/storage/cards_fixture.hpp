// Customers and cards of one program, for the tests of their tables.
#pragma once

#include <gtest/gtest.h>

#include "storage/cards.hpp"
#include "storage/ledger.hpp"
#include "support/database.hpp"

namespace loyalty::test {

class CardsFixture : public StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const VendorId city{21};
  const ProgramId coffee{41};

  // No field has its default, so that one that is not stored shows.
  Customer customer(std::int64_t id) const {
    return {.company_id = beans,
            .id = CustomerId{id},
            .program_id = coffee,
            .joined_vendor_id = city,
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
            .created_at = now + std::chrono::hours{2}};
  }
  Card card(std::int64_t id) const {
    const auto text = std::to_string(id);
    return {.company_id = beans,
            .id = CardId{id},
            .program_id = coffee,
            .joined_vendor_id = city,
            .customer_id = CustomerId{id},
            .card_number = "number " + text,
            .qr_code = "qr " + text,
            .card_token = "token " + text,
            .status = CardStatus::blocked,
            .stamp_count = 1,
            .total_stamps_earned = 2,
            .stamps_redeemed = 3,
            .points_balance = -4,
            .total_points_earned = 5,
            .points_redeemed = 6,
            .total_spent_cents = 8,
            .next_expiry_at = now + std::chrono::hours{3},
            .last_stamp_at = now,
            .last_points_at = now + std::chrono::hours{1},
            .version = 7,
            .enrolled_at = now + std::chrono::hours{2}};
  }
  void insert(std::int64_t id) {
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(storage::insert_customer(tx, customer(id)));
      ASSERT_TRUE(storage::insert_card(tx, card(id)));
    });
  }
  bool insert_customer(const Customer& inserted) {
    return database.write([&](storage::Transaction& tx) { return storage::insert_customer(tx, inserted); });
  }
  bool insert_card(const Card& inserted) {
    return database.write([&](storage::Transaction& tx) { return storage::insert_card(tx, inserted); });
  }
  void expect_first(const std::optional<CardWithCustomer>& found) const {
    ASSERT_TRUE(found);
    EXPECT_EQ(found->card, card(1));
    EXPECT_EQ(found->customer, customer(1));
  }
};

}  // namespace loyalty::test
