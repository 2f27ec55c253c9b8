// Many threads at one row. Every balance is right afterwards: accepted requests = rows = balance.
#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "services/idempotency.hpp"
#include "services/users.hpp"
#include "storage/pins.hpp"
#include "storage/users.hpp"
#include "support/races.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::count;
using test::Counts;
using test::run_at_once;
using test::threads;
using enum RefusalCode;

class RaceAtCounter : public test::WorldFixture {
 protected:
  void lift_limits() {
    world.change(world.city, [](Program& program) {
      program.cooldown_minutes = 0;
      program.max_daily_stamps = 1'000'000;
    });
  }
};

TEST_P(RaceAtCounter, LosesNoStampOnOneHotCard) {
  constexpr int stamps_each = 50;
  lift_limits();
  const auto accepted = run_at_once([&](int) {
    int count = 0;
    for (int i = 0; i < stamps_each; ++i) count += world.stamp(world.city, world.elise.card) ? 1 : 0;
    return count;
  });
  const auto total = std::accumulate(accepted.begin(), accepted.end(), 0);
  EXPECT_EQ(total, threads * stamps_each);
  const auto card = world.card(world.elise.card);
  EXPECT_EQ(card.stamp_count, total);
  EXPECT_EQ(card.total_stamps_earned, total);
  EXPECT_EQ(card.version, 1 + total);
  EXPECT_EQ(world.count_rows(card), total);
  EXPECT_EQ(world.ledger_fault(card, false), "");
}

TEST_P(RaceAtCounter, NeverPassesTheDailyLimit) {
  world.change(world.city, [](Program& program) { program.cooldown_minutes = 0; });
  const auto outcomes = run_at_once([&](int) { return world.stamp(world.city, world.elise.card); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 5}, {"daily_limit_reached", threads - 5}}));
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 5);
  EXPECT_EQ(world.ledger_fault(world.elise.card, false), "");
}

TEST_P(RaceAtCounter, NeverPassesTheCooldown) {
  const auto outcomes = run_at_once([&](int) { return world.stamp(world.city, world.elise.card); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"cooldown_active", threads - 1}}));
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 1);
}

TEST_P(RaceAtCounter, RedeemsAReadyRewardOnce) {
  world.give(world.city, world.elise.card, 5);
  const auto outcomes = run_at_once([&](int) { return world.redeem(world.city, world.elise.card); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"not_enough_stamps", threads - 1}}));
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 0);
  EXPECT_EQ(world.ledger_fault(world.elise.card, false), "");
}

TEST_P(RaceAtCounter, StampsAndRedeemsWithoutLosingEither) {
  lift_limits();
  world.give(world.city, world.elise.card, 50);
  const auto outcomes = run_at_once([&](int i) {
    return i % 2 == 0 ? world.stamp(world.city, world.elise.card)
                      : world.redeem(world.city, world.elise.card);
  });
  EXPECT_EQ(count(outcomes), (Counts{{"", threads}}));
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 50 + threads / 2 - 5 * threads / 2);
  EXPECT_EQ(world.ledger_fault(world.elise.card, false), "");
}

TEST_P(RaceAtCounter, TakesARowBackOnce) {
  const auto stamped = world.stamp(world.city, world.elise.card);
  ASSERT_TRUE(stamped);
  const auto id = stamped->transaction.transaction.id;
  const auto outcomes =
      run_at_once([&](int) { return world.take_back(world.city, id, {.role = Role::manager}); });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"already_voided", threads - 1}}));
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 0);
  EXPECT_EQ(world.count_rows(world.elise.card), 2);
  EXPECT_EQ(world.ledger_fault(world.elise.card, false), "");
}

