// What a described field must look like: bounds, choices, checks. Values, so that one description serves the
// reader, the writer and the OpenAPI document.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "models/bounds.hpp"

namespace loyalty {

// The value in the one form in which we keep it, or none when it cannot be one.
using Normalise = std::optional<std::string> (*)(std::string_view);

struct Rule {
  // Of a text: code points. Of a number: its value (of a decimal: thousandths). Of a list: entries.
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  Normalise normalise = nullptr;
  std::string_view normalise_fault = {};  // the code when `normalise` answers none
  std::span<const std::string_view> choices = {};
  std::string_view format = {};   // for OpenAPI
  std::string_view pattern = {};  // for OpenAPI
  std::string_view about = {};    // for OpenAPI
  bool is_defaulted = false;
  bool is_required = false;
  bool is_nullable = false;
  bool is_multiline = false;
  bool is_secret = false;
  bool is_omitted_when_empty = false;
  bool is_null_when_empty = false;

  // May be absent: the member keeps the value that it was made with.
  constexpr Rule or_default() const { return with(&Rule::is_defaulted); }
  // Of a Patch: must be there all the same.
  constexpr Rule required() const { return with(&Rule::is_required); }
  // Of a Patch: null takes the value away.
  constexpr Rule nullable() const { return with(&Rule::is_nullable); }
  // Line breaks are allowed.
  constexpr Rule multiline() const { return with(&Rule::is_multiline); }
  // Of an answer: not written when there is no value, or when it is false.
  constexpr Rule omitted_when_empty() const { return with(&Rule::is_omitted_when_empty); }
  // Of an answer: an empty text or a zero is written as null.
  constexpr Rule null_when_empty() const { return with(&Rule::is_null_when_empty); }

  constexpr Rule bounded(std::int64_t lowest, std::int64_t highest) const {
    Rule copy = *this;
    copy.min = lowest;
    copy.max = highest;
    return copy;
  }
  constexpr Rule checked(Normalise check, std::string_view fault) const {
    Rule copy = *this;
    copy.normalise = check;
    copy.normalise_fault = fault;
    return copy;
  }
  constexpr Rule described(std::string_view sentence) const {
    Rule copy = *this;
    copy.about = sentence;
    return copy;
  }
  constexpr Rule formatted(std::string_view json_schema_format) const {
    Rule copy = *this;
    copy.format = json_schema_format;
    return copy;
  }
  constexpr Rule matching(std::string_view json_schema_pattern) const {
    Rule copy = *this;
    copy.pattern = json_schema_pattern;
    return copy;
  }

 private:
  constexpr Rule with(bool Rule::* flag) const {
    Rule copy = *this;
    copy.*flag = true;
    return copy;
  }
};

// Printable text without what nobody sees (drop_unseen), of `min` to `max` code points.
constexpr Rule text(std::int64_t min, std::int64_t max) {
  Rule rule;
  rule.min = min;
  rule.max = max;
  return rule;
}

// Text that is taken as it is: passwords.
constexpr Rule secret(std::int64_t min, std::int64_t max) {
  Rule rule = text(min, max);
  rule.is_secret = true;
  return rule;
}

constexpr Rule range(std::int64_t min, std::int64_t max) { return text(min, max); }
constexpr Rule range(Bounds bounds) { return text(bounds.min, bounds.max); }
constexpr Rule entries(std::int64_t min, std::int64_t max) { return text(min, max); }

constexpr Rule one_of(std::span<const std::string_view> choices) {
  Rule rule = text(0, 100);
  rule.choices = choices;
  return rule;
}

}  // namespace loyalty
