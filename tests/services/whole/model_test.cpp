// Thousands of random operations against a model that is too simple to be wrong.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "support/ledger.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using enum RefusalCode;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::int64_t target = 4;
constexpr std::int64_t daily_max = 6;
constexpr minutes cooldown{15};
constexpr hours day_starts_at{4};

// A card as one would keep it on paper. The shop's zone is UTC.
struct ModelRow {
  TransactionId id{};
  std::int64_t stamps = 0;  // negative: a reward
  bool is_bonus = false;
  bool is_void = false;
  bool is_voided = false;
  UserId by{};
  Instant at{};
};

struct ModelCard {
  Card card;
  std::string email;
  CardStatus status = CardStatus::active;
  std::vector<ModelRow> rows;

  std::int64_t balance() const {
    std::int64_t sum = 0;
    for (const auto& row : rows) sum += row.stamps;
    return sum;
  }
  // Stamps that were given and not taken back.
  std::vector<ModelRow> given() const {
    std::vector<ModelRow> found;
    for (const auto& row : rows) {
      if (row.stamps > 0 && !row.is_bonus && !row.is_void && !row.is_voided) found.push_back(row);
    }
    return found;
  }
};

auto day_of(Instant instant) { return floor<days>(instant - day_starts_at); }

std::optional<RefusalCode> expect_stamp(const ModelCard& card, std::int64_t count, Instant now) {
  if (card.status != CardStatus::active) return card_inactive;
  std::int64_t today = 0;
  for (const auto& row : card.given()) today += day_of(row.at) == day_of(now) ? row.stamps : 0;
  if (today + count > daily_max) return daily_limit_reached;
  const auto given = card.given();
  if (!given.empty() && now < given.back().at + cooldown) return cooldown_active;
  return std::nullopt;
}

std::optional<RefusalCode> expect_redeem(const ModelCard& card) {
  if (card.status != CardStatus::active) return card_inactive;
  return card.balance() < target ? std::optional(not_enough_stamps) : std::nullopt;
}

std::optional<RefusalCode> expect_void(const ModelCard& card, const ModelRow& row, UserId by, Role role,
                                       Instant now) {
  if (row.is_voided) return already_voided;
  if (row.is_bonus || row.is_void) return not_voidable;
  if (role == Role::staff) {
    if (row.by != by || row.id != card.rows.back().id || now - row.at > minutes{10}) return not_voidable;
  } else if (now - row.at > days{90}) {
    return not_voidable;
  }
  return card.balance() < row.stamps ? std::optional(not_voidable) : std::nullopt;
}

class RandomCounter : public test::WorldFixture {
 protected:
  static constexpr std::uint32_t seed = 20261122;
  static constexpr int steps = 8000;

  std::mt19937 random{seed};
  std::vector<ModelCard> cards;
  const UserId users[3] = {UserId{101}, UserId{102}, UserId{103}};

  // Unlike the library's distributions this gives the same numbers everywhere.
  std::int64_t below(std::int64_t bound) { return random() % static_cast<std::uint32_t>(bound); }

  void SetUp() override {
    database.write([&](storage::Transaction& tx) {
      auto vendor = storage::find_vendor(tx, world.city.company_id, world.city.vendor_id).value();
      vendor.timezone = "Etc/UTC";
      storage::set_vendor(tx, vendor);
    });
    world.change(world.city, [](Program& program) {
      program.stamps_target = target;
      program.max_daily_stamps = daily_max;
      program.cooldown_minutes = cooldown.count();
      program.business_day_starts_at = day_starts_at;
      program.welcome_bonus_stamps = 1;
      program.require_staff_pin = false;
    });
  }
  ModelCard& any_card() { return cards[static_cast<std::size_t>(below(std::ssize(cards)))]; }

