// What an engine must do: run one SQL text with parameters. The texts are the same for every engine.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/instant.hpp"
#include "base/thousandths.hpp"
#include "models/names.hpp"

namespace loyalty::storage {

// A statement of the program. Parameters are $1, $2 ...; the object's address is its key in each connection's
// cache of prepared statements, so it must live as long as the program.
struct Sql {
  std::string text;
  // The table (or its alias) whose rows are locked until the transaction ends; empty: none. An engine with
  // one writer has nothing to do for it.
  std::string lock = {};
};

// A statement takes $1 up to this: what both engines keep room for. Rows of tables are checked against it
// when they are compiled.
inline constexpr std::size_t parameters_max = 64;

// A parameter. Views are not copied: they need to live only until the call returns. An enumeration with names
// is stored by its name, an id as a number.
class Value {
 public:
  using Content = std::variant<std::monostate, std::int64_t, std::string_view>;

  Value(std::nullopt_t) {}
  Value(std::int64_t value) : content_(value) {}
  Value(int value) : content_(std::int64_t{value}) {}
  Value(bool value) : content_(std::int64_t{value}) {}
  Value(std::string_view value) : content_(value) {}
  Value(const std::string& value) : content_(std::string_view(value)) {}
  Value(const char* value) : content_(std::string_view(value)) {}
  Value(Instant value) : content_(to_milliseconds(value)) {}
  Value(Thousandths value) : content_(value.value) {}
  Value(std::chrono::minutes value) : content_(std::int64_t{value.count()}) {}
  template <NamedEnum Enum>
  Value(Enum named) : content_(name_of(named)) {}
  template <IdEnum Id>
  Value(Id id) : content_(static_cast<std::int64_t>(id)) {}
  template <class T>
  Value(const std::optional<T>& value) : content_(value ? Value(*value).content_ : Content()) {}

  const Content& content() const { return content_; }

 private:
  Content content_;
};

// Empty text is NULL in the database: for optional texts that the models keep as empty strings.
inline Value text_or_null(std::string_view text) { return text.empty() ? Value(std::nullopt) : Value(text); }

// One row of an answer; valid only inside the callback. Columns count from 0.
class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;   // 0 for NULL
  virtual std::string_view text(int column) const = 0;  // empty for NULL

 protected:
  ~Row() = default;
};

// A reference to something callable with a row; costs nothing to pass.
class RowVisitor {
 public:
  template <class F>
  RowVisitor(F& visit)
      : object_(&visit), call_([](void* object, const Row& row) { (*static_cast<F*>(object))(row); }) {}
  void operator()(const Row& row) const { call_(object_, row); }

 private:
  void* object_;
  void (*call_)(void*, const Row&);
};

class Connection {
 public:
  virtual ~Connection() = default;

  // Whether it pays to announce what will be asked: on the other side of a network several questions travel
  // at once.
  virtual bool foresees() const { return false; }
  // The same query follows soon, and may be answered as of now. It is asked anew when something is written
  // in between.
  virtual void foresee(const Sql&, std::span<const Value>) {}

  // Calls `visit` for each row of the answer, in order.
  virtual void query(const Sql& sql, std::span<const Value> parameters, RowVisitor visit) = 0;
  // The number of rows inserted, changed or deleted.
  virtual std::int64_t execute(const Sql& sql, std::span<const Value> parameters) = 0;

  // For who does not ask for the number: an engine on the other side of a network sends it along with a later
  // statement, in order. What goes wrong may show only there, or at the commit.
  virtual void send(const Sql& sql, std::span<const Value> parameters) { execute(sql, parameters); }
  // The same for what a constraint refuses only when another transaction was faster: that is a
  // StorageConflict.
  virtual void claim(const Sql& sql, std::span<const Value> parameters) { execute(sql, parameters); }
};

}  // namespace loyalty::storage
