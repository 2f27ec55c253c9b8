// Thousands of random operations on stamps and points against a model that is too simple to be wrong.
#include "services/points_model.hpp"

#include <algorithm>
#include <random>

#include "e2e/scale.hpp"
#include "storage/companies.hpp"
#include "support/ledger.hpp"
#include "support/points.hpp"

namespace loyalty {
namespace {

using test::ModelCard;
using test::ModelRow;
using enum RefusalCode;
using enum TransactionType;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::int64_t target = 4;
constexpr std::int64_t daily_max = 3;
constexpr std::int64_t minimum_cents = 200;
constexpr std::int64_t welcome_points = 3;
constexpr hours day_starts_at{4};

auto day_of(Instant instant) { return floor<days>(instant - day_starts_at); }

class RandomPoints : public test::PointsFixture {
 protected:
  static constexpr std::uint32_t seed = 20261123;
  static constexpr int groups = e2e::scaled(100);
  static constexpr int steps_in_group = 40;

  std::mt19937 random{seed};
  std::vector<ModelCard> cards;
  std::map<std::string, TransactionId> receipts;
  std::optional<std::int64_t> expire_days;
  bool may_owe = true;
  std::map<std::string, int> outcomes;  // how often each came
  const UserId users[2] = {UserId{101}, UserId{102}};

  std::int64_t below(std::int64_t bound) { return random() % static_cast<std::uint32_t>(bound); }
  ModelCard& any_card() { return cards[static_cast<std::size_t>(below(std::ssize(cards)))]; }
  test::AtCounter by_anybody() {
    return {.pin = PinProof{},
            .role = below(2) == 0 ? Role::staff : Role::manager,
            .user_id = users[below(2)],
            .count = 1};
  }
  std::optional<Instant> expiry() const {
    if (!expire_days) return std::nullopt;
    return Instant{day_of(world.now) + days{*expire_days + 1} + day_starts_at};
  }

  void SetUp() override {
    database.write([&](storage::Transaction& tx) {
      auto vendor = storage::find_vendor(tx, world.bakery.company_id, world.bakery.vendor_id).value();
      vendor.timezone = "Etc/UTC";
      storage::set_vendor(tx, vendor);
    });
    change([&](Program& program) {
      program.stamps_target = target;
      program.max_daily_stamps = daily_max;
      program.minimum_purchase_cents = minimum_cents;
      program.welcome_bonus_points = welcome_points;
      program.business_day_starts_at = day_starts_at;
      program.require_staff_pin = false;
      program.points_rewards[0].points = 8;
      program.points_rewards[1].points = 21;
    });
    change_rules();
    for (int i = 0; i < 8; ++i) enrol(std::to_string(i) + "@example.org");
  }
  void change_rules() {
    const std::optional<std::int64_t> choices[] = {std::nullopt, 1, 10, 30};
    expire_days = choices[below(4)];
    may_owe = below(3) > 0;
    change([&](Program& program) {
      program.points_expire_after_days = expire_days;
      program.allow_negative_points = may_owe;
    });
  }
  void enrol(const std::string& email) {
    const auto command = world.enrolment(world.bakery, "Guest", email);
    auto& made = cards.emplace_back(world.enrol(command)->holder.card);
    made.rows.push_back(
        {.id = command.welcome_id, .type = welcome_bonus, .points = welcome_points, .at = world.now});
    made.give(command.welcome_id, welcome_points, expiry());
  }

  // ---- What must come of it ----

