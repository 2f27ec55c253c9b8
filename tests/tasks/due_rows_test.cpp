#include "tasks/due_rows.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <numeric>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/due_table.hpp"
#include "support/races.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using storage::Transaction;
using testing::HasSubstr;

constexpr std::array pauses{minutes{1}, minutes{10}};

// Objects whose versions are told to somebody.
class RunDueRows : public test::StoreFixture {
 protected:
  static const storage::DueTable& table() { return test::DueObjects::objects(); }

  DueKey add(std::int64_t id) {
    const DueKey key{.company_id = CompanyId{11}, .owner_id = 31, .id = id};
    objects.add(key);
    mark(key);
    return key;
  }
  void mark(const DueKey& key) {
    database.write([&](Transaction& tx) { table().mark(tx, key, now); });
  }
  DueKind kind() {
    return {.task = "telling",
            .table = table(),
            .back_off = {.pauses = pauses, .patience = hours{1}},
            .lease = minutes{1},
            .prepare = [this](Transaction&, const DueRow& taken, Instant) -> std::optional<DueJob> {
              if (unwanted == taken.key.id) return std::nullopt;
              return [this, taken] { return tell(taken); };
            }};
  }
  TaskContext context() {
    return {.store = database.store(),
            .ids = ids,
            .metrics = database.metrics(),
            .courier = courier,
            .mail_post = std::nullopt,
            .clock =
                [this] {
                  if (pace.count() != 0) now += pace;
                  return now;
                },
            .chance = [this] { return chance; }};
  }
  DueRun run() { return run_due_rows(kind(), context()); }
  // What answers, and what is done while the row is in hand.
  AttemptReport tell(const DueRow& taken) {
    const std::lock_guard lock(mutex);
    ++attempts;
    if (while_in_hand) while_in_hand(taken);
    if (answer.attempt == Attempt::done) told[taken.key.id].push_back(taken.version);
    return answer;
  }
  std::string figure(const char* name) {
    const auto all = database.metrics().render();
    const auto begin = all.find(name + std::string("{task=\"telling\"} "));
    return begin == std::string::npos ? "none" : all.substr(begin, all.find('\n', begin) - begin);
  }

  Instant now = test::at("2026-11-20T10:00:00Z");
  milliseconds pace{0};
  double chance = 0.5;
  AttemptReport answer;
  std::int64_t unwanted = 0;
  std::function<void(const DueRow&)> while_in_hand;
  std::mutex mutex;
  int attempts = 0;
  std::map<std::int64_t, std::vector<std::int64_t>> told;  // versions by object
  IdSource ids;
  outgoing::Courier courier;
  test::DueObjects objects{database};
};

TEST_P(RunDueRows, DoesWhatIsDueOnce) {
  add(1);
  add(2);
  EXPECT_EQ(run().count, (DueCount{.sent = 2}));
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_EQ(told, (decltype(told){{1, {2}}, {2, {2}}}));
}

TEST_P(RunDueRows, DropsWhatNobodyWants) {
  const auto key = add(1);
  unwanted = 1;
  EXPECT_EQ(run().count, (DueCount{.dropped = 1}));
  EXPECT_EQ(objects.find(key)->due_at, std::nullopt);
  EXPECT_EQ(attempts, 0);
}

TEST_P(RunDueRows, TriesAgainWithPausesAndThenGivesUp) {
  const auto key = add(1);
  const auto began = now;
  answer = {.attempt = Attempt::put_off, .reason = "come again"};
  for (const auto due_in : {0, 1, 11, 21, 31, 41}) {
    now = began + minutes{due_in} - milliseconds{1};
    EXPECT_EQ(run().count, DueCount{}) << due_in;
    now = began + minutes{due_in};
    EXPECT_EQ(run().count, (DueCount{.put_off = 1})) << due_in;
  }
  EXPECT_EQ(objects.find(key)->last_error, "come again");
  now = began + minutes{51};
  EXPECT_EQ(run().count, (DueCount{.failed = 1}));
  const auto state = objects.find(key).value();
  EXPECT_EQ(state.dead_at, now);
  EXPECT_EQ(state.attempts, 7);
  now += hours{99};
  EXPECT_EQ(run().count, DueCount{});
}

