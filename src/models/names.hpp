// Enumerations and their names on the wire and in the database.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace loyalty {

// Specialised beside each enumeration that has names: `static constexpr std::array<std::pair<E,
// std::string_view>, N> table`.
template <class Enum>
struct Names;

template <class T>
concept NamedEnum = std::is_enum_v<T> && requires { Names<T>::table; };

template <class T>
concept IdEnum = std::is_enum_v<T> && !NamedEnum<T>;

template <class Enum>
constexpr std::string_view name_of(Enum value) {
  for (const auto& [candidate, name] : Names<Enum>::table) {
    if (candidate == value) return name;
  }
  return "";
}

template <class Enum>
constexpr std::optional<Enum> find_by_name(std::string_view wanted) {
  for (const auto& [candidate, name] : Names<Enum>::table) {
    if (name == wanted) return candidate;
  }
  return std::nullopt;
}

}  // namespace loyalty