  std::optional<RefusalCode> expect_earn(const ModelCard& card, const test::Purchase& purchase) const {
    std::int64_t today = 0;
    for (const auto& row : card.rows) {
      if (row.type == stamp_earned && !row.is_voided && day_of(row.at) == day_of(world.now)) {
        today += row.stamps;
      }
    }
    if (purchase.stamps > 0 && today + purchase.stamps > daily_max) return daily_limit_reached;
    if (purchase.cents < minimum_cents) return purchase_below_minimum;
    if (receipts.contains(purchase.reference)) return purchase_already_recorded;
    return std::nullopt;
  }
  std::optional<RefusalCode> expect_change(const ModelCard& card, std::int64_t delta) const {
    const bool is_owed = delta < 0 && card.balance() + delta < 0;
    return is_owed && !may_owe ? std::optional(not_enough_points) : std::nullopt;
  }
  std::optional<RefusalCode> expect_void(const ModelCard& card, const std::vector<ModelRow*>& operation,
                                         const test::AtCounter& how) const {
    const bool is_last =
        std::ranges::any_of(operation, [&](const ModelRow* row) { return row->id == card.last().id; });
    std::int64_t back = 0;
    for (const auto* row : operation) {
      if (row->is_voided) return already_voided;
      if (row->type != stamp_earned && row->type != stamp_redeemed && row->type != points_earned &&
          row->type != points_redeemed && row->type != points_adjusted) {
        return not_voidable;
      }
      const auto age = world.now - row->at;
      const bool is_in_time =
          how.role == Role::staff ? row->by == how.user_id && is_last && age <= minutes{10} : age <= days{90};
      if (!is_in_time || card.stamps() < row->stamps) return not_voidable;
      back += points_back(card, *row);
    }
    return expect_change(card, back);
  }
  static std::int64_t points_back(const ModelCard& card, const ModelRow& row) {
    return row.points > 0 ? card.expired_of(row.id) - row.points : -row.points;
  }

  // ---- The operations ----

