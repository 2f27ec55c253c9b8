// A shop whose database was moved: whatever people hold is good for the same things as before.
#pragma once

#include <string>
#include <vector>

#include "e2e/load.hpp"

namespace loyalty::e2e {

// Cards, sign-ins and PINs are valid, every request is answered as the first time, the history is that of
// `attempts`, and it goes on: a stamp more is in them afterwards.
void expect_all_valid(Shop& shop, const std::vector<EnrolledCard>& cards, std::vector<Attempt>& attempts);

}  // namespace loyalty::e2e
