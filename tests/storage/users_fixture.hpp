// A company with two vendors, and three people: one of the platform, two of the company.
#pragma once

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/users.hpp"
#include "support/database.hpp"

namespace loyalty::test {

class UsersFixture : public StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const User admin{.id = UserId{1},
                   .email = "admin@example.org",
                   .name = "Admin",
                   .role = Role::admin,
                   .password_hash = "hash one",
                   .created_at = now};
  const User owner{.id = UserId{2},
                   .company_id = beans,
                   .email = "owner@example.org",
                   .name = "Ówner",
                   .role = Role::owner,
                   .password_hash = "hash two",
                   .created_at = now};
  const User staff{.id = UserId{3},
                   .company_id = beans,
                   .email = "staff@example.org",
                   .name = "Staff",
                   .role = Role::staff,
                   .password_hash = "hash three",
                   .created_at = now};
  const UserVendor city{.id = VendorId{21}, .code = "CITY", .name = "City"};
  const UserVendor park{.id = VendorId{22}, .code = "PARK", .name = "Park"};

  void SetUp() override {
    database.write([&](storage::Transaction& tx) {
      storage::insert_company(tx, {.id = beans, .name = "Beans", .country = "LU", .created_at = now});
      for (const auto& vendor : {city, park}) {
        ASSERT_TRUE(storage::insert_vendor(tx, {.company_id = beans,
                                                .id = vendor.id,
                                                .code = vendor.code,
                                                .name = vendor.name,
                                                .created_at = now}));
      }
      for (const auto& user : {admin, owner, staff}) ASSERT_TRUE(storage::insert_user(tx, user));
      storage::set_user_vendors(tx, staff.id, beans, {park.id});
    });
  }
};

}  // namespace loyalty::test
