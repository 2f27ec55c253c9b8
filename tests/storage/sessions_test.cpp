#include "storage/sessions.hpp"

#include <gtest/gtest.h>

#include "storage/users_fixture.hpp"

namespace loyalty {
namespace {

using test::at;

class StoreSessions : public test::UsersFixture {
 protected:
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

TEST_P(StoreSessions, FindsTheCallerOfASessionUntilItRunsOut) {
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

TEST_P(StoreSessions, FindsNoCallerWhoseUserOrCompanyIsSwitchedOff) {
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

TEST_P(StoreSessions, EndsOneSessionOrAllButOne) {
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

TEST_P(StoreSessions, RemovesSessionsThatRanOutInBatches) {
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

TEST_P(StoreSessions, KeepsFailedSignInsBySubject) {
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

INSTANTIATE_TEST_SUITE_P(, StoreSessions, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
