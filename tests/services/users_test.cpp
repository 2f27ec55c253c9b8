#include "services/users.hpp"

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/sessions.hpp"
#include "storage/users.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class KeepUsers : public test::WorldFixture {
 protected:
  User user(std::string_view email, Role role, std::optional<CompanyId> company) {
    return {.id = world.next_id<UserId>(),
            .company_id = company,
            .email = std::string(email),
            .name = "Somebody",
            .role = role,
            .password_hash = "hash",
            .created_at = world.now};
  }
  Outcome<UserWithVendors> create(const User& made, std::vector<std::string> codes = {}) {
    return database.write(
        [&](storage::Transaction& tx) { return create_user(tx, {.user = made, .vendor_codes = codes}); });
  }
  Outcome<UserWithVendors> change(const ChangeUser& how) {
    return database.write([&](storage::Transaction& tx) { return change_user(tx, how); });
  }
  std::optional<User> stored(UserId id) {
    return database.read([&](storage::Transaction& tx) { return storage::find_user(tx, id); });
  }
  std::vector<std::string> vendor_codes(const std::vector<UserVendor>& vendors) {
    std::vector<std::string> codes;
    for (const auto& vendor : vendors) codes.push_back(vendor.code);
    return codes;
  }
  void begin_session(UserId id, const char* token_hash) {
    database.write([&](storage::Transaction& tx) {
      storage::insert_session(tx,
                              {.id = world.next_id<SessionId>(),
                               .user_id = id,
                               .created_at = world.now,
                               .expires_at = world.now + std::chrono::hours{1}},
                              token_hash);
    });
  }
  bool has_session(const char* token_hash) {
    return database.read([&](storage::Transaction& tx) {
      return storage::find_caller(tx, token_hash, world.now).has_value();
    });
  }
};

TEST_P(KeepUsers, MakesUsersInTheirCompany) {
  const auto beans = world.city.company_id;
  struct Case {
    const char* name;
    Role role;
    std::optional<CompanyId> company;
    std::vector<std::string> codes;
    std::optional<RefusalCode> refusal;
    std::vector<std::string> vendors;
  };
  const Case cases[] = {
      {"an admin", Role::admin, std::nullopt, {}, std::nullopt, {}},
      {"an admin of a company", Role::admin, beans, {}, company_not_found, {}},
      {"an owner of nothing", Role::owner, std::nullopt, {}, company_not_found, {}},
      {"an admin of a vendor", Role::admin, std::nullopt, {"CITY"}, company_not_found, {}},
      {"staff of nothing", Role::staff, std::nullopt, {}, company_not_found, {}},
      {"staff of a vendor's company", Role::staff, std::nullopt, {"PARK"}, std::nullopt, {"PARK"}},
      {"staff of two companies", Role::staff, std::nullopt, {"CITY", "BAKERY"}, vendor_not_found, {}},
      {"staff of no vendor at all", Role::staff, std::nullopt, {"NOWHERE"}, vendor_not_found, {}},
      {"a company that is not there", Role::owner, CompanyId{404}, {}, company_not_found, {}},
      {"an owner", Role::owner, beans, {}, std::nullopt, {"CITY", "PARK"}},
      {"a manager", Role::manager, beans, {"PARK"}, std::nullopt, {"PARK"}},
      {"staff of two", Role::staff, beans, {"PARK", "CITY"}, std::nullopt, {"CITY", "PARK"}},
      {"staff of one named twice", Role::staff, beans, {"CITY", "CITY"}, std::nullopt, {"CITY"}},
      {"staff of none yet", Role::staff, beans, {}, std::nullopt, {}},
      {"another company's vendor", Role::staff, beans, {"CITY", "BAKERY"}, vendor_not_found, {}},
      {"no vendor at all", Role::staff, beans, {"NOWHERE"}, vendor_not_found, {}},
  };
  int number = 0;
  for (const auto& one : cases) {
    const auto made = user("user" + std::to_string(number++) + "@example.org", one.role, one.company);
    const auto outcome = create(made, one.codes);
    EXPECT_EQ(refusal_of(outcome), one.refusal) << one.name;
    EXPECT_EQ(stored(made.id).has_value(), !one.refusal) << one.name;
    if (outcome) EXPECT_EQ(vendor_codes(outcome->vendors), one.vendors) << one.name;
  }
}

