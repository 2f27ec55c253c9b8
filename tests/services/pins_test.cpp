#include "services/pins.hpp"

#include <gtest/gtest.h>

#include "storage/pins.hpp"
#include "storage/transactions.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class KeepPins : public test::WorldFixture {
 protected:
  HashedPin hash(std::string_view pin) {
    return hash_pin(world.secrets, world.city.vendor_id, pin, test::bcrypt_cost).value();
  }
  Outcome<StaffPin> create(std::string_view name, std::string_view pin) {
    const auto hashed = hash(pin);
    const auto id = world.next_id<PinId>();
    return database.write([&](storage::Transaction& tx) {
      return create_pin(tx, world.actor(world.city, Role::manager), id, std::string(name), hashed);
    });
  }
  Outcome<StaffPin> change(const test::Shop& shop, const ChangePin& how) {
    return database.write(
        [&](storage::Transaction& tx) { return change_pin(tx, world.actor(shop, Role::manager), how); });
  }
  std::optional<StaffPin> stored(PinId id) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_pin(tx, world.city.company_id, id); });
  }
  template <class Operation>
  auto as_manager(const test::Shop& shop, Operation operation, PinId id) {
    return database.write(
        [&](storage::Transaction& tx) { return operation(tx, world.actor(shop, Role::manager), id); });
  }
};

TEST_P(KeepPins, MakesOneThatIsStoredWithoutItsDigits) {
  const auto made = create("Clara", "9027");
  ASSERT_TRUE(made);
  EXPECT_EQ(stored(made->id), *made);
  EXPECT_EQ(made->name, "Clara");
  EXPECT_EQ(made->pin_version, 1);
  EXPECT_TRUE(made->is_active);
  EXPECT_EQ(made->created_at, world.now);
  EXPECT_EQ(made->pin_hash.find("9027"), std::string::npos);
  EXPECT_EQ(made->pin_digest.find("9027"), std::string::npos);
}

TEST_P(KeepPins, AllowsDigitsOnceInAProgram) {
  EXPECT_EQ(refusal_of(create("Clara", "4711")), pin_not_allowed);
  EXPECT_NO_THROW(world.hire(world.bakery, "Denis", "4711")) << "another program";
  ASSERT_TRUE(change(world.city, {.id = world.anna.id, .name = {}, .pin = {}, .is_active = false}));
  EXPECT_EQ(refusal_of(create("Clara", "4711")), pin_not_allowed) << "whoever is switched off may come back";
}

TEST_P(KeepPins, ChangesTheNameAndLeavesTheVersion) {
  const auto before = stored(world.anna.id).value();
  const auto changed = change(world.city, {.id = world.anna.id, .name = "Anne", .pin = {}, .is_active = {}});
  ASSERT_TRUE(changed);
  auto expected = before;
  expected.name = "Anne";
  EXPECT_EQ(*changed, expected);
  EXPECT_EQ(stored(world.anna.id), expected);
}

TEST_P(KeepPins, RaisesTheVersionWithNewDigits) {
  const auto changed =
      change(world.city, {.id = world.anna.id, .name = {}, .pin = hash("9027"), .is_active = {}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->pin_version, 2);
  EXPECT_EQ(stored(world.anna.id), *changed);
  EXPECT_TRUE(create("Clara", "4711")) << "the old digits are free";
}

TEST_P(KeepPins, RefusesTheDigitsOfAnotherAndChangesNothing) {
  const auto before = stored(world.anna.id);
  EXPECT_EQ(refusal_of(change(world.city,
                              {.id = world.anna.id, .name = "X", .pin = hash("8246"), .is_active = false})),
            pin_not_allowed);
  EXPECT_EQ(stored(world.anna.id), before);
  EXPECT_TRUE(change(world.city, {.id = world.anna.id, .name = {}, .pin = hash("4711"), .is_active = {}}))
      << "one's own digits are one's own";
}

TEST_P(KeepPins, RemovesOneAndKeepsTheNameInTheHistory) {
  const auto stamped = world.stamp(world.city, world.elise.card);
  ASSERT_TRUE(stamped);
  ASSERT_TRUE(as_manager(world.city, remove_pin, world.anna.id));
  EXPECT_EQ(stored(world.anna.id), std::nullopt);
  EXPECT_TRUE(create("Clara", "4711"));
  const auto row = database.read([&](storage::Transaction& tx) {
    return storage::find_transaction(tx, world.city.company_id, world.city.vendor_id,
                                     stamped->transaction.transaction.id);
  });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->staff_name, "Anna");
  EXPECT_EQ(refusal_of(as_manager(world.city, remove_pin, world.anna.id)), pin_not_found);
  EXPECT_EQ(refusal_of(change(world.city, {.id = world.anna.id, .name = "X", .pin = {}, .is_active = {}})),
            pin_not_found);
  EXPECT_EQ(refusal_of(as_manager(world.city, unlock_pin, world.anna.id)), pin_not_found);
}

TEST_P(KeepPins, FindsNoneOfOtherVendors) {
  for (const auto& shop : {world.park, world.bakery}) {
    EXPECT_EQ(refusal_of(change(shop, {.id = world.anna.id, .name = "X", .pin = {}, .is_active = {}})),
              pin_not_found);
    EXPECT_EQ(refusal_of(as_manager(shop, unlock_pin, world.anna.id)), pin_not_found);
    EXPECT_EQ(refusal_of(as_manager(shop, remove_pin, world.anna.id)), pin_not_found);
  }
  EXPECT_EQ(stored(world.anna.id)->name, "Anna");
}

INSTANTIATE_TEST_SUITE_P(, KeepPins, test::each_engine(), test::engine_name);

TEST(HashPin, RefusesWhatIsNoPinOrATrivialOne) {
  const Secrets secrets("a secret key of the tests, 32 bytes and more");
  for (const char* pin : {"", "123", "123456789", "12a4", "1234", "0000", "9876", " 4711", "47 11"}) {
    EXPECT_FALSE(hash_pin(secrets, VendorId{1}, pin, test::bcrypt_cost)) << pin;
  }
  for (const char* pin : {"4711", "82463", "90271635"}) {
    EXPECT_TRUE(hash_pin(secrets, VendorId{1}, pin, test::bcrypt_cost)) << pin;
  }
}

TEST(HashPin, DependsOnTheProgramAndTheInstallation) {
  const Secrets secrets("a secret key of the tests, 32 bytes and more");
  const Secrets others("another key of another installation, as long");
  const auto hashed = hash_pin(secrets, VendorId{1}, "4711", test::bcrypt_cost).value();
  EXPECT_EQ(hashed.digest, secrets.digest_pin(VendorId{1}, "4711"));
  EXPECT_NE(hashed.digest, secrets.digest_pin(VendorId{2}, "4711"));
  EXPECT_NE(hashed.digest, others.digest_pin(VendorId{1}, "4711"));
  EXPECT_NE(secrets.pepper_pin(VendorId{1}, "4711"), secrets.pepper_pin(VendorId{2}, "4711"));
  EXPECT_NE(secrets.pepper_pin(VendorId{1}, "4711"), others.pepper_pin(VendorId{1}, "4711"));
  EXPECT_NE(secrets.pepper_pin(VendorId{1}, "4711"), hashed.digest);
}

}  // namespace
}  // namespace loyalty
