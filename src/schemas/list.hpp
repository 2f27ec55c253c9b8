// What every list takes: how many entries, and where to go on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/shape.hpp"

namespace loyalty {

struct ListQuery {
  static constexpr std::string_view schema_name = "ListQuery";
  std::int64_t limit = 50;
  std::optional<std::string> cursor = {};
};
template <class Fields>
void describe_fields(Fields& f, ListQuery& r) {
  f("limit", r.limit, range(1, 200).or_default());
  f("cursor", r.cursor, text(0, 2000).described("The `next_cursor` of the page before."));
}

}  // namespace loyalty
