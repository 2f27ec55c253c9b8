// The counter's operations on stamps: add and redeem.
#pragma once

#include "services/counter.hpp"

namespace loyalty {

struct AddStamp : CounterCommand {
  std::int64_t count = 1;
};

// The refusals of the counter in their order, up to cooldown_active.
Outcome<CounterOutcome> add_stamp(storage::Transaction& tx, const AddStamp& command);

// Takes `stamps_target` stamps for the reward; the counter's refusals, then not_enough_stamps.
Outcome<CounterOutcome> redeem_stamps(storage::Transaction& tx, const CounterCommand& command);

}  // namespace loyalty
