// Half a year in three shops: first all that will be tried is planned, with its times and ids, then it is
// played through the services, which decide as they do at a counter.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "command/demo/dice.hpp"
#include "command/demo/shops.hpp"
#include "models/ids.hpp"
#include "rules/lockout.hpp"
#include "services/actor.hpp"
#include "services/pin_check.hpp"
#include "storage/store.hpp"

namespace loyalty {

// A shop that is open for business.
struct OpenShop {
  DemoShop shop;
  Actor till;  // who the counter works as; its `now` is when the shop opened
  UserId manager_id{};
  std::vector<PinProof> staff;
};

struct HistoryCount {
  std::int64_t customers = 0;
  std::int64_t stamps = 0;  // operations, not the number of stamps
  std::int64_t purchases = 0;
  std::int64_t rewards = 0;
  std::int64_t voids = 0;
  std::int64_t adjustments = 0;
  std::int64_t expiries = 0;  // cards on which points expired
  std::int64_t refusals = 0;
};

// Plays everything from the shops' opening up to `now`, in the order of time.
HistoryCount play_history(storage::Store& store, const std::vector<OpenShop>& shops,
                          const LockoutPolicy& lockout, IdSource& ids, Dice& dice, Instant now);

}  // namespace loyalty
