// A value or the reason why there is none. For outcomes that are expected; faults are exceptions.
#pragma once

#include <utility>
#include <variant>

namespace loyalty {

template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : content_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  bool has_value() const { return content_.index() == 0; }

  // Each throws std::bad_variant_access when the other one is held.
  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  E& error() & { return std::get<1>(content_); }
  const E& error() const& { return std::get<1>(content_); }

  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, E> content_;
};

// The value of a success that has nothing to say.
struct Done {};

}  // namespace loyalty
