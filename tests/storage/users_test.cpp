#include "storage/users.hpp"

#include <gtest/gtest.h>

#include "storage/programs.hpp"
#include "storage/users_fixture.hpp"

namespace loyalty {
namespace {

class StoreUsers : public test::UsersFixture {};

TEST_P(StoreUsers, FindsThemByIdAndByMail) {
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_user(tx, owner.id), owner);
    EXPECT_EQ(storage::find_user(tx, admin.id), admin);
    EXPECT_EQ(storage::find_user(tx, UserId{9}), std::nullopt);
    EXPECT_EQ(storage::find_user_by_email(tx, "staff@example.org"), staff);
    EXPECT_EQ(storage::find_user_by_email(tx, "nobody@example.org"), std::nullopt);
  });
}

TEST_P(StoreUsers, ListsThemNewestFirst) {
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::list_users(tx, std::nullopt, 10), (std::vector{staff, owner, admin}));
    EXPECT_EQ(storage::list_users(tx, staff.id, 1), (std::vector{owner}));
  });
}

TEST_P(StoreUsers, RefusesAMailThatIsTaken) {
  auto twin = admin;
  twin.id = UserId{4};
  twin.email = owner.email;
  EXPECT_FALSE(database.write([&](storage::Transaction& tx) { return storage::insert_user(tx, twin); }));
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_user(tx, twin.id), std::nullopt);
    EXPECT_EQ(storage::find_user_by_email(tx, owner.email), owner);
  });
}

TEST_P(StoreUsers, KeepsWhatIsChanged) {
  auto changed = staff;
  changed.email = "stephanie@example.org";
  changed.name = "Stéphanie";
  changed.role = Role::manager;
  changed.password_hash = "another";
  changed.is_active = false;
  database.write([&](storage::Transaction& tx) {
    storage::set_user(tx, changed);
    storage::set_user_signed_in(tx, owner.id, now);
  });
  auto signed_in = owner;
  signed_in.last_sign_in_at = now;
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_user(tx, staff.id), changed);
    EXPECT_EQ(storage::find_user(tx, owner.id), signed_in);
  });
}

TEST_P(StoreUsers, CountsOnlyAdministratorsThatAreActive) {
  auto second = admin;
  second.id = UserId{4};
  second.email = "second@example.org";
  second.is_active = false;
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::lock_active_admins(tx), 1);
    ASSERT_TRUE(storage::insert_user(tx, second));
    EXPECT_EQ(storage::lock_active_admins(tx), 1);
    second.is_active = true;
    storage::set_user(tx, second);
    EXPECT_EQ(storage::lock_active_admins(tx), 2);
  });
}

TEST_P(StoreUsers, GivesOwnersEveryVendorAndOthersTheirOwn) {
  database.write([&](storage::Transaction& tx) {
    EXPECT_TRUE(storage::list_user_vendors(tx, admin).empty());
    EXPECT_EQ(storage::list_user_vendors(tx, owner), (std::vector{city, park}));
    EXPECT_EQ(storage::list_user_vendors(tx, staff), (std::vector{park}));
    storage::set_user_vendors(tx, staff.id, beans, {city.id, park.id});
    EXPECT_EQ(storage::list_user_vendors(tx, staff), (std::vector{city, park}));
    storage::set_user_vendors(tx, staff.id, beans, {});
    EXPECT_TRUE(storage::list_user_vendors(tx, staff).empty());
  });
}

TEST_P(StoreUsers, TellsWhichProgramEachVendorRuns) {
  auto running = park;
  running.program_id = ProgramId{41};
  database.write([&](storage::Transaction& tx) {
    ASSERT_TRUE(storage::insert_program_vendor(
        tx,
        {.company_id = beans, .vendor_id = park.id, .program_id = *running.program_id, .joined_at = now}));
    EXPECT_EQ(storage::list_user_vendors(tx, owner), (std::vector{city, running}));
    EXPECT_EQ(storage::list_user_vendors(tx, staff), (std::vector{running}));
  });
}

INSTANTIATE_TEST_SUITE_P(, StoreUsers, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