  void enrol() {
    const auto email = "guest" + std::to_string(below(8)) + "@example.org";
    const auto known =
        std::find_if(cards.begin(), cards.end(), [&](const auto& one) { return one.email == email; });
    const auto command = world.enrolment(world.city, "Guest", email);
    const auto enrolled = world.enrol(command);
    ASSERT_TRUE(enrolled);
    EXPECT_EQ(enrolled->already_enrolled, known != cards.end());
    if (known != cards.end()) {
      EXPECT_EQ(enrolled->holder.card.id, known->card.id);
      return;
    }
    ModelCard made{.card = enrolled->holder.card, .email = email, .rows = {}};
    made.rows.push_back({.id = command.welcome_id, .stamps = 1, .is_bonus = true, .at = world.now});
    cards.push_back(std::move(made));
  }
  void stamp() {
    auto& card = any_card();
    const auto count = 1 + below(3);
    const auto by = users[below(3)];
    const auto expected = expect_stamp(card, count, world.now);
    const auto outcome =
        world.stamp(world.city, card.card, {.pin = PinProof{}, .user_id = by, .count = count});
    ASSERT_EQ(test::refusal_of(outcome), expected);
    if (!outcome) return;
    card.rows.push_back(
        {.id = outcome->transaction.transaction.id, .stamps = count, .by = by, .at = world.now});
  }
  void redeem() {
    auto& card = any_card();
    const auto by = users[below(3)];
    const auto expected = expect_redeem(card);
    const auto outcome = world.redeem(world.city, card.card, {.pin = PinProof{}, .user_id = by});
    ASSERT_EQ(test::refusal_of(outcome), expected);
    if (!outcome) return;
    card.rows.push_back(
        {.id = outcome->transaction.transaction.id, .stamps = -target, .by = by, .at = world.now});
  }
  void take_back() {
    auto& card = any_card();
    // Mostly one of the latest rows, sometimes any.
    const auto count = std::ssize(card.rows);
    const auto back = below(3) == 0 ? below(count) : below(std::min<std::int64_t>(count, 3));
    auto& row = card.rows[static_cast<std::size_t>(count - 1 - back)];
    const auto by = users[below(3)];
    const auto role = below(2) == 0 ? Role::staff : Role::manager;
    const auto expected = expect_void(card, row, by, role, world.now);
    const auto outcome =
        world.take_back(world.city, row.id, {.pin = PinProof{}, .role = role, .user_id = by});
    ASSERT_EQ(test::refusal_of(outcome), expected);
    if (!outcome) return;
    row.is_voided = true;
    card.rows.push_back({.id = outcome->transaction.transaction.id,
                         .stamps = -row.stamps,
                         .is_void = true,
                         .by = by,
                         .at = world.now});
  }
  void change_status() {
    auto& card = any_card();
    card.status = below(3) == 0 ? CardStatus::blocked : CardStatus::active;
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(change_card_status(tx, world.actor(world.city, Role::manager), card.card.id, card.status));
    });
  }
  void let_time_pass() {
    const auto kind = below(20);
    if (kind == 0) return world.pass(days{below(40)});
    if (kind < 4) return world.pass(hours{below(12)});
    if (kind < 8) return world.pass(milliseconds{below(3)});
    world.pass(minutes{below(20)});
  }
  void take_a_step() {
    const auto kind = below(100);
    if (cards.empty() || kind < 5) return enrol();
    if (kind < 45) return stamp();
    if (kind < 60) return redeem();
    if (kind < 75) return take_back();
    if (kind < 80) return change_status();
    let_time_pass();
  }
  void expect_agreement() {
    database.read([&](storage::Transaction& tx) {
      for (const auto& one : cards) {
        const auto& id = one.card;
        const auto stored = storage::find_card(tx, id.company_id, id.id).value().card;
        EXPECT_EQ(stored.stamp_count, one.balance());
        EXPECT_EQ(stored.status, one.status);
        const auto given = one.given();
        EXPECT_EQ(stored.last_stamp_at, given.empty() ? std::nullopt : std::optional(given.back().at));
        EXPECT_EQ(test::count_ledger_rows(tx, id), std::ssize(one.rows));
        EXPECT_EQ(test::find_ledger_fault(tx, id, RowOrder::strict), "");
      }
    });
  }
};

TEST_P(RandomCounter, AgreesWithAModelOnEveryStep) {
  for (int step = 0; step < steps && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
    take_a_step();
    if (step % 200 == 0) expect_agreement();
  }
  expect_agreement();
  std::int64_t rows = 0;
  for (const auto& card : cards) rows += std::ssize(card.rows);
  EXPECT_EQ(cards.size(), 8u);
  EXPECT_GT(rows, 500) << "the operations are such that many succeed";
}

INSTANTIATE_TEST_SUITE_P(, RandomCounter, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