  void expire(ModelCard& card, TransactionId id) {
    const auto count = card.expire(world.now);
    if (count > 0) card.rows.push_back({.id = id, .type = points_expired, .points = -count, .at = world.now});
  }
  void expect(const Outcome<CounterOutcome>& outcome, std::optional<RefusalCode> expected) {
    ASSERT_EQ(test::refusal_of(outcome), expected);
    ++outcomes[expected ? std::string(name_of(*expected))
                        : std::string(name_of(outcome->transaction.transaction.type))];
  }
  void expect_row(const ModelCard& card, const ModelRow& expected, const CounterOutcome& outcome) {
    const auto& row = outcome.transaction.transaction;
    EXPECT_EQ(row.id, expected.id);
    EXPECT_EQ(row.type, expected.type);
    EXPECT_EQ(row.points_delta, expected.points);
    EXPECT_EQ(row.stamps_delta, expected.stamps);
    EXPECT_EQ(row.points_after, card.balance());
    EXPECT_EQ(row.stamps_after, card.stamps());
    EXPECT_EQ(outcome.holder.card.points_balance, card.available(world.now));
    EXPECT_EQ(outcome.holder.expiring, card.next_expiring(world.now));
  }
  void earn(storage::Transaction& tx) {
    auto& card = any_card();
    const auto reference = below(2) == 0 ? "" : "R-" + std::to_string(below(40));
    const test::Purchase purchase{.cents = 150 + below(1000),
                                  .reference = reference,
                                  .stamps = std::max<std::int64_t>(below(4) - 1, 0)};
    const auto command = world.earn_command(world.bakery, card.card, purchase, by_anybody());
    expire(card, command.expiry_id);
    const auto expected = expect_earn(card, purchase);
    const auto outcome = earn_points(tx, command);
    ASSERT_NO_FATAL_FAILURE(expect(outcome, expected));
    if (!outcome) return;
    ModelRow row{.id = command.transaction_id,
                 .type = points_earned,
                 .points = purchase.cents / 100,
                 .cents = purchase.cents,
                 .reference = reference,
                 .by = *command.actor.user_id,
                 .at = world.now};
    if (purchase.stamps > 0) {
      row.linked = command.stamp_transaction_id;
      card.rows.push_back({.id = command.stamp_transaction_id,
                           .type = stamp_earned,
                           .stamps = purchase.stamps,
                           .linked = row.id,
                           .by = row.by,
                           .at = world.now});
    }
    if (!reference.empty()) receipts[reference] = row.id;
    card.give(row.id, row.points, expiry());
    card.rows.push_back(row);
    expect_row(card, row, *outcome);
  }
  void burn(storage::Transaction& tx) {
    auto& card = any_card();
    const auto kind = below(10);
    const auto cost = kind < 6 ? 8 : 21;
    const auto reward = kind == 9 ? stale_bread : kind < 6 ? croissant : cake;
    const auto command = world.burn_command(world.bakery, card.card, reward, by_anybody());
    expire(card, command.expiry_id);
    const auto expected = kind == 9               ? std::optional(reward_not_found)
                          : card.balance() < cost ? std::optional(not_enough_points)
                                                  : std::nullopt;
    take(card, command, {.type = points_redeemed, .points = -cost}, expected, redeem_points(tx, command));
  }
  void adjust(storage::Transaction& tx) {
    auto& card = any_card();
    const auto delta = below(2) == 0 ? 1 + below(9) : -1 - below(14);
    const auto command = world.adjust_command(world.bakery, card.card, delta, by_anybody());
    expire(card, command.expiry_id);
    const auto expected = expect_change(card, delta);
    if (delta < 0) {
      return take(card, command, {.type = points_adjusted, .points = delta}, expected,
                  adjust_points(tx, command));
    }
    const auto outcome = adjust_points(tx, command);
    ASSERT_NO_FATAL_FAILURE(expect(outcome, expected));
    card.give(command.transaction_id, delta, expiry());
    card.rows.push_back({.id = command.transaction_id,
                         .type = points_adjusted,
                         .points = delta,
                         .by = *command.actor.user_id,
                         .at = world.now});
    expect_row(card, card.rows.back(), *outcome);
  }
  void take(ModelCard& card, const CounterCommand& command, ModelRow row, std::optional<RefusalCode> expected,
            const Outcome<CounterOutcome>& outcome) {
    ASSERT_NO_FATAL_FAILURE(expect(outcome, expected));
    if (!outcome) return;
    row.id = command.transaction_id;
    row.by = *command.actor.user_id;
    row.at = world.now;
    row.owed = card.take(row.id, -row.points);
    card.rows.push_back(row);
    expect_row(card, row, *outcome);
  }
  void redeem_stamps_of(storage::Transaction& tx) {
    auto& card = any_card();
    const auto command = world.stamp_command(world.bakery, card.card, by_anybody());
    const auto expected = card.stamps() < target ? std::optional(not_enough_stamps) : std::nullopt;
    const auto outcome = redeem_stamps(tx, command);
    ASSERT_NO_FATAL_FAILURE(expect(outcome, expected));
    if (!outcome) return;
    card.rows.push_back({.id = command.transaction_id,
                         .type = stamp_redeemed,
                         .stamps = -target,
                         .by = *command.actor.user_id,
                         .at = world.now});
    expect_row(card, card.rows.back(), *outcome);
  }
  void take_back(storage::Transaction& tx) {
    auto& card = any_card();
    // Mostly one of the latest rows, sometimes any.
    const auto count = std::ssize(card.rows);
    const auto back = below(3) == 0 ? below(count) : below(std::min<std::int64_t>(count, 4));
    const auto id = card.rows[static_cast<std::size_t>(count - 1 - back)].id;
    const auto command = world.void_command(world.bakery, id, by_anybody());
    expire(card, command.expiry_id);
    std::vector<ModelRow*> operation{card.find(id)};
    if (operation[0]->linked) operation.push_back(card.find(*operation[0]->linked));
    const auto expected =
        expect_void(card, operation, {.role = command.actor.role, .user_id = command.actor.user_id});
    const auto outcome = void_transaction(tx, command);
    ASSERT_NO_FATAL_FAILURE(expect(outcome, expected));
    if (!outcome) return;
    ASSERT_EQ(outcome->linked.has_value(), operation.size() == 2);
    std::vector<ModelRow> voids;
    if (operation.size() == 2) voids.push_back(reverse(card, *operation[1], command.linked_id));
    voids.push_back(reverse(card, *operation[0], command.transaction_id));
    for (auto& row : voids) {
      row.type = row.id == command.linked_id ? outcome->linked->transaction.type
                                             : outcome->transaction.transaction.type;
      row.by = *command.actor.user_id;
      card.rows.push_back(row);
    }
    expect_row(card, card.rows.back(), *outcome);
  }
  ModelRow reverse(ModelCard& card, ModelRow& row, TransactionId id) {
    const auto back = points_back(card, row);
    if (back < 0) card.take(id, -back, row.id);
    if (back > 0) card.give_back(row, id, expiry());
    row.is_voided = true;
    receipts.erase(row.reference);
    return {
        .id = id, .type = {}, .stamps = -row.stamps, .points = back, .cents = -row.cents, .at = world.now};
  }
  void let_time_pass() {
    const auto kind = below(20);
    if (kind == 0) return world.pass(days{below(40)});
    if (kind < 5) return world.pass(hours{below(30)});
    if (kind < 9) return world.pass(milliseconds{below(3)});
    world.pass(minutes{below(20)});
  }
  void take_a_step(storage::Transaction& tx) {
    const auto kind = below(100);
    if (kind < 35) return earn(tx);
    if (kind < 50) return burn(tx);
    if (kind < 55) return redeem_stamps_of(tx);
    if (kind < 63) return adjust(tx);
    if (kind < 85) return take_back(tx);
    let_time_pass();
  }

