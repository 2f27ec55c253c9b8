#include "services/pin_check.hpp"

#include <gtest/gtest.h>

#include "services/pins.hpp"
#include "storage/pins.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;
using std::chrono::milliseconds;
using std::chrono::minutes;

class CheckPin : public test::WorldFixture {
 protected:
  static constexpr SessionId other_till{4242};
  LockoutPolicy policy;

  Outcome<KnownStaff> settle(const PinProof& proof, std::optional<SessionId> till = std::nullopt) {
    auto actor = world.actor(world.city);
    if (till) actor.session_id = *till;
    const auto program = world.program(world.city);
    return database.write(
        [&](storage::Transaction& tx) { return settle_pin(tx, program, actor, proof, policy); });
  }
  // All three steps, as the program makes them.
  Outcome<KnownStaff> type(const TypedPin& typed, std::optional<SessionId> till = std::nullopt) {
    auto actor = world.actor(world.city);
    if (till) actor.session_id = *till;
    return settle(world.prove(actor, typed), till);
  }
  void expect_wrong(const PinProof& proof, std::int64_t attempts_left,
                    std::optional<SessionId> till = std::nullopt) {
    const auto outcome = settle(proof, till);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error(), (Refusal{.code = pin_invalid, .attempts_left = attempts_left}));
  }
  void expect_locked(const PinProof& proof, Instant until, std::optional<SessionId> till = std::nullopt) {
    const auto outcome = settle(proof, till);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error(), (Refusal{.code = pin_locked, .retry_at = until}));
  }
  std::optional<std::string> name(const Outcome<KnownStaff>& outcome) {
    return outcome ? std::optional(outcome->name) : std::nullopt;
  }
  StaffPin stored(const test::Staff& staff) {
    return database.read([&](storage::Transaction& tx) {
      return storage::find_pin(tx, world.city.company_id, staff.id).value();
    });
  }
  void change(const ChangePin& how) {
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(change_pin(tx, world.actor(world.city, Role::manager), how));
    });
  }
  HashedPin hash(std::string_view pin) {
    return hash_pin(world.secrets, world.city.vendor_id, pin, test::bcrypt_cost).value();
  }
};

TEST_P(CheckPin, FindsThePersonByThePinAloneOrChecksTheOneWhoWasChosen) {
  EXPECT_EQ(name(type({.pin = "4711", .staff_pin_id = {}})), "Anna");
  EXPECT_EQ(name(type({.pin = "8246", .staff_pin_id = {}})), "Bruno");
  EXPECT_EQ(name(type({.pin = "8246", .staff_pin_id = world.bruno.id})), "Bruno");
  EXPECT_EQ(type({.pin = "4711", .staff_pin_id = world.anna.id})->pin_id, world.anna.id);
  EXPECT_EQ(refusal_of(type({.pin = "4711", .staff_pin_id = world.bruno.id})), pin_invalid);
  EXPECT_EQ(refusal_of(type({.pin = "4712", .staff_pin_id = {}})), pin_invalid);
  EXPECT_EQ(refusal_of(type({.pin = {}, .staff_pin_id = {}})), pin_required);
  EXPECT_EQ(refusal_of(type({.pin = {}, .staff_pin_id = world.anna.id})), pin_required);
  EXPECT_EQ(refusal_of(type({.pin = "", .staff_pin_id = world.anna.id})), pin_invalid);
}

TEST_P(CheckPin, KnowsNobodyOfAnotherVendor) {
  EXPECT_EQ(refusal_of(type({.pin = "5937", .staff_pin_id = {}})), pin_invalid);
  EXPECT_EQ(refusal_of(type({.pin = "5937", .staff_pin_id = world.chloe.id})), pin_invalid);
  const auto chloe = database.read([&](storage::Transaction& tx) {
    return storage::find_pin(tx, world.bakery.company_id, world.chloe.id).value();
  });
  EXPECT_EQ(chloe.failed_attempts, 0) << "nobody locks another shop's people";
}

