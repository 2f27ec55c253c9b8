#include "storage/pins.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;

class StorePins : public test::StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const VendorId city{21};
  const SessionId till{31};

  StaffPin pin(std::int64_t id, std::string_view digest) const {
    return {.company_id = beans,
            .id = PinId{id},
            .vendor_id = city,
            .name = "Anna Ü",
            .pin_digest = std::string(digest),
            .pin_hash = "hash",
            .pin_version = 3,
            .is_active = true,
            .failed_attempts = 2,
            .locked_until = now,
            .last_used_at = now + std::chrono::hours{1},
            .created_at = now - std::chrono::hours{1}};
  }
  bool insert(const StaffPin& staff) {
    return database.write([&](storage::Transaction& tx) { return storage::insert_pin(tx, staff); });
  }
  std::optional<StaffPin> find(std::int64_t id) {
    return database.read([&](storage::Transaction& tx) { return storage::find_pin(tx, beans, PinId{id}); });
  }
};

TEST_P(StorePins, FindsOneByIdAndByDigest) {
  ASSERT_TRUE(insert(pin(1, "digest")));
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_pin(tx, beans, PinId{1}), pin(1, "digest"));
    EXPECT_EQ(storage::lock_pin(tx, beans, PinId{1}), pin(1, "digest"));
    EXPECT_EQ(storage::find_pin(tx, CompanyId{12}, PinId{1}), std::nullopt);
    EXPECT_EQ(storage::find_pin_by_digest(tx, beans, city, "digest"), pin(1, "digest"));
    EXPECT_EQ(storage::find_pin_by_digest(tx, beans, VendorId{22}, "digest"), std::nullopt);
    EXPECT_EQ(storage::find_pin_by_digest(tx, beans, city, "other"), std::nullopt);
  });
}

TEST_P(StorePins, HoldsADigestOnceInAVendor) {
  ASSERT_TRUE(insert(pin(1, "digest")));
  EXPECT_FALSE(insert(pin(2, "digest")));
  EXPECT_EQ(find(2), std::nullopt);
  auto elsewhere = pin(3, "digest");
  elsewhere.vendor_id = VendorId{22};
  EXPECT_TRUE(insert(elsewhere));
}

TEST_P(StorePins, ChangesOneUnlessTheDigitsAreTaken) {
  ASSERT_TRUE(insert(pin(1, "first")));
  ASSERT_TRUE(insert(pin(2, "second")));
  auto changed = pin(1, "third");
  changed.name = "Anne";
  changed.pin_hash = "another";
  changed.pin_version = 4;
  changed.is_active = false;
  EXPECT_TRUE(database.write([&](storage::Transaction& tx) { return storage::set_pin(tx, changed); }));
  EXPECT_EQ(find(1), changed);
  auto taken = changed;
  taken.pin_digest = "second";
  taken.name = "Nobody";
  EXPECT_FALSE(database.write([&](storage::Transaction& tx) { return storage::set_pin(tx, taken); }));
  EXPECT_EQ(find(1), changed);
}

TEST_P(StorePins, ForgetsOneThatIsRemovedAndFreesItsDigits) {
  ASSERT_TRUE(insert(pin(1, "digest")));
  database.write([&](storage::Transaction& tx) { storage::delete_pin(tx, beans, PinId{1}); });
  EXPECT_EQ(find(1), std::nullopt);
  EXPECT_TRUE(insert(pin(2, "digest")));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::list_pins(tx, beans, city, std::nullopt, 10), (std::vector{pin(2, "digest")}));
    EXPECT_EQ(storage::find_pin_by_digest(tx, beans, city, "digest")->id, PinId{2});
  });
}

TEST_P(StorePins, ListsThoseOfOneVendorNewestFirst) {
  ASSERT_TRUE(insert(pin(1, "first")));
  ASSERT_TRUE(insert(pin(2, "second")));
  auto elsewhere = pin(3, "third");
  elsewhere.vendor_id = VendorId{22};
  ASSERT_TRUE(insert(elsewhere));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::list_pins(tx, beans, city, std::nullopt, 10),
              (std::vector{pin(2, "second"), pin(1, "first")}));
    EXPECT_EQ(storage::list_pins(tx, beans, city, PinId{2}, 10), (std::vector{pin(1, "first")}));
    EXPECT_TRUE(storage::list_pins(tx, CompanyId{12}, city, std::nullopt, 10).empty());
  });
}

TEST_P(StorePins, KeepsFailuresAndUse) {
  ASSERT_TRUE(insert(pin(1, "digest")));
  const auto later = now + std::chrono::hours{5};
  database.write([&](storage::Transaction& tx) {
    storage::set_pin_failures(tx, beans, PinId{1}, {.attempts = 5, .locked_until = later});
    storage::set_pin_used(tx, beans, PinId{1}, later);
  });
  auto expected = pin(1, "digest");
  expected.failed_attempts = 5;
  expected.locked_until = later;
  expected.last_used_at = later;
  EXPECT_EQ(find(1), expected);
  database.write([&](storage::Transaction& tx) { storage::set_pin_failures(tx, beans, PinId{1}, {}); });
  EXPECT_EQ(find(1)->failed_attempts, 0);
  EXPECT_EQ(find(1)->locked_until, std::nullopt);
}

TEST_P(StorePins, KeepsTheFailuresOfATerminal) {
  const PinFailures locked{.attempts = 5, .locked_until = now};
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, city, till), std::nullopt);
    EXPECT_EQ(storage::lock_terminal_failures(tx, beans, city, till, now), PinFailures{});
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, city, till), PinFailures{});
    storage::set_terminal_failures(tx, beans, city, till, locked, now);
    EXPECT_EQ(storage::lock_terminal_failures(tx, beans, city, till, now), locked);
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, VendorId{22}, till), std::nullopt);
    storage::set_terminal_failures(tx, beans, city, SessionId{32}, {.attempts = 1}, now);
    storage::set_terminal_failures(tx, beans, VendorId{22}, till, {.attempts = 1}, now);
    storage::delete_terminal_failures(tx, beans, city, till);
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, city, till), std::nullopt);
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, city, SessionId{32}), PinFailures{.attempts = 1});
    storage::delete_terminal_failures_of_vendor(tx, beans, city);
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, city, SessionId{32}), std::nullopt);
    EXPECT_EQ(storage::find_terminal_failures(tx, beans, VendorId{22}, till), PinFailures{.attempts = 1});
  });
}

INSTANTIATE_TEST_SUITE_P(, StorePins, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
