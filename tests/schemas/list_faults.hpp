// The faults of a body as one text: "field:code field:code", in the order in which they were found; a reason
// when it is no JSON; empty when it is good.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "schemas/reader.hpp"

namespace loyalty {

template <class T>
std::string list_faults(std::string_view body) {
  const Result<T, BodyFault> read = read_body<T>(body);
  if (read) return "";
  if (const auto* malformed = std::get_if<MalformedJson>(&read.error()))
    return std::string(malformed->reason);
  std::string listed;
  for (const FieldFault& fault : std::get<1>(read.error())) {
    if (!listed.empty()) listed += ' ';
    listed += fault.field + ":" + std::string(fault.code);
  }
  return listed;
}

}  // namespace loyalty