TEST_P(CheckPin, KnowsNobodyOfAnotherVendorOfTheSameCompany) {
  world.open_program(world.park);
  const auto paula = world.hire(world.park, "Paula", "5937");
  EXPECT_EQ(refusal_of(type({.pin = "5937", .staff_pin_id = {}})), pin_invalid);
  EXPECT_EQ(refusal_of(type({.pin = "5937", .staff_pin_id = paula.id})), pin_invalid);
  EXPECT_EQ(stored(paula).failed_attempts, 0) << "nobody locks another shop's people";
}

TEST_P(CheckPin, LocksThePersonWhoWasChosenOnEveryTerminal) {
  const auto wrong = world.wrong_pin(world.anna.id);
  for (std::int64_t left = 4; left >= 1; --left)
    expect_wrong(wrong, left, left % 2 == 0 ? other_till : world.city.session_id);
  const auto until = world.now + minutes{30};
  expect_locked(wrong, until);
  world.pass(minutes{1});
  expect_locked(wrong, until, other_till);
  expect_locked(world.right_pin(world.anna, world.anna.id), until);
  expect_locked(world.right_pin(world.anna), until);
  EXPECT_TRUE(settle(world.right_pin(world.bruno, world.bruno.id)));
  EXPECT_TRUE(settle(world.right_pin(world.bruno)));
  EXPECT_EQ(stored(world.anna).failed_attempts, 5) << "no count above the lock";

  world.now = until - milliseconds{1};
  expect_locked(world.right_pin(world.anna), until);
  world.now = until;
  EXPECT_TRUE(settle(world.right_pin(world.anna)));
  EXPECT_EQ(stored(world.anna).failed_attempts, 0);
}

TEST_P(CheckPin, LocksTheTerminalWhereNobodyWasChosen) {
  for (std::int64_t left = 4; left >= 1; --left) expect_wrong(world.wrong_pin(), left);
  const auto until = world.now + minutes{30};
  expect_locked(world.wrong_pin(), until);
  expect_locked(world.right_pin(world.anna), until);
  expect_wrong(world.wrong_pin(), 4, other_till);
  EXPECT_TRUE(settle(world.right_pin(world.anna), other_till)) << "no customer locks the whole shop";
  EXPECT_TRUE(settle(world.right_pin(world.anna, world.anna.id))) << "a chosen person is counted apart";
  EXPECT_EQ(stored(world.anna).failed_attempts, 0);
  world.now = until - milliseconds{1};
  expect_locked(world.right_pin(world.anna), until);
  world.now = until;
  EXPECT_TRUE(settle(world.right_pin(world.anna)));
}

TEST_P(CheckPin, StartsANewRowWhenALockHasRunOut) {
  for (int i = 0; i < 5; ++i) (void)settle(world.wrong_pin());
  world.pass(minutes{30});
  for (std::int64_t left = 4; left >= 1; --left) expect_wrong(world.wrong_pin(), left);
  expect_locked(world.wrong_pin(), world.now + minutes{30});
}

TEST_P(CheckPin, EndsTheRowOfWrongOnesWithARightOne) {
  for (const auto& chosen : {std::optional<PinId>(), std::optional(world.anna.id)}) {
    for (int i = 0; i < 4; ++i) (void)settle(world.wrong_pin(chosen));
    EXPECT_TRUE(settle(world.right_pin(world.anna, chosen)));
    for (std::int64_t left = 4; left >= 1; --left) expect_wrong(world.wrong_pin(chosen), left);
    EXPECT_TRUE(settle(world.right_pin(world.anna, chosen)));
  }
}

TEST_P(CheckPin, CountsAPersonWhoDoesNotExistOnTheTerminal) {
  for (std::int64_t i = 0; i < 4; ++i) expect_wrong(world.wrong_pin(PinId{1000 + i}), 4 - i);
  expect_locked(world.wrong_pin(PinId{2000}), world.now + minutes{30});
  expect_locked(world.wrong_pin(), world.now + minutes{30});
}

