#include "storage/due_rows.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/due_table.hpp"
#include "support/races.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using storage::Transaction;
using State = test::DueObjects::State;

class StoreDueRows : public test::StoreFixture {
 protected:
  StoreDueRows() { objects.add(one); }

  static const storage::DueTable& table() { return test::DueObjects::objects(); }
  static const storage::DueTable& letters() { return test::DueObjects::letters(); }

  template <class Work>
  void write(Work work) {
    database.write([&](Transaction& tx) { work(tx); });
  }
  void mark(const DueKey& key) { mark(key, now); }
  void mark(const DueKey& key, Instant at) {
    write([&](Transaction& tx) { table().mark(tx, key, at); });
  }
  std::vector<DueRow> list_due(Instant at, std::int64_t limit = 10) {
    return database.read([&](Transaction& tx) { return table().list_due(tx, at, limit); });
  }
  std::optional<DueRow> take(const DueRow& seen, Instant until) {
    return database.write([&](Transaction& tx) { return table().take(tx, seen, until); });
  }
  DueRow take_one() { return take(list_due(now).front(), lease_end).value(); }
  State state() { return objects.find(one).value(); }

  const Instant now = test::at("2026-11-20T10:00:00Z");
  const Instant lease_end = now + minutes{1};
  const DueKey one{.company_id = CompanyId{11}, .owner_id = 31, .id = 7};
  test::DueObjects objects{database};
};

TEST_P(StoreDueRows, ListsWhatIsDueWhatWaitedLongestFirst) {
  EXPECT_TRUE(list_due(now).empty());
  const DueKey others[] = {{CompanyId{12}, 31, 7}, {CompanyId{11}, 32, 7}, {CompanyId{11}, 31, 8}};
  for (const auto& key : others) objects.add(key);
  mark(one, now);
  mark(others[0], now - minutes{1});
  mark(others[1], now + milliseconds{1});
  mark(others[2], now - minutes{2});
  const auto keys = [&](Instant at, std::int64_t limit) {
    std::vector<DueKey> found;
    for (const auto& row : list_due(at, limit)) found.push_back(row.key);
    return found;
  };
  EXPECT_EQ(keys(now, 10), (std::vector{others[2], others[0], one}));
  EXPECT_EQ(keys(now, 1), std::vector{others[2]});
  EXPECT_EQ(keys(now + milliseconds{1}, 10).size(), 4u);
}

TEST_P(StoreDueRows, AreTakenOnceAsTheyWereSeen) {
  mark(one);
  const auto seen = list_due(now).front();
  EXPECT_EQ(seen, (DueRow{.key = one, .version = 2, .due_since = now, .due_at = now}));
  const DueRow expected{.key = one, .version = 2, .attempts = 1, .due_since = now, .due_at = lease_end};
  EXPECT_EQ(take(seen, lease_end), expected);
  EXPECT_EQ(take(seen, lease_end), std::nullopt);
  EXPECT_TRUE(list_due(lease_end - milliseconds{1}).empty());
  EXPECT_EQ(list_due(lease_end), std::vector{expected});
}

TEST_P(StoreDueRows, AreTakenByOneOfMany) {
  mark(one);
  const auto seen = list_due(now).front();
  const auto taken = test::run_at_once([&](int) { return take(seen, lease_end).has_value(); });
  EXPECT_EQ(std::ranges::count(taken, true), 1);
  EXPECT_EQ(state().attempts, 1);
}

// Each change of a row, from each state that it can be in.
TEST_P(StoreDueRows, AreSettledPutOffAndGivenUp) {
  mark(one);
  auto taken = take_one();
  write([&](Transaction& tx) { table().put_off(tx, taken, now + minutes{5}, "not now"); });
  EXPECT_EQ(state(),
            (State{.version = 2, .attempts = 1, .due_at = now + minutes{5}, .last_error = "not now"}));
  taken = take(list_due(now + minutes{5}).front(), now + minutes{6}).value();
  EXPECT_EQ(taken.due_since, now);
  write([&](Transaction& tx) { table().give_up(tx, taken, now + minutes{5}, "never"); });
  EXPECT_EQ(state(),
            (State{.version = 2, .attempts = 2, .dead_at = now + minutes{5}, .last_error = "never"}));
  EXPECT_TRUE(list_due(now + hours{99}).empty());
  write([&](Transaction& tx) { EXPECT_TRUE(table().revive(tx, one, now + hours{99})); });
  EXPECT_EQ(state(), (State{.version = 2, .due_at = now + hours{99}}));
  write([&](Transaction& tx) { EXPECT_FALSE(table().revive(tx, one, now + hours{99})); });
  taken = take(list_due(now + hours{99}).front(), now + hours{100}).value();
  EXPECT_EQ(taken.attempts, 1);
  EXPECT_EQ(taken.due_since, now + hours{99});
  write([&](Transaction& tx) { table().settle(tx, taken, now + hours{99}); });
  EXPECT_EQ(state(), (State{.version = 2}));
}

