// The pieces of a pattern: what its braces hold, and the forms of a plural.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "texts/plurals.hpp"

namespace loyalty {

// What is inside one pair of braces.
struct Placeholder {
  std::string_view name = {};
  bool is_plural = false;
  std::string_view forms = {};  // of a plural: "one {..} other {..}"
};

// The index of the brace that closes the one at `open`; npos when there is none.
std::size_t find_closing(std::string_view pattern, std::size_t open);

// None when it is neither a name nor a plural.
std::optional<Placeholder> parse_placeholder(std::string_view content);

// The text of one form ("one", "other", "=0"); none when it is not there.
std::optional<std::string_view> find_form(std::string_view forms, std::string_view wanted);

// The text for a number: what stands for it alone ("=3"), else for its kind, else for all others.
std::optional<std::string_view> choose_form(std::string_view forms, std::int64_t number, PluralRule rule);

}  // namespace loyalty