TEST_P(CheckPin, FollowsThePolicyOfTheInstallation) {
  policy = {.attempts_max = 2, .lock_time = minutes{1}};
  expect_wrong(world.wrong_pin(), 1);
  expect_locked(world.wrong_pin(), world.now + minutes{1});
}

TEST_P(CheckPin, IsUnlockedByAManagerOnPersonAndTerminals) {
  for (int i = 0; i < 5; ++i) {
    (void)settle(world.wrong_pin());
    (void)settle(world.wrong_pin(world.anna.id));
  }
  ASSERT_EQ(refusal_of(settle(world.right_pin(world.anna))), pin_locked);
  const auto unlocked = database.write([&](storage::Transaction& tx) {
    return unlock_pin(tx, world.actor(world.city, Role::manager), world.anna.id);
  });
  ASSERT_TRUE(unlocked);
  EXPECT_EQ(unlocked->failed_attempts, 0);
  EXPECT_EQ(unlocked->locked_until, std::nullopt);
  EXPECT_TRUE(settle(world.right_pin(world.anna)));
  EXPECT_TRUE(settle(world.right_pin(world.anna, world.anna.id)));
  expect_wrong(world.wrong_pin(world.anna.id), 4);
}

TEST_P(CheckPin, NotesWhenAPinWasUsedToTheMinute) {
  const auto first = world.now;
  ASSERT_TRUE(settle(world.right_pin(world.anna)));
  EXPECT_EQ(stored(world.anna).last_used_at, first);
  world.pass(minutes{1} - milliseconds{1});
  ASSERT_TRUE(settle(world.right_pin(world.anna)));
  EXPECT_EQ(stored(world.anna).last_used_at, first);
  world.pass(milliseconds{1});
  ASSERT_TRUE(settle(world.right_pin(world.anna)));
  EXPECT_EQ(stored(world.anna).last_used_at, world.now);
}

TEST_P(CheckPin, ComparesNothingWhileItIsLocked) {
  for (int i = 0; i < 5; ++i) (void)settle(world.wrong_pin(world.anna.id));
  const auto find = [&](const TypedPin& typed) {
    return database.read([&](storage::Transaction& tx) {
      return find_pin_candidate(tx, world.secrets, world.actor(world.city), typed);
    });
  };
  EXPECT_TRUE(find({.pin = "4711", .staff_pin_id = world.anna.id}).is_locked);
  EXPECT_FALSE(find({.pin = "8246", .staff_pin_id = world.bruno.id}).is_locked);
  EXPECT_EQ(refusal_of(type({.pin = "4711", .staff_pin_id = world.anna.id})), pin_locked);
}

TEST_P(CheckPin, RefusesARememberedPinAsSoonAsItIsOutdated) {
  struct Case {
    const char* name;
    ChangePin how;
  };
  const Case cases[] = {
      {"new digits", {.id = world.anna.id, .name = {}, .pin = hash("9027"), .is_active = {}}},
      {"switched off", {.id = world.bruno.id, .name = {}, .pin = {}, .is_active = false}},
  };
  const auto actor = world.actor(world.city);
  PinMemory memory;
  for (const auto& one : cases) {
    const TypedPin typed{.pin = one.how.id == world.anna.id ? "4711" : "8246", .staff_pin_id = {}};
    const auto proof = world.prove(actor, typed);
    memory.keep(actor, typed, proof);
    const auto remembered = memory.find(actor, typed);
    ASSERT_TRUE(remembered) << one.name;
    EXPECT_TRUE(settle(*remembered)) << one.name;
    change(one.how);
    const auto outcome = settle(*remembered);
    ASSERT_FALSE(outcome) << one.name;
    EXPECT_EQ(outcome.error(), (Refusal{.code = pin_invalid, .attempts_left = 4})) << one.name;
    EXPECT_FALSE(memory.find(actor, typed)) << one.name << ": the memory lets it go";
    EXPECT_EQ(refusal_of(settle(world.prove(actor, typed))), pin_invalid) << one.name;
    EXPECT_TRUE(settle(world.right_pin(world.hire(world.city, one.name, one.how.pin ? "60318" : "70519"))));
  }
}

