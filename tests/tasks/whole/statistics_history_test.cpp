// Statistics on a random history of more than a year in which everything happens.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "services/lots.hpp"
#include "services/points.hpp"
#include "storage/companies.hpp"
#include "tasks/statistics.hpp"
#include "tasks/statistics_fixture.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using storage::Transaction;

class RandomHistory : public test::StatisticsFixture {
 protected:
  static constexpr std::uint32_t seed = 20261122;
  static constexpr int steps = 2500;

  std::mt19937 random{seed};
  std::vector<Card> cards;
  std::vector<std::pair<const test::Shop*, TransactionId>> rows;
  int guests = 0;
  int done = 0;

  // Unlike the library's distributions this gives the same numbers everywhere.
  std::int64_t below(std::int64_t bound) { return random() % static_cast<std::uint32_t>(bound); }
  const test::Shop& any_shop() {
    const test::Shop* shops[] = {&world.city, &world.park, &world.bakery};
    return *shops[below(3)];
  }
  const test::Shop& shop_of(const Card& card) {
    if (card.joined_vendor_id == world.city.vendor_id) return world.city;
    return card.joined_vendor_id == world.park.vendor_id ? world.park : world.bakery;
  }

  // City gives stamps, Park across the ocean points, Bakery of another company both.
  void SetUp() override {
    world.now = test::at("2026-11-23T10:00:00Z");
    world.open_program(world.park);
    move("America/New_York");
    const auto lift_limits = [](Program& program) {
      program.cooldown_minutes = 0;
      program.max_daily_stamps = 1'000'000;
      program.require_staff_pin = false;
      program.stamps_reward_cost_cents = 130;
    };
    world.change(world.city, lift_limits);
    world.change(world.park, [&](Program& program) {
      lift_limits(program);
      program.loyalty_type = LoyaltyType::points;
      program.points_per_euro = {1'000};
      program.points_rewards = {{.id = world.next_id<RewardId>(), .points = 15, .cost_cents = 40}};
      program.points_expire_after_days = 20;
      program.business_day_starts_at = hours{4};
    });
    world.change(world.bakery, [&](Program& program) {
      lift_limits(program);
      program.business_day_starts_at = minutes{150};
      program.points_rewards.front().cost_cents = 77;
    });
    cards = {world.elise.card, world.jean.card, world.zoe.card};
  }
  void move(const char* timezone) {
    database.write([&](Transaction& tx) {
      auto vendor = storage::find_vendor(tx, world.park.company_id, world.park.vendor_id).value();
      vendor.timezone = timezone;
      storage::set_vendor(tx, vendor);
    });
  }

  template <class Command>
  Command command_for(const Card& card) {
    Command command;
    command.actor = world.actor(shop_of(card), Role::manager);
    command.expiry_id = world.next_id<TransactionId>();
    if constexpr (requires { command.stamp_transaction_id; }) {
      command.stamp_transaction_id = world.next_id<TransactionId>();
    }
    command.transaction_id = world.next_id<TransactionId>();
    command.card = test::code_of(card);
    return command;
  }
  template <class Command>
  void run(const Command& command, Outcome<CounterOutcome> (*operation)(Transaction&, const Command&)) {
    const auto outcome = database.write([&](Transaction& tx) { return operation(tx, command); });
    if (!outcome) return;
    rows.emplace_back(&shop_of(outcome->holder.card), outcome->transaction.transaction.id);
    ++done;
  }

  void enrol() {
    const auto& shop = any_shop();
    cards.push_back(world.enrol(shop, "Guest", "guest" + std::to_string(++guests) + "@example.org").card);
  }
  void stamp(const Card& card) {
    auto command = command_for<AddStamp>(card);
    command.count = 1 + below(3);
    run(command, add_stamp);
  }
  void earn(const Card& card) {
    auto command = command_for<EarnPoints>(card);
    command.purchase_amount_cents = below(4'000);
    command.stamps = shop_of(card).vendor_id == world.bakery.vendor_id ? below(2) : 0;
    run(command, earn_points);
  }
  void redeem(const Card& card) {
    auto command = command_for<RedeemPoints>(card);
    const auto program = world.program(shop_of(card));
    if (program.has_stamps() && below(2) == 0) return run(command_for<CounterCommand>(card), redeem_stamps);
    if (!program.has_points()) return;
    command.reward_id = program.points_rewards.front().id;
    run(command, redeem_points);
  }
  void adjust(const Card& card) {
    auto command = command_for<AdjustPoints>(card);
    command.points_delta = 1 + below(40) - 20 * below(3);
    if (command.points_delta == 0) return;
    run(command, adjust_points);
  }
  void take_back() {
    if (rows.empty()) return;
    const auto back = below(std::min<std::int64_t>(std::ssize(rows), below(3) == 0 ? 200 : 5));
    const auto& [shop, id] = rows[rows.size() - 1 - static_cast<std::size_t>(back)];
    VoidTransaction command{.actor = world.actor(*shop, Role::manager),
                            .expiry_id = world.next_id<TransactionId>(),
                            .linked_id = world.next_id<TransactionId>(),
                            .transaction_id = world.next_id<TransactionId>(),
                            .reversed_id = id,
                            .pin = {},
                            .lockout = {},
                            .reason = "a mistake"};
    run(command, void_transaction);
  }
  void sweep(const Card& card) {
    const auto id = world.next_id<TransactionId>();
    database.write([&](Transaction& tx) {
      auto locked = storage::lock_card(tx, card.company_id, card.id).value().card;
      expire_points(tx, locked, card.joined_vendor_id, id, world.now);
    });
  }
  void change_rules() {
    world.change(any_shop(), [&](Program& program) {
      if (!program.has_points()) return;
      program.points_expire_after_days = below(3) == 0 ? std::nullopt : std::optional(1 + below(120));
      program.allow_negative_points = below(2) == 0;
      program.welcome_bonus_points = below(20);
    });
  }
  void let_time_pass() {
    const auto kind = below(12);
    if (kind == 0) return world.pass(days{below(25)});
    if (kind < 5) return world.pass(hours{below(30)});
    world.pass(minutes{below(90)});
  }
  void take_a_step() {
    const auto kind = below(100);
    if (kind < 4) return enrol();
    if (kind < 7) return change_rules();
    if (kind < 20) return let_time_pass();
    if (kind < 35) return take_back();
    // Few cards are regulars.
    const auto range = std::max<std::int64_t>(std::ssize(cards) / (1 + below(4)), 1);
    const auto card = cards[static_cast<std::size_t>(below(range))];
    if (kind < 40) return sweep(card);
    if (kind < 50) return redeem(card);
    if (kind < 57) return adjust(card);
    kind % 2 == 0 ? stamp(card) : earn(card);
  }
  void roll_up_a_part() {
    const auto vendor = counted(any_shop());
    const auto limit = 1 + below(20);
    database.write([&](Transaction& tx) { roll_up_statistics(tx, vendor, world.now, limit); });
  }
  void expect_figures(std::int64_t length) {
    for (const auto* shop : {&world.city, &world.park, &world.bakery}) {
      SCOPED_TRACE(shop->code + ", " + std::to_string(length) + " days");
      test::expect_same(view(*shop, length), count(*shop, length));
    }
  }
};

TEST_P(RandomHistory, GivesTheFiguresOfACountOfAllRowsAtAnyTime) {
  const std::int64_t lengths[] = {1, 2, 7, 30, 91, 366};
  for (int step = 0; step < steps && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
    take_a_step();
    if (below(12) == 0) roll_up_a_part();
    if (step % 200 == 0) run_statistics(database.store(), world.now);
    if (step == steps / 2) rebuild_statistics(database.store(), world.now);
    if (below(60) == 0) expect_figures(lengths[below(6)]);
  }
  for (const auto length : lengths) expect_figures(length);
  world.pass(days{1});
  rebuild_statistics(database.store(), world.now);
  for (const auto length : lengths) expect_figures(length);
  EXPECT_GT(done, 800) << "the operations are such that many succeed";
  const auto bakery = view(world.bakery, 366);
  EXPECT_GT(bakery.all_time.points_expired, 0);
  EXPECT_GT(bakery.all_time.rewards_redeemed, 0);
  EXPECT_GT(bakery.all_time.points_outstanding(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, RandomHistory, test::each_engine());

}  // namespace
}  // namespace loyalty
