// What the tests of all operations at the counter share.
#pragma once

#include <functional>

#include "support/world.hpp"

namespace loyalty::test {

using Operation = std::function<Outcome<CounterOutcome>(const AtCounter&)>;

void set_status(World& world, const Card& card, CardStatus status);

// The operation is one on Élise's card at City. Everything is wrong at first (the program's type is `wrong`)
// and is put right one by one: each time the first refusal that is left must show, and the card must stay as
// it is. Nothing that concerns the staff's PIN is tried when the operation asks for none.
void expect_refusals_in_order(World& world, LoyaltyType wrong, LoyaltyType wanted, const Operation& operation,
                              bool asks_for_pin = true);

}  // namespace loyalty::test