TEST_P(CheckPin, LetsNewStaffUseTheDigitsOfThoseWhoLeft) {
  const auto actor = world.actor(world.city);
  const TypedPin typed{.pin = "4711", .staff_pin_id = {}};
  PinMemory memory;
  memory.keep(actor, typed, world.prove(actor, typed));
  database.write([&](storage::Transaction& tx) {
    ASSERT_TRUE(remove_pin(tx, world.actor(world.city, Role::manager), world.anna.id));
  });
  world.hire(world.city, "Anja", "4711");
  EXPECT_EQ(refusal_of(settle(memory.find(actor, typed).value())), pin_invalid);
  ASSERT_FALSE(memory.find(actor, typed));
  EXPECT_EQ(name(settle(world.prove(actor, typed))), "Anja");
}

TEST_P(CheckPin, RefusesARememberedPinOfSomebodyWhoIsLocked) {
  const auto actor = world.actor(world.city);
  const TypedPin typed{.pin = "4711", .staff_pin_id = {}};
  PinMemory memory;
  memory.keep(actor, typed, world.prove(actor, typed));
  for (int i = 0; i < 5; ++i) (void)settle(world.wrong_pin(world.anna.id));
  EXPECT_EQ(refusal_of(settle(memory.find(actor, typed).value())), pin_locked);
}

INSTANTIATE_TEST_SUITE_P(, CheckPin, test::each_engine(), test::engine_name);

class RememberPin : public ::testing::Test {
 protected:
  PinMemory memory;
  Actor actor{.company_id = CompanyId{1}, .vendor_id = VendorId{2}, .now = test::at("2026-11-20T10:00:00Z")};
  const TypedPin typed{.pin = "4711", .staff_pin_id = {}};
  const PinProof right{.kind = PinProof::Kind::right, .pin_id = PinId{3}, .pin_version = 4};
};

TEST_F(RememberPin, ForTenMinutes) {
  memory.keep(actor, typed, right);
  actor.now += minutes{10} - milliseconds{1};
  const auto remembered = memory.find(actor, typed);
  ASSERT_TRUE(remembered);
  EXPECT_EQ(remembered->kind, PinProof::Kind::right);
  EXPECT_EQ(remembered->pin_id, PinId{3});
  EXPECT_EQ(remembered->pin_version, 4);
  actor.now += milliseconds{1};
  EXPECT_FALSE(memory.find(actor, typed));
}

TEST_F(RememberPin, OfTheSameVendorPersonAndDigitsAlone) {
  memory.keep(actor, typed, right);
  auto elsewhere = actor;
  elsewhere.vendor_id = VendorId{9};
  EXPECT_FALSE(memory.find(elsewhere, typed));
  elsewhere = actor;
  elsewhere.company_id = CompanyId{9};
  EXPECT_FALSE(memory.find(elsewhere, typed));
  EXPECT_FALSE(memory.find(actor, {.pin = "4712", .staff_pin_id = {}}));
  EXPECT_FALSE(memory.find(actor, {.pin = "4711", .staff_pin_id = PinId{3}}));
  EXPECT_FALSE(memory.find(actor, {.pin = {}, .staff_pin_id = {}}));
  EXPECT_TRUE(memory.find(actor, typed));
}

TEST_F(RememberPin, OnlyWhenItWasRight) {
  memory.keep(actor, typed, {.kind = PinProof::Kind::wrong});
  memory.keep(actor, typed, {.kind = PinProof::Kind::absent});
  EXPECT_FALSE(memory.find(actor, typed));
}

}  // namespace
}  // namespace loyalty
