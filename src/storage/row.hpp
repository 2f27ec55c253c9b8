// A table whose rows are a model. Its columns are listed once, beside the statements about it; the names,
// INSERT, UPDATE, the parameters and reading follow from the list.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "storage/transaction.hpp"

namespace loyalty::storage {

// In the order in which a row lists them: what names it, what UPDATE sets, what is written but once.
enum class ColumnKind { key, changing, fixed };

template <ColumnKind Kind, class Model, class Member>
struct Column {
  static constexpr ColumnKind kind = Kind;

  std::string_view name;
  Member Model::* member;
  bool is_null_when_empty = false;

  // For optional texts that the models keep as empty strings.
  constexpr Column null_when_empty() const { return {name, member, true}; }

  Value write(const Model& model) const {
    const Value value(model.*member);
    const auto* text = std::get_if<std::string_view>(&value.content());
    return is_null_when_empty && text != nullptr ? text_or_null(*text) : value;
  }
  void read(Columns& columns, Model& model) const { model.*member = columns.value<Member>(); }
};

template <class Model, class Member>
constexpr Column<ColumnKind::key, Model, Member> key(std::string_view name, Member Model::* member) {
  return {name, member};
}
template <class Model, class Member>
constexpr Column<ColumnKind::changing, Model, Member> column(std::string_view name, Member Model::* member) {
  return {name, member};
}
template <class Model, class Member>
constexpr Column<ColumnKind::fixed, Model, Member> fixed(std::string_view name, Member Model::* member) {
  return {name, member};
}

// What a statement can take, in the order of the kinds: a wider row does not compile.
template <class... Cs>
concept ColumnList = sizeof...(Cs) <= parameters_max && [] {
  const std::array kinds{Cs::kind...};
  return std::is_sorted(kinds.begin(), kinds.end());
}();

// "a, b" for "$1 and $2" and so on: `render(i)` of the places from `first` up to `end`, with `between`.
template <class Render>
std::string join_places(std::size_t first, std::size_t end, std::string_view between, Render render) {
  std::string text;
  for (std::size_t place = first; place < end; ++place) {
    if (place > first) text += between;
    text += render(place);
  }
  return text;
}

template <class Model, class... Cs>
  requires ColumnList<Cs...>
class TableRow {
 public:
  static constexpr std::size_t size = sizeof...(Cs);
  static constexpr std::size_t keys = ((Cs::kind == ColumnKind::key) + ... + 0U);
  // The keys and what UPDATE sets.
  static constexpr std::size_t updated = size - ((Cs::kind == ColumnKind::fixed) + ... + 0U);

  constexpr TableRow(std::string_view table, Cs... columns)
      : table_(table), names_{columns.name...}, columns_(columns...) {}

  // All of them, each after `prefix`: "c." for a table that a query calls c.
  std::string columns(std::string_view prefix = {}) const {
    return join_places(0, size, ", ", [&](std::size_t i) { return std::string(prefix) + name(i); });
  }

  // Takes values().
  std::string insert() const {
    return "INSERT INTO " + std::string(table_) + " (" + columns() + ") VALUES (" +
           join_places(0, size, ", ", parameter) + ")";
  }
  std::array<Value, size> values(const Model& model) const {
    return write(model, std::make_index_sequence<size>());
  }

  // Takes changes(). A row that has nothing but fixed columns is never changed.
  std::string update() const
    requires(updated > keys)
  {
    const auto equation = [this](std::size_t i) { return name(i) + " = " + parameter(i); };
    return "UPDATE " + std::string(table_) + " SET " + join_places(keys, updated, ", ", equation) +
           " WHERE " + join_places(0, keys, " AND ", equation);
  }
  std::array<Value, updated> changes(const Model& model) const
    requires(updated > keys)
  {
    return write(model, std::make_index_sequence<updated>());
  }

  // Reads the columns that columns() names: `tx.find(select, {id}, user_row)`.
  Model operator()(Columns& row) const {
    Model model{};
    std::apply([&](const Cs&... columns) { (columns.read(row, model), ...); }, columns_);
    return model;
  }

 private:
  static std::string parameter(std::size_t place) { return "$" + std::to_string(place + 1); }
  std::string name(std::size_t place) const { return std::string(names_[place]); }

  template <std::size_t... Places>
  std::array<Value, sizeof...(Places)> write(const Model& model, std::index_sequence<Places...>) const {
    return {std::get<Places>(columns_).write(model)...};
  }

  std::string_view table_;
  std::array<std::string_view, size> names_;
  std::tuple<Cs...> columns_;
};

template <class Model, ColumnKind... Kinds, class... Members>
  requires ColumnList<Column<Kinds, Model, Members>...>
constexpr auto row_of(std::string_view table, Column<Kinds, Model, Members>... columns) {
  return TableRow<Model, Column<Kinds, Model, Members>...>(table, columns...);
}

}  // namespace loyalty::storage
