#include "services/sessions.hpp"

#include <gtest/gtest.h>

#include "base/bcrypt.hpp"
#include "services/users.hpp"
#include "storage/companies.hpp"
#include "storage/sessions.hpp"
#include "storage/users.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class SignInUser : public test::WorldFixture {
 protected:
  const std::string password = "a long pass phrase";
  UserId manager_id{};

  void SetUp() override { manager_id = add_user("manager@example.org"); }

  UserId add_user(const std::string& email) {
    const User user{.id = world.next_id<UserId>(),
                    .company_id = world.city.company_id,
                    .email = email,
                    .name = "Manager",
                    .role = Role::manager,
                    .password_hash = hash_of(password),
                    .created_at = world.now};
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(create_user(tx, {.user = user, .vendor_codes = {"CITY"}}));
    });
    return user.id;
  }
  std::string hash_of(std::string_view text) {
    return hash_bcrypt(world.secrets.pepper_password(text), test::bcrypt_cost);
  }
  SignIn from(std::string_view email, std::string_view address = "192.0.2.1") const {
    return {.email = std::string(email), .ip_address = std::string(address), .now = world.now};
  }
  Outcome<SignInCandidate> find_candidate(const SignIn& sign_in) {
    return database.read(
        [&](storage::Transaction& tx) { return find_sign_in_candidate(tx, world.secrets, sign_in); });
  }
  Outcome<SignedIn> settle(const SignIn& sign_in, const SignInCandidate& candidate, bool is_proven) {
    const auto session = make_session(world.next_id<SessionId>());
    return database.write([&](storage::Transaction& tx) {
      return settle_sign_in(tx, world.secrets, sign_in, candidate, is_proven, session);
    });
  }
  // All three steps.
  Outcome<SignedIn> sign_in(const SignIn& asked, std::string_view typed) {
    const auto candidate = find_candidate(asked);
    if (!candidate) return candidate.error();
    return settle(asked, *candidate, prove_password(world.secrets, *candidate, typed));
  }
  // A wrong password, without the time that comparing takes.
  std::optional<RefusalCode> fail(const SignIn& asked) {
    const auto candidate = find_candidate(asked);
    if (!candidate) return candidate.error().code;
    return refusal_of(settle(asked, *candidate, false));
  }
  std::optional<Caller> caller(const std::string& token) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_caller(tx, hash_token(token), world.now); });
  }
  void change(UserId id, const std::function<void(User&)>& how) {
    database.write([&](storage::Transaction& tx) {
      auto user = storage::find_user(tx, id).value();
      how(user);
      storage::set_user(tx, user);
    });
  }
  void set_company_active(bool is_active) {
    database.write([&](storage::Transaction& tx) {
      auto company = storage::find_company(tx, world.city.company_id).value();
      company.is_active = is_active;
      storage::set_company(tx, company);
    });
  }
  std::int64_t count_sessions() {
    static const storage::Sql count{"SELECT COUNT(*) FROM sessions"};
    return database.read([&](storage::Transaction& tx) {
      return tx.find(count, {}, [](storage::Columns& row) { return row.integer(); }).value();
    });
  }
};

TEST_P(SignInUser, BeginsASessionWithTheRightPassword) {
  const auto signed_in = sign_in(from("manager@example.org"), password);
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->caller.user_id, manager_id);
  EXPECT_EQ(signed_in->caller.company_id, world.city.company_id);
  EXPECT_EQ(signed_in->caller.role, Role::manager);
  ASSERT_EQ(signed_in->caller.vendors.size(), 1u);
  EXPECT_EQ(signed_in->caller.vendors[0].code, "CITY");
  EXPECT_EQ(signed_in->caller.expires_at, world.now + days{30});
  EXPECT_EQ(signed_in->token.size(), 43u);
  const auto found = caller(signed_in->token);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->session_id, signed_in->caller.session_id);
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_user(tx, manager_id)->last_sign_in_at, world.now);
    EXPECT_FALSE(storage::find_caller(tx, signed_in->token, world.now)) << "only its digest is stored";
  });
}

TEST_P(SignInUser, EndsASessionAfterThirtyDays) {
  const auto signed_in = sign_in(from("manager@example.org"), password);
  ASSERT_TRUE(signed_in);
  world.pass(days{30} - milliseconds{1});
  EXPECT_TRUE(caller(signed_in->token));
  world.pass(milliseconds{1});
  EXPECT_FALSE(caller(signed_in->token));
}

TEST_P(SignInUser, AnswersTheSameToEverybodyWhoMayNot) {
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), "wrong")), invalid_credentials);
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), "")), invalid_credentials);
  EXPECT_EQ(refusal_of(sign_in(from("nobody@example.org"), password)), invalid_credentials);
  change(manager_id, [](User& user) { user.is_active = false; });
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), password)), invalid_credentials);
  change(manager_id, [](User& user) { user.is_active = true; });
  set_company_active(false);
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), password)), invalid_credentials);
  EXPECT_EQ(count_sessions(), 0);
  set_company_active(true);
  EXPECT_TRUE(sign_in(from("manager@example.org"), password));
}

TEST_P(SignInUser, RefusesWhenThePasswordChangedMeanwhile) {
  const auto asked = from("manager@example.org");
  const auto candidate = find_candidate(asked);
  ASSERT_TRUE(candidate);
  ASSERT_TRUE(prove_password(world.secrets, *candidate, password));
  const auto other_hash = hash_of("another pass phrase");
  change(manager_id, [&](User& user) { user.password_hash = other_hash; });
  EXPECT_EQ(refusal_of(settle(asked, *candidate, true)), invalid_credentials);
}

