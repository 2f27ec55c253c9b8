// One unit of work in hand: what it did is kept as a whole or not at all. The questions that the product asks
// stand beside this file, one file a noun.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "models/names.hpp"
#include "storage/connection.hpp"
#include "storage/errors.hpp"

namespace loyalty::storage {

// Reads the columns of a row from left to right, each call one column.
class Columns {
 public:
  explicit Columns(const Row& row, int first = 0) : row_(row), next_(first) {}

  std::int64_t integer() { return row_.integer(next_++); }
  bool boolean() { return integer() != 0; }
  std::string text() { return std::string(row_.text(next_++)); }
  Instant instant() { return from_milliseconds(integer()); }
  template <class Id>
  Id id() {
    return static_cast<Id>(integer());
  }
  template <class Enum>
  Enum name() {
    const auto found = find_by_name<Enum>(row_.text(next_++));
    if (!found) throw StorageFault("a row holds a name that this program does not know");
    return *found;
  }
  std::optional<std::int64_t> maybe_integer() {
    return maybe([this] { return integer(); });
  }
  std::optional<std::string> maybe_text() {
    return maybe([this] { return text(); });
  }
  std::optional<Instant> maybe_instant() {
    return maybe([this] { return instant(); });
  }
  template <class Id>
  std::optional<Id> maybe_id() {
    return maybe([this] { return id<Id>(); });
  }

  // As the type of a model's member says.
  template <class T>
  T value() {
    if constexpr (std::is_same_v<T, std::int64_t>) {
      return integer();
    } else if constexpr (std::is_same_v<T, bool>) {
      return boolean();
    } else if constexpr (std::is_same_v<T, std::string>) {
      return text();
    } else if constexpr (std::is_same_v<T, Instant>) {
      return instant();
    } else if constexpr (std::is_same_v<T, std::chrono::minutes>) {
      return std::chrono::minutes(integer());
    } else if constexpr (std::is_same_v<T, Thousandths>) {
      return {integer()};
    } else if constexpr (NamedEnum<T>) {
      return name<T>();
    } else if constexpr (IdEnum<T>) {
      return id<T>();
    } else {
      return maybe([this] { return value<typename T::value_type>(); });
    }
  }

 private:
  template <class Read>
  auto maybe(Read read) -> std::optional<decltype(read())> {
    if (!row_.is_null(next_)) return read();
    ++next_;
    return std::nullopt;
  }

  const Row& row_;
  int next_;
};

class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  std::int64_t execute(const Sql& sql, std::span<const Value> parameters) {
    return connection_.execute(sql, parameters);
  }
  std::int64_t execute(const Sql& sql, std::initializer_list<Value> parameters) {
    return execute(sql, std::span(parameters.begin(), parameters.size()));
  }

  // As Connection::send and claim: for whoever does not ask how many rows it changed.
  void send(const Sql& sql, std::span<const Value> parameters) { connection_.send(sql, parameters); }
  void send(const Sql& sql, std::initializer_list<Value> parameters) {
    send(sql, std::span(parameters.begin(), parameters.size()));
  }
  void claim(const Sql& sql, std::span<const Value> parameters) { connection_.claim(sql, parameters); }
  void claim(const Sql& sql, std::initializer_list<Value> parameters) {
    claim(sql, std::span(parameters.begin(), parameters.size()));
  }

  // Announces reads that follow for sure, or nearly so, in this order: an engine that is far away is asked
  // for all of them at once. `reads` reads them as it would for real, finds nothing, and writes nothing.
  template <class Reads>
  void foresee(Reads reads) {
    if (!connection_.foresees()) return;
    const bool was_foreseeing = std::exchange(is_foreseeing_, true);
    reads();
    is_foreseeing_ = was_foreseeing;
  }

  template <class Visit>
  void each(const Sql& sql, std::initializer_list<Value> parameters, Visit visit) {
    if (is_foreseeing_) return connection_.foresee(sql, {parameters.begin(), parameters.size()});
    connection_.query(sql, {parameters.begin(), parameters.size()}, visit);
  }

  // The first row as `read(Columns&)` makes it, or none.
  template <class Read>
  auto find(const Sql& sql, std::initializer_list<Value> parameters, const Read& read) {
    std::optional<decltype(read(std::declval<Columns&>()))> found;
    each(sql, parameters, [&](const Row& row) {
      if (found) return;
      Columns columns(row);
      found = read(columns);
    });
    return found;
  }

  template <class Read>
  auto list(const Sql& sql, std::initializer_list<Value> parameters, const Read& read) {
    std::vector<decltype(read(std::declval<Columns&>()))> rows;
    each(sql, parameters, [&](const Row& row) {
      Columns columns(row);
      rows.push_back(read(columns));
    });
    return rows;
  }

 private:
  Connection& connection_;
  bool is_foreseeing_ = false;
};

}  // namespace loyalty::storage