TEST_P(StoreDueRows, AreLeftAloneByWhoHasThemNoMore) {
  mark(one);
  const auto late = take_one();
  // Killed, or slower than its lease: somebody else has it.
  const auto in_time = take(list_due(lease_end).front(), lease_end + minutes{1}).value();
  const auto before = state();
  write([&](Transaction& tx) {
    table().settle(tx, late, now);
    table().put_off(tx, late, now, "late");
    table().give_up(tx, late, now, "late");
  });
  EXPECT_EQ(state(), before);
  write([&](Transaction& tx) { table().settle(tx, in_time, now); });
  EXPECT_EQ(state(), (State{.version = 2}));
  write([&](Transaction& tx) {
    table().settle(tx, in_time, now);
    table().put_off(tx, in_time, now, "twice");
    table().give_up(tx, in_time, now, "twice");
  });
  EXPECT_EQ(state(), (State{.version = 2}));
}

TEST_P(StoreDueRows, AreDoneOnceForAllChangesBefore) {
  for (int i = 0; i < 5; ++i) mark(one, now + minutes{i});
  EXPECT_EQ(state(), (State{.version = 6, .due_at = now}));
  const auto taken = take(list_due(now).front(), now + hours{1}).value();
  EXPECT_EQ(taken.version, 6);
  write([&](Transaction& tx) { table().settle(tx, taken, now); });
  EXPECT_EQ(state(), (State{.version = 6}));
}

TEST_P(StoreDueRows, HaveTheVersionOfWhenTheyAreTaken) {
  mark(one);
  const auto seen = list_due(now).front();
  mark(one);
  EXPECT_EQ(take(seen, lease_end).value().version, 3);
}

TEST_P(StoreDueRows, StayDueWhenTheyChangeInHand) {
  mark(one);
  auto taken = take_one();
  mark(one, now + milliseconds{1});
  mark(one, now + milliseconds{2});
  EXPECT_TRUE(list_due(now).empty()) << "nobody else takes it meanwhile";
  write([&](Transaction& tx) { table().settle(tx, taken, now + milliseconds{3}); });
  EXPECT_EQ(state(), (State{.version = 4, .due_at = now + milliseconds{3}}));
  taken = take(list_due(now + milliseconds{3}).front(), lease_end).value();
  EXPECT_EQ(
      taken,
      (DueRow{
          .key = one, .version = 4, .attempts = 1, .due_since = now + milliseconds{3}, .due_at = lease_end}));
  mark(one);
  write([&](Transaction& tx) { table().give_up(tx, taken, now + milliseconds{4}, "never"); });
  EXPECT_EQ(state(), (State{.version = 5, .due_at = now + milliseconds{4}, .last_error = "never"}))
      << "what was given up is not what it is now";
}

TEST_P(StoreDueRows, KeepTheirPauseWhenTheyChange) {
  mark(one);
  const auto taken = take_one();
  write([&](Transaction& tx) { table().put_off(tx, taken, now + hours{1}, "not now"); });
  mark(one, now + minutes{1});
  EXPECT_EQ(state(), (State{.version = 3, .attempts = 1, .due_at = now + hours{1}, .last_error = "not now"}));
}

TEST_P(StoreDueRows, AreDueAgainWhenTheyChangeAfterTheyWereGivenUp) {
  mark(one);
  const auto taken = take_one();
  write([&](Transaction& tx) { table().give_up(tx, taken, now, "never"); });
  mark(one, now + minutes{1});
  EXPECT_EQ(state(), (State{.version = 3, .due_at = now + minutes{1}, .last_error = "never"}));
  EXPECT_EQ(list_due(now + minutes{1}).front().due_since, now + minutes{1});
}