TEST_P(SignInUser, ThrottlesAnAccountFromWhereverItIsTried) {
  const auto began = world.now;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(fail(from("manager@example.org", "192.0.2." + std::to_string(i))), invalid_credentials) << i;
    world.pass(seconds{1});
  }
  const auto asked = from("manager@example.org", "198.51.100.1");
  const Refusal throttled{.code = too_many_attempts, .retry_at = began + minutes{15}};
  const auto candidate = find_candidate(asked);
  ASSERT_FALSE(candidate);
  EXPECT_EQ(candidate.error(), throttled);
  // Whoever found the candidate before the last failure is refused by the last step.
  const auto settled = settle(asked, {}, true);
  ASSERT_FALSE(settled);
  EXPECT_EQ(settled.error(), throttled);
  add_user("other@example.org");
  EXPECT_TRUE(sign_in(from("other@example.org", "192.0.2.1"), password)) << "another account";

  world.now = began + minutes{15} - milliseconds{1};
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), password)), too_many_attempts);
  world.now = began + minutes{15};
  EXPECT_TRUE(sign_in(from("manager@example.org"), password));
}

TEST_P(SignInUser, ThrottlesAnAddressWhateverItTries) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(fail(from("nobody" + std::to_string(i) + "@example.org")), invalid_credentials) << i;
  }
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), password)), too_many_attempts);
  EXPECT_TRUE(sign_in(from("manager@example.org", "198.51.100.1"), password)) << "another address";
  world.pass(minutes{15});
  EXPECT_TRUE(sign_in(from("manager@example.org"), password));
}

TEST_P(SignInUser, ForgetsAnAccountsFailuresAfterASuccess) {
  const auto asked = from("manager@example.org");
  for (int i = 0; i < 9; ++i) EXPECT_EQ(fail(asked), invalid_credentials);
  EXPECT_TRUE(sign_in(asked, password));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(fail(asked), invalid_credentials) << i;
  EXPECT_EQ(fail(asked), too_many_attempts);
}

TEST_P(SignInUser, KeepsAnAddressesFailuresAfterASuccess) {
  for (int i = 0; i < 49; ++i) (void)fail(from("nobody" + std::to_string(i) + "@example.org"));
  EXPECT_TRUE(sign_in(from("manager@example.org"), password));
  EXPECT_EQ(fail(from("nobody@example.org")), invalid_credentials);
  EXPECT_EQ(fail(from("somebody@example.org")), too_many_attempts);
}

TEST_P(SignInUser, EndsOtherSessionsWithANewPassword) {
  const auto here = sign_in(from("manager@example.org"), password);
  const auto there = sign_in(from("manager@example.org"), password);
  ASSERT_TRUE(here && there);
  const auto old_hash = database.read(
      [&](storage::Transaction& tx) { return storage::find_user(tx, manager_id)->password_hash; });
  const auto new_hash = hash_of("another pass phrase");
  const auto change_to_new = [&] {
    return database.write(
        [&](storage::Transaction& tx) { return change_password(tx, here->caller, old_hash, new_hash); });
  };
  ASSERT_TRUE(change_to_new());
  EXPECT_TRUE(caller(here->token));
  EXPECT_FALSE(caller(there->token));
  EXPECT_EQ(refusal_of(sign_in(from("manager@example.org"), password)), invalid_credentials);
  EXPECT_TRUE(sign_in(from("manager@example.org"), "another pass phrase"));
  EXPECT_EQ(refusal_of(change_to_new()), invalid_credentials) << "it was changed meanwhile";
}

TEST_P(SignInUser, MakesSessionsUnusableWhenUserOrCompanyIsSwitchedOff) {
  const auto signed_in = sign_in(from("manager@example.org"), password);
  ASSERT_TRUE(signed_in);
  change(manager_id, [](User& user) { user.is_active = false; });
  EXPECT_FALSE(caller(signed_in->token));
  change(manager_id, [](User& user) { user.is_active = true; });
  ASSERT_TRUE(caller(signed_in->token));
  set_company_active(false);
  EXPECT_FALSE(caller(signed_in->token));
}

INSTANTIATE_TEST_SUITE_P(, SignInUser, test::each_engine(), test::engine_name);

class CacheSession : public ::testing::Test {
 protected:
  SessionCache cache;
  Instant now = test::at("2026-11-20T10:00:00Z");
  Caller caller{.session_id = SessionId{1}, .user_id = UserId{2}, .expires_at = now + minutes{5}};
};

TEST_F(CacheSession, KnowsItWhileItIsFresh) {
  EXPECT_FALSE(cache.find("digest", now));
  cache.keep("digest", caller, now);
  ASSERT_TRUE(cache.find("digest", now));
  EXPECT_EQ(cache.find("digest", now)->session_id, SessionId{1});
  EXPECT_FALSE(cache.find("other", now));
  EXPECT_TRUE(cache.find("digest", now + SessionCache::freshness - milliseconds{1}));
  EXPECT_FALSE(cache.find("digest", now + SessionCache::freshness));
}

TEST_F(CacheSession, NeverKnowsItLongerThanItLasts) {
  caller.expires_at = now + seconds{1};
  cache.keep("digest", caller, now);
  EXPECT_TRUE(cache.find("digest", now + milliseconds{999}));
  EXPECT_FALSE(cache.find("digest", now + seconds{1}));
}

TEST_F(CacheSession, ForgetsAUserOrEverybody) {
  auto other = caller;
  other.user_id = UserId{3};
  cache.keep("one", caller, now);
  cache.keep("two", caller, now);
  cache.keep("other", other, now);
  cache.forget_user(UserId{2});
  EXPECT_FALSE(cache.find("one", now));
  EXPECT_FALSE(cache.find("two", now));
  EXPECT_TRUE(cache.find("other", now));
  cache.forget_all();
  EXPECT_FALSE(cache.find("other", now));
}

}  // namespace
}  // namespace loyalty
