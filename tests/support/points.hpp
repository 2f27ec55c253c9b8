// A card at Bakery for the tests of points: a point for each euro, no welcome bonus and no limits on stamps.
#pragma once

#include <string>
#include <vector>

#include "storage/points.hpp"
#include "storage/transactions.hpp"
#include "support/world.hpp"

namespace loyalty::test {

class PointsFixture : public WorldFixture {
 protected:
  PointsFixture() {
    croissant = world.program(world.bakery).points_rewards.front().id;
    change([this](Program& program) {
      program.points_per_euro = {1000};
      program.points_rewards = {{.id = croissant, .name = "Croissant", .points = 20},
                                {.id = cake, .name = "Cake", .points = 50},
                                {.id = stale_bread, .name = "Stale bread", .points = 5, .is_active = false}};
      program.welcome_bonus_stamps = 0;
      program.welcome_bonus_points = 0;
      program.cooldown_minutes = 0;
      program.max_daily_stamps = 1000;
    });
    card = world.enrol(world.bakery, "Guest", "guest@example.org").card;
  }
  void TearDown() override { EXPECT_EQ(world.ledger_fault(card), ""); }

  void change(const std::function<void(Program&)>& change_in) { world.change(world.bakery, change_in); }
  void expire_after(std::optional<std::int64_t> days) {
    change([&](Program& program) { program.points_expire_after_days = days; });
  }
  void allow_debts(bool allowed) {
    change([&](Program& program) { program.allow_negative_points = allowed; });
  }

  // Operations on the card, shortly; the ids are those of the rows.
  Outcome<CounterOutcome> try_earn(const Purchase& purchase, const AtCounter& how = {}) {
    return world.earn(world.bakery, card, purchase, how);
  }
  Outcome<CounterOutcome> try_burn(RewardId reward, const AtCounter& how = {}) {
    return world.burn(world.bakery, card, reward, how);
  }
  Outcome<CounterOutcome> try_adjust(std::int64_t points, const AtCounter& how = {}) {
    return world.adjust(world.bakery, card, points, how);
  }
  Outcome<CounterOutcome> take_back(TransactionId id, const AtCounter& how = {.role = Role::manager}) {
    return world.take_back(world.bakery, id, how);
  }
  TransactionId earn(std::int64_t points) { return id_of(try_earn({.cents = points * 100})); }
  TransactionId burn(RewardId reward) { return id_of(try_burn(reward)); }
  TransactionId adjust(std::int64_t points) { return id_of(try_adjust(points)); }

  static TransactionId id_of(const Outcome<CounterOutcome>& outcome) {
    EXPECT_TRUE(outcome) << (outcome ? "" : name_of(outcome.error().code));
    return outcome ? outcome->transaction.transaction.id : TransactionId{};
  }

  Card stored() { return world.card(card); }
  std::int64_t balance() { return stored().points_balance; }
  std::optional<Lot> lot(TransactionId id) {
    return database.read([&](storage::Transaction& tx) { return storage::find_lot(tx, card, id); });
  }
  std::int64_t left(TransactionId id) { return lot(id).value().points_remaining; }
  // Newest first.
  std::vector<LoyaltyTransaction> rows() {
    return database.read([&](storage::Transaction& tx) {
      std::vector<LoyaltyTransaction> found;
      for (auto& view : storage::list_transactions(tx, card.company_id, card.joined_vendor_id,
                                                   {.card_id = card.id, .limit = 1000})) {
        found.push_back(std::move(view.transaction));
      }
      return found;
    });
  }
  // Nothing was written about the card by `work`.
  template <class Work>
  void expect_untouched(Work work) {
    const auto card_before = stored();
    const auto rows_before = rows();
    work();
    EXPECT_EQ(stored(), card_before);
    EXPECT_EQ(rows(), rows_before);
  }

  RewardId croissant{}, cake{71}, stale_bread{72};
  Card card;
};

}  // namespace loyalty::test