TEST_P(RunDueRows, SpreadsTheTriesByChance) {
  answer = {.attempt = Attempt::put_off, .reason = "come again"};
  for (const auto& [draw, pause] : {std::pair{0.0, milliseconds{48'000}},
                                    {0.5, minutes{1}},
                                    {0.75, milliseconds{66'000}},
                                    {1.0, milliseconds{72'000}}}) {
    chance = draw;
    const auto key = add(static_cast<std::int64_t>(draw * 4) + 1);
    EXPECT_EQ(run().count, (DueCount{.put_off = 1}));
    EXPECT_EQ(objects.find(key)->due_at, now + pause) << draw;
  }
}

TEST_P(RunDueRows, GivesUpWhatIsRefusedAndTriesItAgainWhenAsked) {
  const auto key = add(1);
  answer = {.attempt = Attempt::refused, .reason = "no such device"};
  EXPECT_EQ(run().count, (DueCount{.failed = 1}));
  EXPECT_EQ(figure("loyalty_task_dead"), "loyalty_task_dead{task=\"telling\"} 1");
  EXPECT_EQ(run().count, DueCount{});
  answer = {};
  database.write([&](Transaction& tx) { EXPECT_TRUE(table().revive(tx, key, now)); });
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  EXPECT_EQ(figure("loyalty_task_dead"), "loyalty_task_dead{task=\"telling\"} 0");
}

TEST_P(RunDueRows, EndsWhenNothingElseWouldGetThrough) {
  add(1);
  add(2);
  answer = {.attempt = Attempt::unreachable, .reason = "nobody there"};
  const auto ran = run();
  EXPECT_EQ(ran.count, (DueCount{.put_off = 1}));
  EXPECT_TRUE(ran.is_complete);
  EXPECT_EQ(attempts, 1);
}

TEST_P(RunDueRows, IsBoundedInNumberAndTime) {
  for (int id = 1; id <= 51; ++id) add(id);
  const auto first = run();
  EXPECT_EQ(first.count.sent, 50);
  EXPECT_FALSE(first.is_complete);
  for (int id = 60; id <= 63; ++id) add(id);
  pace = std::chrono::seconds{2};  // at each look at the clock
  const auto slow = run();
  EXPECT_FALSE(slow.is_complete);
  EXPECT_EQ(slow.count.sent, 1);
  pace = milliseconds{0};
  const auto last = run();
  EXPECT_TRUE(last.is_complete);
  EXPECT_EQ(last.count.sent, 4);
}

TEST_P(RunDueRows, DoesAgainWhatWasTakenAndNotSettled) {
  const auto key = add(1);
  while_in_hand = [](const DueRow&) { throw std::runtime_error("killed"); };
  EXPECT_THROW(run(), std::runtime_error);
  while_in_hand = nullptr;
  now += minutes{1} - milliseconds{1};
  EXPECT_EQ(run().count, DueCount{});
  now += milliseconds{1};
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  EXPECT_EQ(objects.find(key)->attempts, 0);
}

// A server that was slower than its lease: what it does then is not the last word.
TEST_P(RunDueRows, LeavesToAnotherWhatItHadForTooLong) {
  const auto key = add(1);
  while_in_hand = [&](const DueRow& taken) {
    if (taken.attempts > 1) return;
    now += minutes{1};
    database.write([&](Transaction& tx) {
      EXPECT_TRUE(table().take(tx, table().list_due(tx, now, 1).front(), now + minutes{1}));
    });
  };
  run();
  const auto state = objects.find(key).value();
  EXPECT_EQ(state.due_at, now + minutes{1}) << "the other one's lease";
  EXPECT_EQ(state.attempts, 2);
}

TEST_P(RunDueRows, TellsTheLatestOfSeveralChanges) {
  const auto key = add(1);
  mark(key);
  mark(key);
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  while_in_hand = [&](const DueRow&) {
    if (attempts > 2) return;
    mark(key);
    mark(key);
  };
  mark(key);
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  EXPECT_EQ(run().count, (DueCount{.sent = 1}));
  EXPECT_EQ(run().count, DueCount{});
  EXPECT_EQ(told, (decltype(told){{1, {4, 5, 7}}}));
}

TEST_P(RunDueRows, IsSharedByManyServers) {
  for (int id = 1; id <= 40; ++id) add(id);
  const auto runs = test::run_at_once([&](int) { return run().count.sent; });
  EXPECT_EQ(std::accumulate(runs.begin(), runs.end(), std::int64_t{0}), 40);
  EXPECT_EQ(told.size(), 40u);
  for (const auto& [id, versions] : told) EXPECT_EQ(versions, std::vector<std::int64_t>{2}) << id;
}

// However they interleave, the last thing told of each object is what it is in the end.
TEST_P(RunDueRows, EndsWithTheLatestWhoeverToldIt) {
  std::vector<DueKey> keys;
  for (int id = 1; id <= 5; ++id) keys.push_back(add(id));
  test::run_at_once([&](int i) {
    for (int round = 0; round < 5; ++round) {
      if (i % 2 == 0) {
        mark(keys[static_cast<std::size_t>(i / 2) % keys.size()]);
      } else {
        run();
      }
    }
    return 0;
  });
  while (run().count.sent > 0) {
  }
  for (const auto& key : keys) {
    const auto state = objects.find(key).value();
    EXPECT_EQ(state.due_at, std::nullopt);
    EXPECT_EQ(told[key.id].back(), state.version);
    EXPECT_TRUE(std::ranges::is_sorted(told[key.id], std::less_equal<>())) << key.id;
  }
}

TEST_P(RunDueRows, ShowsWhatWaitsAndForHowLong) {
  run();
  EXPECT_EQ(figure("loyalty_task_waiting"), "loyalty_task_waiting{task=\"telling\"} 0");
  EXPECT_EQ(figure("loyalty_task_lag_seconds"), "loyalty_task_lag_seconds{task=\"telling\"} 0");
  add(1);
  add(2);
  answer = {.attempt = Attempt::unreachable, .reason = "nobody there"};
  now += milliseconds{1'500};
  run();
  EXPECT_EQ(figure("loyalty_task_waiting"), "loyalty_task_waiting{task=\"telling\"} 2");
  EXPECT_EQ(figure("loyalty_task_lag_seconds"), "loyalty_task_lag_seconds{task=\"telling\"} 1.5");
}

INSTANTIATE_TEST_SUITE_P(, RunDueRows, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
