#include "storage/programs.hpp"

#include <gtest/gtest.h>

#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/ledger.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;

class StorePrograms : public test::StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const VendorId city{21};
  const VendorId park{22};

  // No field has its default, so that one that is not stored shows.
  Program whole_program() const {
    return {.company_id = beans,
            .id = ProgramId{41},
            .home_vendor_id = city,
            .loyalty_type = LoyaltyType::hybrid,
            .card_name = "Café card",
            .card_color = "#123456",
            .logo_url = "https://example.org/logo.png",
            .stamp_icon = "star",
            .headline = "Bonjour",
            .stamps_target = 9,
            .stamps_reward_description = "A coffee",
            .stamps_reward_cost_cents = 120,
            .points_per_euro = {1250},
            .points_rewards =
                {{.id = RewardId{51}, .name = "Tea", .points = 30, .description = "Green", .cost_cents = 45},
                 {.id = RewardId{50}, .name = "Cake", .points = 90, .is_active = false}},
            .minimum_purchase_cents = 300,
            .welcome_bonus_stamps = 2,
            .welcome_bonus_points = 5,
            .points_expire_after_days = 365,
            .allow_negative_points = false,
            .cooldown_minutes = 3,
            .max_daily_stamps = 7,
            .require_staff_pin = false,
            .business_day_starts_at = std::chrono::minutes{270},
            .google_issuer_id = "3388000000012345678",
            .apple_pass_type_id = "pass.example.card",
            .terms_text = "One card each.",
            .terms_version = 4,
            .is_active = false,
            .version = 6,
            .created_at = now,
            .updated_at = now + std::chrono::hours{1}};
  }
  Program plain_program() const {
    return {.company_id = beans,
            .id = ProgramId{42},
            .home_vendor_id = park,
            .card_name = "Park card",
            .stamps_target = 5,
            .created_at = now,
            .updated_at = now};
  }
  void SetUp() override {
    database.write([&](storage::Transaction& tx) {
      storage::insert_company(tx, {.id = beans, .name = "Beans", .country = "LU", .created_at = now});
      ASSERT_TRUE(storage::insert_vendor(
          tx,
          {.company_id = beans, .id = city, .code = "CITY", .name = "City", .timezone = "Europe/Berlin"}));
      ASSERT_TRUE(storage::insert_vendor(
          tx, {.company_id = beans, .id = park, .code = "PARK", .name = "Park", .timezone = "Europe/Paris"}));
      ASSERT_TRUE(storage::insert_program(tx, whole_program()));
      ASSERT_TRUE(storage::insert_program(tx, plain_program()));
    });
  }
};

TEST_P(StorePrograms, FindsEveryFieldAsItWasInserted) {
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_program(tx, beans, city), whole_program());
    EXPECT_EQ(storage::lock_program(tx, beans, city), whole_program());
    EXPECT_EQ(storage::find_program(tx, beans, park), plain_program());
    EXPECT_EQ(storage::find_program(tx, CompanyId{12}, city), std::nullopt);
    EXPECT_EQ(storage::find_program(tx, beans, VendorId{29}), std::nullopt);
    EXPECT_EQ(storage::find_program(tx, beans, ProgramId{41}), whole_program());
    EXPECT_EQ(storage::find_program(tx, beans, ProgramId{43}), std::nullopt);
    EXPECT_EQ(storage::find_program(tx, CompanyId{12}, ProgramId{41}), std::nullopt);
    EXPECT_EQ(storage::find_home_vendor(tx, beans, ProgramId{42}), park);
    EXPECT_EQ(storage::find_home_vendor(tx, CompanyId{12}, ProgramId{42}), std::nullopt);
  });
}

TEST_P(StorePrograms, GivesTheCounterTheZoneAndNoTexts) {
  auto expected = whole_program();
  expected.points_rewards.clear();
  expected.terms_text.clear();
  database.read([&](storage::Transaction& tx) {
    const auto found = storage::find_program_at_counter(tx, beans, city);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->timezone, "Europe/Berlin");
    EXPECT_EQ(found->program, expected);
    EXPECT_FALSE(storage::find_program_at_counter(tx, CompanyId{12}, city));
  });
}

TEST_P(StorePrograms, LeadsEveryVendorThatRunsAProgramToIt) {
  const VendorId station{23};
  const ProgramVendor link{.company_id = beans,
                           .vendor_id = station,
                           .program_id = ProgramId{41},
                           .may_enrol = false,
                           .may_redeem = false,
                           .joined_at = now};
  database.write([&](storage::Transaction& tx) {
    ASSERT_TRUE(storage::insert_vendor(tx, {.company_id = beans,
                                            .id = station,
                                            .code = "STATION",
                                            .name = "Station",
                                            .timezone = "Europe/Rome"}));
    EXPECT_TRUE(storage::insert_program_vendor(tx, link));
    EXPECT_FALSE(storage::insert_program_vendor(tx, link)) << "it runs one";
  });
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_program(tx, beans, station), whole_program());
    EXPECT_EQ(storage::lock_program(tx, beans, station), whole_program());
    const auto at_counter = storage::find_program_at_counter(tx, beans, station);
    ASSERT_TRUE(at_counter);
    EXPECT_EQ(at_counter->timezone, "Europe/Rome") << "of where it happens";
    EXPECT_EQ(at_counter->program.home_vendor_id, city);
  });
}

