#include "storage/users.hpp"

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/programs.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

using test::at;

class StoreUsers : public test::StoreFixture {
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
  std::optional<Caller> find_caller(std::string_view token_hash, Instant when) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_caller(tx, token_hash, when); });
  }
  void begin_session(SessionId id, UserId user, std::string_view token_hash, Instant expires_at) {
    database.write([&](storage::Transaction& tx) {
      storage::insert_session(tx, {.id = id, .user_id = user, .created_at = now, .expires_at = expires_at},
                              token_hash);
    });
  }
};

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
  begin_session(SessionId{31}, staff.id, "digest", at("2026-12-20T10:00:00Z"));
  EXPECT_EQ(find_caller("digest", now)->vendors, (std::vector{running}));
}

TEST_P(StoreUsers, FindsTheCallerOfASessionUntilItRunsOut) {
  const auto expires_at = at("2026-11-21T10:00:00Z");
  begin_session(SessionId{31}, staff.id, "digest", expires_at);
  const auto caller = find_caller("digest", expires_at - std::chrono::milliseconds{1});
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->session_id, SessionId{31});
  EXPECT_EQ(caller->user_id, staff.id);
  EXPECT_EQ(caller->company_id, beans);
  EXPECT_EQ(caller->role, Role::staff);
  EXPECT_EQ(caller->email, staff.email);
  EXPECT_EQ(caller->name, staff.name);
  EXPECT_EQ(caller->vendors, (std::vector{park}));
  EXPECT_EQ(caller->expires_at, expires_at);
  EXPECT_FALSE(find_caller("digest", expires_at));
  EXPECT_FALSE(find_caller("another", now));
}

TEST_P(StoreUsers, FindsNoCallerWhoseUserOrCompanyIsSwitchedOff) {
  const auto later = at("2026-12-20T10:00:00Z");
  begin_session(SessionId{31}, staff.id, "staff", later);
  begin_session(SessionId{32}, owner.id, "owner", later);
  begin_session(SessionId{33}, admin.id, "admin", later);
  auto switched_off = staff;
  switched_off.is_active = false;
  database.write([&](storage::Transaction& tx) { storage::set_user(tx, switched_off); });
  EXPECT_FALSE(find_caller("staff", now));
  EXPECT_TRUE(find_caller("owner", now));
  database.write([&](storage::Transaction& tx) {
    auto company = storage::find_company(tx, beans).value();
    company.is_active = false;
    storage::set_company(tx, company);
  });
  EXPECT_FALSE(find_caller("owner", now));
  EXPECT_TRUE(find_caller("admin", now)) << "an administrator belongs to no company";
}

TEST_P(StoreUsers, EndsOneSessionOrAllButOne) {
  const auto later = at("2026-12-20T10:00:00Z");
  begin_session(SessionId{31}, staff.id, "first", later);
  begin_session(SessionId{32}, staff.id, "second", later);
  begin_session(SessionId{33}, staff.id, "third", later);
  begin_session(SessionId{34}, owner.id, "owner", later);
  database.write([&](storage::Transaction& tx) { storage::delete_session(tx, SessionId{31}); });
  EXPECT_FALSE(find_caller("first", now));
  EXPECT_TRUE(find_caller("second", now));
  database.write(
      [&](storage::Transaction& tx) { storage::delete_sessions_of_user(tx, staff.id, SessionId{33}); });
  EXPECT_FALSE(find_caller("second", now));
  EXPECT_TRUE(find_caller("third", now));
  database.write(
      [&](storage::Transaction& tx) { storage::delete_sessions_of_user(tx, staff.id, std::nullopt); });
  EXPECT_FALSE(find_caller("third", now));
  EXPECT_TRUE(find_caller("owner", now));
}

TEST_P(StoreUsers, RemovesSessionsThatRanOutInBatches) {
  begin_session(SessionId{31}, staff.id, "first", now);
  begin_session(SessionId{32}, staff.id, "second", now - std::chrono::hours{1});
  begin_session(SessionId{33}, staff.id, "third", now + std::chrono::milliseconds{1});
  database.write([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::delete_expired_sessions(tx, now, 1), 1);
    EXPECT_EQ(storage::delete_expired_sessions(tx, now, 10), 1);
    EXPECT_EQ(storage::delete_expired_sessions(tx, now, 10), 0);
  });
  EXPECT_TRUE(find_caller("third", now));
}

TEST_P(StoreUsers, KeepsFailedSignInsBySubject) {
  database.write([&](storage::Transaction& tx) {
    EXPECT_FALSE(storage::find_sign_in_failures(tx, "somebody"));
    EXPECT_EQ(storage::lock_sign_in_failures(tx, "somebody").attempts, 0);
    storage::set_sign_in_failures(tx, "somebody", {.attempts = 3, .window_ends_at = now});
    storage::set_sign_in_failures(tx, "another", {.attempts = 1, .window_ends_at = now});
    const auto failures = storage::lock_sign_in_failures(tx, "somebody");
    EXPECT_EQ(failures.attempts, 3);
    EXPECT_EQ(failures.window_ends_at, now);
    storage::delete_sign_in_failures(tx, "somebody");
    EXPECT_FALSE(storage::find_sign_in_failures(tx, "somebody"));
    ASSERT_TRUE(storage::find_sign_in_failures(tx, "another"));
    EXPECT_EQ(storage::delete_old_sign_in_failures(tx, now - std::chrono::milliseconds{1}, 10), 0);
    EXPECT_EQ(storage::delete_old_sign_in_failures(tx, now, 10), 1);
    EXPECT_FALSE(storage::find_sign_in_failures(tx, "another"));
  });
}

INSTANTIATE_TEST_SUITE_P(, StoreUsers, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