  void expect_agreement(storage::Transaction& tx) {
    for (const auto& one : cards) {
      const auto& id = one.card;
      const auto stored = storage::find_card(tx, id.company_id, id.id).value().card;
      EXPECT_EQ(one.balance(), one.sum_points()) << "the model itself";
      EXPECT_EQ(stored.stamp_count, one.stamps());
      EXPECT_EQ(stored.points_balance, one.balance());
      EXPECT_EQ(stored, one.with_balances(stored));
      std::map<TransactionId, std::int64_t> lots;
      for (const auto& lot : storage::list_open_lots(tx, id, 10'000)) lots[lot.id] = lot.points_remaining;
      EXPECT_EQ(lots, one.lots());
      EXPECT_EQ(test::count_ledger_rows(tx, id), std::ssize(one.rows));
      EXPECT_EQ(test::find_ledger_fault(tx, id, RowOrder::strict), "");
    }
    for (const auto& [reference, id] : receipts) {
      EXPECT_EQ(storage::find_purchase(tx, world.bakery.company_id, world.bakery.vendor_id, reference), id);
    }
  }
};

TEST_P(RandomPoints, AgreeWithAModelOnEveryStep) {
  for (int group = 0; group < groups && !HasFailure(); ++group) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", group " + std::to_string(group));
    database.write([&](storage::Transaction& tx) {
      for (int step = 0; step < steps_in_group && !HasFailure(); ++step) {
        SCOPED_TRACE("step " + std::to_string(step));
        take_a_step(tx);
      }
      if (group % 10 == 0) expect_agreement(tx);
    });
    change_rules();
  }
  database.read([&](storage::Transaction& tx) { expect_agreement(tx); });
  for (const auto* const name :
       {"points_earned", "points_redeemed", "points_adjusted", "stamp_redeemed", "points_earned_voided",
        "stamp_earned_voided", "points_redeemed_voided", "points_adjusted_voided", "stamp_redeemed_voided",
        "daily_limit_reached", "not_enough_stamps", "not_enough_points", "reward_not_found",
        "purchase_below_minimum", "purchase_already_recorded", "already_voided", "not_voidable"}) {
    EXPECT_GT(outcomes[name], 0) << name << " never came up";
  }
}

INSTANTIATE_TEST_SUITE_P(, RandomPoints, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
