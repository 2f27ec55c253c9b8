// Names, telephones and addresses of made-up people, some names far more frequent than others.
#pragma once

#include <cstdint>
#include <string>

#include "bench/random.hpp"

namespace loyalty::bench {

struct Person {
  std::string first_name;
  std::string last_name;
  std::string email;  // empty: not given
  std::string phone;  // E.164; empty: not given
};
// Mail and phone are unique for each `number` below three million, and at least one is there.
Person make_person(Random& random, std::int64_t number);

}  // namespace loyalty::bench
