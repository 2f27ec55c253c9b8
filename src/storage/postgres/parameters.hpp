// The parameters of a statement as libpq takes them.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "storage/connection.hpp"
#include "storage/errors.hpp"

namespace loyalty::storage {

constexpr Oid type_bigint = 20;
constexpr Oid type_text = 25;

// What tells the same question with other parameters apart.
inline std::string render_key(std::span<const Value> values) {
  std::string key;
  for (const auto& value : values) {
    if (const auto* integer = std::get_if<std::int64_t>(&value.content())) {
      key += "i" + std::to_string(*integer) + " ";
    } else if (const auto* text = std::get_if<std::string_view>(&value.content())) {
      key += "t" + std::to_string(text->size()) + " ";
      key += *text;
    } else {
      key += "n ";
    }
  }
  return key;
}

// Numbers as digits, texts as they lie in memory.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values) : count_(static_cast<int>(values.size())) {
    if (values.size() > parameters_max) throw StorageFault("too many parameters");
    for (std::size_t i = 0; i < values.size(); ++i) set(i, values[i]);
  }

  int count() const { return count_; }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  const Oid* types() const { return types_.data(); }

 private:
  void set(std::size_t at, const Value& value) {
    const auto& content = value.content();
    if (const auto* integer = std::get_if<std::int64_t>(&content)) {
      auto& digits = digits_[at];
      *std::to_chars(digits.data(), digits.data() + digits.size() - 1, *integer).ptr = '\0';
      values_[at] = digits.data();
      types_[at] = type_bigint;
    } else if (const auto* text = std::get_if<std::string_view>(&content)) {
      // A null pointer would be NULL. The binary form of a text is its bytes.
      values_[at] = text->data() == nullptr ? "" : text->data();
      lengths_[at] = static_cast<int>(text->size());
      formats_[at] = 1;
      types_[at] = type_text;
    }
  }

  int count_;
  std::array<const char*, parameters_max> values_{};
  std::array<int, parameters_max> lengths_{};
  std::array<int, parameters_max> formats_{};
  std::array<Oid, parameters_max> types_{};  // 0: the server finds out
  std::array<std::array<char, 21>, parameters_max> digits_;
};

}  // namespace loyalty::storage
