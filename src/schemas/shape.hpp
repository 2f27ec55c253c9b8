// The parts that shapes are made of, and how a shape is told from a plain value.
//
// A shape is a struct with `static constexpr std::string_view schema_name` and one function that names its
// fields:
//   template <class Fields> void describe_fields(Fields& f, StampRequest& r) { f("card", r.card, text(1,
//   64)); ... }
// Requests take the struct by reference, answers by const reference. An answer has no copy of what it tells:
// its members are references to models, which must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/thousandths.hpp"
#include "models/names.hpp"
#include "schemas/rule.hpp"

namespace loyalty {

// A field of a PATCH: absent (leave it), null (take it away) or a value (set it).
template <class T>
struct Patch {
  std::optional<T> value = {};
  bool is_null = false;

  bool is_given() const { return is_null || value.has_value(); }
  // What `target` becomes; null sets what `none` says.
  void apply_to(T& target, T none = T{}) const {
    if (is_null) target = std::move(none);
    if (value) target = *value;
  }
  void apply_to(std::optional<T>& target) const {
    if (is_null) target.reset();
    if (value) target = *value;
  }
};

// What an answer looks into where nothing is said: the OpenAPI document describes the answer to nothing.
template <class Model>
const Model& blank() {
  static const Model model{};
  return model;
}

// Models as answers that look into them.
template <class Answer, class Model>
std::vector<Answer> views_of(const std::vector<Model>& models) {
  std::vector<Answer> answers;
  answers.reserve(models.size());
  for (const auto& model : models) answers.push_back({model});
  return answers;
}
template <class Answer, class Model>
std::optional<Answer> view_of(const std::optional<Model>& model) {
  if (!model) return std::nullopt;
  return Answer{*model};
}

// One page of a list.
template <class T>
struct Page {
  static constexpr std::string_view schema_name = "List";
  std::vector<T> items = {};
  std::optional<std::string> next_cursor = {};
};

template <class Fields, class T>
void describe_fields(Fields& f, const Page<T>& page) {
  f("items", page.items);
  f("next_cursor", page.next_cursor,
    Rule{}.described("Give it as `cursor` for what follows; null at the end."));
}

template <class T>
concept Shape = requires { T::schema_name; };

template <class T>
constexpr bool is_optional_v = false;
template <class T>
constexpr bool is_optional_v<std::optional<T>> = true;
template <class T>
constexpr bool is_patch_v = false;
template <class T>
constexpr bool is_patch_v<Patch<T>> = true;
template <class T>
constexpr bool is_vector_v = false;
template <class T>
constexpr bool is_vector_v<std::vector<T>> = true;

template <class T>
std::string schema_name_of(const T*) {
  return std::string(T::schema_name);
}
template <class T>
std::string schema_name_of(const Page<T>*) {
  return std::string(T::schema_name) + "List";
}

}  // namespace loyalty