TEST_P(StoreDueRows, AreCountedWithTheAgeOfTheOldest) {
  const auto backlog = [&](Instant at, std::int64_t count_max = 9) {
    return database.read([&](Transaction& tx) { return table().find_backlog(tx, at, count_max); });
  };
  EXPECT_EQ(backlog(now), DueBacklog{});
  for (std::int64_t id = 1; id <= 4; ++id) {
    objects.add({.company_id = CompanyId{11}, .owner_id = 1, .id = id});
    mark({.company_id = CompanyId{11}, .owner_id = 1, .id = id}, now + minutes{id});
  }
  EXPECT_EQ(backlog(now), (DueBacklog{.waiting = 4})) << "nothing is late yet";
  EXPECT_EQ(backlog(now + minutes{3}), (DueBacklog{.waiting = 4, .lag = minutes{2}}));
  EXPECT_EQ(backlog(now + minutes{3}, 2), (DueBacklog{.waiting = 2, .lag = minutes{2}}));
  const auto rows = list_due(now + minutes{9});
  write([&](Transaction& tx) {
    table().put_off(tx, rows[0], now + hours{9}, "not now");
    table().give_up(tx, rows[1], now, "never");
    table().settle(tx, rows[2], now);
  });
  EXPECT_EQ(backlog(now + minutes{5}), (DueBacklog{.waiting = 2, .dead = 1, .lag = minutes{4}}))
      << "what is put off is late all the same";
}

class BuryDeadRows : public StoreDueRows {
 protected:
  // Five of them, given up an hour apart, the first five hours ago.
  BuryDeadRows() {
    for (std::int64_t id = 1; id <= 5; ++id) {
      const DueKey key{.company_id = CompanyId{11}, .owner_id = 1, .id = id};
      objects.add(key);
      mark(key);
      const auto taken = take_one();
      write([&](Transaction& tx) { table().give_up(tx, taken, now - hours{6 - id}, "gone"); });
    }
  }
  std::vector<std::int64_t> list_dead() {
    std::vector<std::int64_t> ids;
    const auto rows = database.read([&](Transaction& tx) { return table().list_dead(tx, 9); });
    for (const auto& row : rows) ids.push_back(row.key.id);
    return ids;
  }
  std::int64_t bury(const storage::DueTable& from, Instant older_than, std::int64_t kept_max,
                    std::int64_t limit) {
    return database.write([&](Transaction& tx) { return from.bury(tx, older_than, kept_max, limit); });
  }
};

TEST_P(BuryDeadRows, ListsTheNewestFirstWithWhy) {
  EXPECT_EQ(list_dead(), (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
  const auto newest = database.read([&](Transaction& tx) { return table().list_dead(tx, 1); });
  EXPECT_EQ(newest, (std::vector{DeadRow{.key = {.company_id = CompanyId{11}, .owner_id = 1, .id = 5},
                                         .attempts = 1,
                                         .dead_at = now - hours{1},
                                         .reason = "gone"}}));
}

TEST_P(BuryDeadRows, DeletesLettersThatAreOldOrTooMany) {
  EXPECT_EQ(bury(letters(), now - hours{5} - milliseconds{1}, 9, 9), 0);
  EXPECT_EQ(bury(letters(), now - hours{4}, 9, 1), 1);
  EXPECT_EQ(list_dead(), (std::vector<std::int64_t>{5, 4, 3, 2}));
  EXPECT_EQ(bury(letters(), now - hours{4}, 9, 9), 1);
  EXPECT_EQ(bury(letters(), now - hours{4}, 1, 9), 2);
  EXPECT_EQ(list_dead(), std::vector<std::int64_t>{5});
  EXPECT_EQ(objects.find({.company_id = CompanyId{11}, .owner_id = 1, .id = 1}), std::nullopt);
  EXPECT_TRUE(objects.find(one)) << "which nobody gave up";
}

TEST_P(BuryDeadRows, LetsObjectsStay) {
  EXPECT_EQ(bury(table(), now, 9, 9), 5);
  EXPECT_TRUE(list_dead().empty());
  const auto left = objects.find({.company_id = CompanyId{11}, .owner_id = 1, .id = 1}).value();
  EXPECT_EQ(left.dead_at, std::nullopt);
  EXPECT_EQ(left.due_at, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(, StoreDueRows, test::each_engine(), test::engine_name);
INSTANTIATE_TEST_SUITE_P(, BuryDeadRows, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
