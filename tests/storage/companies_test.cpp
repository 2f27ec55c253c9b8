#include "storage/companies.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;

class StoreCompanies : public test::StoreFixture {
 protected:
  const Company beans{.id = CompanyId{11},
                      .name = "Beans & Söhne",
                      .country = "LU",
                      .is_active = true,
                      .created_at = at("2026-11-20T10:00:00.123Z")};
  const Company crumbs{.id = CompanyId{12},
                       .name = "Crumbs",
                       .country = "FR",
                       .is_active = false,
                       .created_at = at("2026-11-21T10:00:00Z")};
  const Vendor city{.company_id = beans.id,
                    .id = VendorId{21},
                    .code = "CITY",
                    .name = "Beans City",
                    .timezone = "Europe/Luxembourg",
                    .currency = "EUR",
                    .locale = "fr",
                    .created_at = at("2026-11-20T11:00:00Z")};
  const Vendor bakery{.company_id = crumbs.id,
                      .id = VendorId{22},
                      .code = "BAKERY",
                      .name = "Bakery",
                      .timezone = "Europe/Paris",
                      .currency = "EUR",
                      .locale = "fr",
                      .created_at = at("2026-11-20T12:00:00Z")};

  void SetUp() override {
    database.write([&](storage::Transaction& tx) {
      storage::insert_company(tx, beans);
      storage::insert_company(tx, crumbs);
    });
  }
  bool insert(const Vendor& vendor) {
    return database.write([&](storage::Transaction& tx) { return storage::insert_vendor(tx, vendor); });
  }
};

TEST_P(StoreCompanies, FindsWhatWasInserted) {
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_company(tx, beans.id), beans);
    EXPECT_EQ(storage::find_company(tx, crumbs.id), crumbs);
    EXPECT_EQ(storage::find_company(tx, CompanyId{13}), std::nullopt);
  });
}

TEST_P(StoreCompanies, ListsNewestFirstAndInPages) {
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::list_companies(tx, std::nullopt, 10), (std::vector{crumbs, beans}));
    EXPECT_EQ(storage::list_companies(tx, std::nullopt, 1), (std::vector{crumbs}));
    EXPECT_EQ(storage::list_companies(tx, crumbs.id, 1), (std::vector{beans}));
    EXPECT_TRUE(storage::list_companies(tx, beans.id, 1).empty());
  });
}

TEST_P(StoreCompanies, ChangesNameCountryAndWhetherActive) {
  auto changed = beans;
  changed.name = "Bohnen";
  changed.country = "DE";
  changed.is_active = false;
  database.write([&](storage::Transaction& tx) { storage::set_company(tx, changed); });
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_company(tx, beans.id), changed);
    EXPECT_EQ(storage::find_company(tx, crumbs.id), crumbs);
  });
}

TEST_P(StoreCompanies, FindsAVendorByIdAndByCode) {
  ASSERT_TRUE(insert(city));
  ASSERT_TRUE(insert(bakery));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor(tx, beans.id, city.id), city);
    EXPECT_EQ(storage::find_vendor(tx, crumbs.id, city.id), std::nullopt);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "CITY"), city);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "BAKERY"), bakery) << "its company is switched off";
    EXPECT_EQ(storage::find_vendor_by_code(tx, "city"), std::nullopt);
    EXPECT_EQ(storage::find_vendor_anywhere(tx, bakery.id), bakery);
    EXPECT_EQ(storage::find_vendor_anywhere(tx, VendorId{99}), std::nullopt);
  });
}

TEST_P(StoreCompanies, RefusesAVendorCodeThatAnotherCompanyHas) {
  ASSERT_TRUE(insert(city));
  auto twin = bakery;
  twin.code = "CITY";
  EXPECT_FALSE(insert(twin));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor(tx, crumbs.id, twin.id), std::nullopt);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "CITY"), city);
  });
}

TEST_P(StoreCompanies, ListsVendorsOfOneCompanyOrOfAll) {
  ASSERT_TRUE(insert(city));
  ASSERT_TRUE(insert(bakery));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::list_vendors(tx, std::nullopt, std::nullopt, 10), (std::vector{bakery, city}));
    EXPECT_EQ(storage::list_vendors(tx, beans.id, std::nullopt, 10), (std::vector{city}));
    EXPECT_EQ(storage::list_vendors(tx, std::nullopt, bakery.id, 10), (std::vector{city}));
    EXPECT_TRUE(storage::list_vendors(tx, beans.id, city.id, 10).empty());
  });
}

TEST_P(StoreCompanies, ChangesAVendor) {
  ASSERT_TRUE(insert(city));
  ASSERT_TRUE(insert(bakery));
  auto changed = city;
  changed.name = "City Café";
  changed.timezone = "Europe/Berlin";
  changed.currency = "CHF";
  changed.locale = "lb";
  database.write([&](storage::Transaction& tx) { storage::set_vendor(tx, changed); });
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor(tx, beans.id, city.id), changed);
    EXPECT_EQ(storage::find_vendor(tx, crumbs.id, bakery.id), bakery);
  });
}

TEST_P(StoreCompanies, LetsFormerCodesOfAVendorLeadToIt) {
  ASSERT_TRUE(insert(city));
  ASSERT_TRUE(insert(bakery));
  auto renamed = city;
  const auto claim = [&](const char* code) {
    renamed.code = code;
    return database.write([&](storage::Transaction& tx) {
      if (!storage::claim_vendor_code(tx, renamed)) return false;
      storage::set_vendor(tx, renamed);
      return true;
    });
  };
  EXPECT_FALSE(claim("BAKERY"));
  EXPECT_TRUE(claim("TOWN"));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor_by_code(tx, "TOWN"), renamed);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "CITY"), renamed);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "BAKERY"), bakery);
  });
  EXPECT_TRUE(claim("CITY")) << "its own former one";
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_vendor_by_code(tx, "CITY"), renamed);
    EXPECT_EQ(storage::find_vendor_by_code(tx, "TOWN"), renamed);
  });
}

INSTANTIATE_TEST_SUITE_P(, StoreCompanies, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