TEST_P(KeepUsers, AllowsAMailOnce) {
  const auto first = user("same@example.org", Role::staff, world.city.company_id);
  ASSERT_TRUE(create(first, {"CITY"}));
  const auto second = user("same@example.org", Role::owner, world.bakery.company_id);
  EXPECT_EQ(refusal_of(create(second)), email_taken);
  EXPECT_EQ(stored(second.id), std::nullopt);
  EXPECT_EQ(stored(first.id), first);
  const auto third = user("third@example.org", Role::staff, world.city.company_id);
  ASSERT_TRUE(create(third));
  ChangeUser how{.id = third.id, .email = "same@example.org"};
  EXPECT_EQ(refusal_of(change(how)), email_taken);
  EXPECT_EQ(stored(third.id), third);
  how.email = "third@example.org";
  EXPECT_TRUE(change(how)) << "one's own";
  how.email = "new@example.org";
  EXPECT_TRUE(change(how));
  EXPECT_EQ(stored(third.id)->email, "new@example.org");
}

TEST_P(KeepUsers, ChangesWhatIsNamedAndNothingElse) {
  const auto made = user("staff@example.org", Role::staff, world.city.company_id);
  ASSERT_TRUE(create(made, {"CITY"}));
  begin_session(made.id, "session");
  auto expected = made;
  expected.name = "Renamed";
  auto outcome = change({.id = made.id, .name = "Renamed"});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->user, expected);
  EXPECT_EQ(vendor_codes(outcome->vendors), std::vector<std::string>{"CITY"});
  outcome = change({.id = made.id, .vendor_codes = std::vector<std::string>{"PARK", "PARK"}});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(vendor_codes(outcome->vendors), std::vector<std::string>{"PARK"});
  EXPECT_EQ(
      refusal_of(change({.id = made.id, .name = "X", .vendor_codes = std::vector<std::string>{"BAKERY"}})),
      vendor_not_found);
  EXPECT_EQ(refusal_of(change({.id = made.id, .name = "X", .role = Role::admin})), company_not_found);
  EXPECT_EQ(refusal_of(change({.id = UserId{404}, .name = "X"})), user_not_found);
  EXPECT_EQ(stored(made.id), expected);
  EXPECT_TRUE(has_session("session"));
}

TEST_P(KeepUsers, EndsSessionsWithANewPasswordRoleOrSwitchOff) {
  const auto made = user("staff@example.org", Role::staff, world.city.company_id);
  const auto other = user("other@example.org", Role::staff, world.city.company_id);
  ASSERT_TRUE(create(made, {"CITY"}));
  ASSERT_TRUE(create(other, {"CITY"}));
  begin_session(other.id, "other");
  begin_session(made.id, "first");
  ASSERT_TRUE(change({.id = made.id, .password_hash = "another"}));
  EXPECT_FALSE(has_session("first"));
  begin_session(made.id, "second");
  ASSERT_TRUE(change({.id = made.id, .role = Role::manager}));
  EXPECT_FALSE(has_session("second"));
  begin_session(made.id, "third");
  ASSERT_TRUE(change({.id = made.id, .is_active = false}));
  EXPECT_FALSE(has_session("third"));
  ASSERT_TRUE(change({.id = made.id, .is_active = true}));
  EXPECT_FALSE(has_session("third")) << "it ended for good";
  EXPECT_TRUE(has_session("other"));
}

TEST_P(KeepUsers, NeverLosesItsLastAdministrator) {
  const auto first = user("first@example.org", Role::admin, std::nullopt);
  const auto second = user("second@example.org", Role::admin, std::nullopt);
  ASSERT_TRUE(create(first));
  begin_session(first.id, "session");
  EXPECT_EQ(refusal_of(change({.id = first.id, .is_active = false})), last_admin);
  EXPECT_EQ(stored(first.id), first);
  EXPECT_TRUE(has_session("session"));
  EXPECT_TRUE(change({.id = first.id, .name = "Still here"}));
  ASSERT_TRUE(create(second));
  EXPECT_TRUE(change({.id = first.id, .is_active = false}));
  EXPECT_EQ(refusal_of(change({.id = second.id, .is_active = false})), last_admin)
      << "one that is switched off does not count";
  EXPECT_TRUE(change({.id = first.id, .is_active = false})) << "is switched off already";
}

INSTANTIATE_TEST_SUITE_P(, KeepUsers, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
