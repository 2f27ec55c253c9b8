#include "services/companies.hpp"

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class KeepVendors : public test::WorldFixture {};

TEST_P(KeepVendors, MakesAVendorWithACodeOfItsOwn) {
  const auto create_one = [&](CompanyId company, std::string_view code) {
    const Vendor vendor{.company_id = company,
                        .id = world.next_id<VendorId>(),
                        .code = std::string(code),
                        .name = "New",
                        .timezone = "Europe/Luxembourg"};
    return database.write([&](storage::Transaction& tx) { return create_vendor(tx, vendor); });
  };
  EXPECT_EQ(refusal_of(create_one(CompanyId{404}, "NEW")), company_not_found);
  EXPECT_EQ(refusal_of(create_one(world.city.company_id, "BAKERY")), vendor_code_taken);
  EXPECT_EQ(refusal_of(create_one(world.city.company_id, "CITY")), vendor_code_taken);
  const auto made = create_one(world.city.company_id, "NEW");
  ASSERT_TRUE(made);
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor_by_code(tx, "NEW"), *made);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "BAKERY")->id, world.bakery.vendor_id);
  });
}

TEST_P(KeepVendors, RenamesAVendorAndKeepsItsFormerCodes) {
  const auto rename = [&](VendorId id, std::string_view code) {
    return database.write([&](storage::Transaction& tx) {
      return change_vendor(tx, id, [&](Vendor& vendor) { vendor.code = code; });
    });
  };
  EXPECT_EQ(refusal_of(rename(VendorId{404}, "NEW")), vendor_not_found);
  EXPECT_EQ(refusal_of(rename(world.city.vendor_id, "BAKERY")), vendor_code_taken);
  ASSERT_TRUE(rename(world.city.vendor_id, "TOWN"));
  EXPECT_EQ(refusal_of(rename(world.bakery.vendor_id, "CITY")), vendor_code_taken) << "posters carry it";
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor_by_code(tx, "TOWN")->id, world.city.vendor_id);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "CITY")->id, world.city.vendor_id);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "CITY")->code, "TOWN");
    EXPECT_EQ(storage::find_vendor_by_code(tx, "BAKERY")->id, world.bakery.vendor_id);
  });
  EXPECT_TRUE(rename(world.city.vendor_id, "CITY"));
}

INSTANTIATE_TEST_SUITE_P(, KeepVendors, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
