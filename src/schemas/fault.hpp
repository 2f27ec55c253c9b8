// What can be wrong with the form of a request: faults of single fields, and bytes that are no JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "texts/messages.hpp"

namespace loyalty {

// One fault of one field. The text is the catalogue's "fault.<code>".
struct FieldFault {
  std::string field;  // the full path: "customer.email", "points_rewards[2].points"; empty: the body itself
  std::string_view code;  // lives as long as the program
  MessageParams params = {};
};

// Bytes that are not the JSON that we accept.
struct MalformedJson {
  std::string_view reason;  // the catalogue's "json.<reason>"
  std::size_t offset = 0;   // of the byte at which reading stopped; 0 where no place can be named
};

using BodyFault = std::variant<MalformedJson, std::vector<FieldFault>>;

}  // namespace loyalty