TEST_P(StorePrograms, RefusesASecondProgramOfAVendor) {
  auto second = plain_program();
  second.id = ProgramId{43};
  EXPECT_FALSE(database.write([&](storage::Transaction& tx) { return storage::insert_program(tx, second); }));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_program(tx, beans, second.id), std::nullopt) << "nothing of it is left";
  });
  database.read(
      [&](storage::Transaction& tx) { EXPECT_EQ(storage::find_program(tx, beans, park), plain_program()); });
}

TEST_P(StorePrograms, ChangesEveryFieldButItsIdentity) {
  auto changed = plain_program();
  const auto source = whole_program();
  const auto id = changed.id;
  changed = source;
  changed.id = id;
  changed.home_vendor_id = park;
  changed.points_rewards = {{.id = RewardId{60}, .name = "Scone", .points = 15}};
  database.write([&](storage::Transaction& tx) { storage::set_program(tx, changed); });
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_program(tx, beans, park), changed);
    EXPECT_EQ(storage::find_program(tx, beans, city), whole_program()) << "another vendor's";
  });
}

TEST_P(StorePrograms, KeepsATextOfTermsThatSomebodyMayHaveAccepted) {
  auto changed = whole_program();
  changed.terms_text = "Another text under the same version";
  database.write([&](storage::Transaction& tx) { storage::set_program(tx, changed); });
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_program(tx, beans, city)->terms_text, "One card each.");
  });
  changed.terms_version = 5;
  database.write([&](storage::Transaction& tx) { storage::set_program(tx, changed); });
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_program(tx, beans, city)->terms_text, changed.terms_text);
  });
}

TEST_P(StorePrograms, FindsARewardOfItsProgramAlone) {
  const auto find = [&](std::int64_t company, std::int64_t program, std::int64_t id) {
    return database.read([&](storage::Transaction& tx) {
      return storage::find_reward(tx, CompanyId{company}, ProgramId{program}, RewardId{id});
    });
  };
  EXPECT_EQ(find(11, 41, 51), whole_program().points_rewards[0]);
  EXPECT_EQ(find(11, 41, 50), whole_program().points_rewards[1]) << "whether it is on offer or not";
  EXPECT_EQ(find(11, 41, 52), std::nullopt);
  EXPECT_EQ(find(11, 42, 51), std::nullopt) << "another program's";
  EXPECT_EQ(find(12, 41, 51), std::nullopt) << "another company's";
  auto changed = whole_program();
  changed.points_rewards.erase(changed.points_rewards.begin());
  database.write([&](storage::Transaction& tx) { storage::set_program(tx, changed); });
  EXPECT_EQ(find(11, 41, 51), std::nullopt);
}

TEST_P(StorePrograms, ListsAllOfThemWithTheirCards) {
  database.write([&](storage::Transaction& tx) {
    for (const auto status : {CardStatus::active, CardStatus::blocked}) {
      const auto id = static_cast<std::int64_t>(status) + 1;
      const auto text = std::to_string(id);
      ASSERT_TRUE(storage::insert_customer(
          tx, {.company_id = beans, .id = CustomerId{id}, .program_id = ProgramId{41}}));
      ASSERT_TRUE(storage::insert_card(tx, {.company_id = beans,
                                            .id = CardId{id},
                                            .program_id = ProgramId{41},
                                            .joined_vendor_id = city,
                                            .customer_id = CustomerId{id},
                                            .card_number = text,
                                            .qr_code = text,
                                            .card_token = text,
                                            .status = status}));
    }
  });
  database.read([&](storage::Transaction& tx) {
    const auto all = storage::list_programs(tx, std::nullopt, 10);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].program.id, ProgramId{42});
    EXPECT_EQ(all[0].cards_total, 0);
    EXPECT_EQ(all[0].cards_active, 0);
    EXPECT_EQ(all[1].program.id, ProgramId{41});
    EXPECT_EQ(all[1].program.card_name, "Café card");
    EXPECT_EQ(all[1].vendor_code, "CITY");
    EXPECT_EQ(all[1].vendor_name, "City");
    EXPECT_EQ(all[1].company_name, "Beans");
    EXPECT_EQ(all[1].cards_total, 2);
    EXPECT_EQ(all[1].cards_active, 1);
    EXPECT_EQ(storage::list_programs(tx, ProgramId{42}, 10).size(), 1u);
  });
}

INSTANTIATE_TEST_SUITE_P(, StorePrograms, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