TEST_P(RaceAtCounter, AnswersOneIdempotencyKeyWithOneEffect) {
  lift_limits();
  const auto asked = make_idempotent_request(world.secrets, world.city.company_id, "CITY", "POST /stamp",
                                             "key", "{}", world.now);
  const auto bodies = run_at_once([&](int) {
    const auto command = world.stamp_command(world.city, world.elise.card);
    return database.write([&](storage::Transaction& tx) -> std::string {
      const auto first = find_first_answer(tx, asked);
      if (!first) return "refused";
      if (*first) return (*first)->body;
      const auto outcome = add_stamp(tx, command);
      if (!outcome) return "refused";
      const auto body = std::to_string(to_integer(command.transaction_id));
      keep_answer(tx, asked, {.status = 200, .body = body});
      return body;
    });
  });
  EXPECT_EQ(std::count(bodies.begin(), bodies.end(), bodies.front()), threads);
  EXPECT_NE(bodies.front(), "refused");
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 1);
  EXPECT_EQ(world.count_rows(world.elise.card), 1);
}

TEST_P(RaceAtCounter, CountsWrongPinsExactlyUpToTheLock) {
  for (const auto& chosen : {std::optional<PinId>(), std::optional(world.anna.id)}) {
    const auto outcomes = run_at_once(
        [&](int) { return world.stamp(world.city, world.elise.card, {.pin = world.wrong_pin(chosen)}); });
    EXPECT_EQ(count(outcomes), (Counts{{"pin_invalid", 4}, {"pin_locked", threads - 4}}));
    std::vector<std::int64_t> left;
    for (const auto& outcome : outcomes) {
      if (outcome.error().attempts_left) left.push_back(*outcome.error().attempts_left);
    }
    std::sort(left.begin(), left.end());
    EXPECT_EQ(left, (std::vector<std::int64_t>{1, 2, 3, 4}));
  }
  const auto anna = database.read([&](storage::Transaction& tx) {
    return storage::find_pin(tx, world.city.company_id, world.anna.id).value();
  });
  EXPECT_EQ(anna.failed_attempts, 5);
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 0);
}

INSTANTIATE_TEST_SUITE_P(, RaceAtCounter, test::each_engine(), test::engine_name);

class RaceAtOffice : public test::WorldFixture {};

TEST_P(RaceAtOffice, EnrolsOneMailOnce) {
  const auto outcomes = run_at_once(
      [&](int) { return world.enrol(world.enrolment(world.bakery, "Marie", "marie@example.org")); });
  int made = 0;
  for (const auto& outcome : outcomes) {
    ASSERT_TRUE(outcome);
    made += outcome->already_enrolled ? 0 : 1;
    EXPECT_EQ(outcome->holder.card, outcomes.front()->holder.card);
  }
  EXPECT_EQ(made, 1);
  EXPECT_EQ(world.count_rows(outcomes.front()->holder.card), 1) << "and one bonus";
}

TEST_P(RaceAtOffice, GivesThePinToOnePerson) {
  const auto hashed = hash_pin(world.secrets, world.city.vendor_id, "9027", test::bcrypt_cost).value();
  const auto outcomes = run_at_once([&](int i) {
    const auto id = world.next_id<PinId>();
    return database.write([&](storage::Transaction& tx) {
      return create_pin(tx, world.actor(world.city), id, std::to_string(i), hashed);
    });
  });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"pin_not_allowed", threads - 1}}));
}

TEST_P(RaceAtOffice, KeepsOneAdministrator) {
  std::vector<UserId> admins;
  for (int i = 0; i < threads; ++i) {
    admins.push_back(world.next_id<UserId>());
    database.write([&](storage::Transaction& tx) {
      const User admin{.id = admins.back(),
                       .email = std::to_string(i) + "@example.org",
                       .role = Role::admin,
                       .created_at = world.now};
      ASSERT_TRUE(create_user(tx, {.user = admin, .vendor_codes = {}}));
    });
  }
  const auto outcomes = run_at_once([&](int i) {
    return database.write([&](storage::Transaction& tx) {
      return change_user(tx, {.id = admins[static_cast<std::size_t>(i)], .is_active = false});
    });
  });
  EXPECT_EQ(count(outcomes), (Counts{{"", threads - 1}, {"last_admin", 1}}));
  EXPECT_EQ(database.write([](storage::Transaction& tx) { return storage::lock_active_admins(tx); }), 1);
}

INSTANTIATE_TEST_SUITE_P(, RaceAtOffice, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
