// Made-up customers: names as one meets them in Luxembourg, addresses that belong to nobody.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "command/demo/dice.hpp"

namespace loyalty {

struct Person {
  std::string first_name;
  std::string last_name;
  std::optional<std::string> email;  // this or the phone is there
  std::optional<std::string> phone;
  std::string birth_date;  // empty: not given
  std::string locale;
  bool marketing_consent = false;
};

// No two of them share an address or a number.
std::vector<Person> make_people(Dice& dice, std::size_t count);

}  // namespace loyalty
