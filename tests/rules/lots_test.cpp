#include "rules/lots.hpp"

#include <ostream>

#include <gtest/gtest.h>

namespace loyalty {

void PrintTo(const LotChange& change, std::ostream* out) {
  *out << static_cast<std::int64_t>(change.lot_id) << ": " << change.points;
}

namespace {

using Changes = std::vector<LotChange>;

LotChange change(std::int64_t lot, std::int64_t points) { return {TransactionId{lot}, points}; }

// Lots 1, 2, 3... with so many points left each.
std::vector<Lot> lots_of(std::initializer_list<std::int64_t> remaining) {
  std::vector<Lot> lots;
  for (const auto points : remaining) {
    lots.push_back(
        {.id = TransactionId{std::ssize(lots) + 1}, .points_earned = 1000, .points_remaining = points});
  }
  return lots;
}

TEST(ChooseLots, TakesFromTheFirstUntilThereIsEnough) {
  struct Case {
    const char* name;
    std::vector<Lot> lots;
    std::int64_t points;
    Changes expected;
  };
  const Case cases[] = {
      {"nothing", lots_of({10, 20}), 0, {}},
      {"from nothing", {}, 5, {}},
      {"a part of the first", lots_of({10, 20}), 9, {change(1, -9)}},
      {"the whole first", lots_of({10, 20}), 10, {change(1, -10)}},
      {"one more", lots_of({10, 20}), 11, {change(1, -10), change(2, -1)}},
      {"everything", lots_of({10, 20, 5}), 35, {change(1, -10), change(2, -20), change(3, -5)}},
      {"more than there is", lots_of({10, 20}), 31, {change(1, -10), change(2, -20)}},
      {"past an empty one", lots_of({0, 20}), 5, {change(2, -5)}},
      {"empty ones alone", lots_of({0, 0}), 5, {}},
  };
  for (const auto& each : cases) EXPECT_EQ(choose_lots(each.lots, each.points), each.expected) << each.name;
}

TEST(ChooseRefills, GivesBackWhatWasTakenLessWhatIsOwed) {
  const auto taken = [](std::initializer_list<LotChange> shares) {
    std::vector<Allocation> allocations;
    for (const auto& share : shares) {
      allocations.push_back(
          {.transaction_id = TransactionId{9}, .lot_id = share.lot_id, .points = share.points});
    }
    return allocations;
  };
  const auto two = taken({change(1, -10), change(2, -20)});
  struct Case {
    const char* name;
    std::vector<Allocation> taken;
    std::int64_t debt;
    Changes expected;
  };
  const Case cases[] = {
      {"nothing was taken", {}, 0, {}},
      {"nothing was taken and some is owed", {}, 7, {}},
      {"all", two, 0, {change(1, 10), change(2, 20)}},
      {"a part of the first is owed", two, 4, {change(1, 6), change(2, 20)}},
      {"the first is owed", two, 10, {change(2, 20)}},
      {"more than the first is owed", two, 13, {change(2, 17)}},
      {"all but one is owed", two, 29, {change(2, 1)}},
      {"all is owed", two, 30, {}},
      {"more is owed", two, 31, {}},
  };
  for (const auto& each : cases) EXPECT_EQ(choose_refills(each.taken, each.debt), each.expected) << each.name;
}

}  // namespace
}  // namespace loyalty
