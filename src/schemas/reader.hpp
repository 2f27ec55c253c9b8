// From JSON or a query string to a described shape, with every fault and its full path at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "schemas/fault.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

// What is known while a document is read: where we are, and what was wrong so far.
class Reading {
 public:
  // `is_query`: every value is text, numbers and truth values too.
  explicit Reading(bool is_query) : is_query_(is_query) {}

  void add_fault(std::string_view code, MessageParams params = {});  // at the current place
  void add_fault_in(std::string_view name, std::string_view code, MessageParams params = {});
  void add_wrong_type(std::string_view type);
  bool has_faults() const { return !faults_.empty(); }
  bool has_fault_in(std::string_view name);  // in the member itself or below it
  std::vector<FieldFault> take_faults() { return std::move(faults_); }

  // Steps into a member or an entry; `leave` goes back to where `enter` was called.
  std::size_t enter(std::string_view name);
  std::size_t enter(std::size_t index);
  void leave(std::size_t mark) { path_.resize(mark); }

  // Each leaves the member alone and notes a fault when the value does not fit.
  void read(const boost::json::value& value, std::string& member, const Rule& rule);
  void read(const boost::json::value& value, std::int64_t& member, const Rule& rule);
  void read(const boost::json::value& value, bool& member, const Rule& rule);
  void read(const boost::json::value& value, Instant& member, const Rule& rule);
  void read(const boost::json::value& value, std::chrono::minutes& member, const Rule& rule);
  void read(const boost::json::value& value, Thousandths& member, const Rule& rule);
  void read_id(const boost::json::value& value, std::int64_t& id);
  // The text of a value that must be one; notes a fault and answers none otherwise.
  std::optional<std::string_view> expect_text(const boost::json::value& value);
  // The number of entries of a list within the bounds; notes a fault and answers none otherwise.
  std::optional<std::size_t> expect_list(const boost::json::value& value, const Rule& rule);

 private:
  std::vector<FieldFault> faults_;
  std::string path_;
  bool is_query_;
};

const boost::json::value& entry_at(const boost::json::value& list, std::size_t index);
bool is_null(const boost::json::value& value);
bool is_empty_text(const boost::json::value& value);

// The members of one object, taken one by one by its description.
class MemberReader {
 public:
  // Notes a fault when the value is not an object.
  MemberReader(Reading& reading, const boost::json::value& value);

  template <class T>
  void operator()(std::string_view name, T& member, const Rule& rule = {});

  // To be called after the last member: what is left over is unknown.
  void refuse_unknown_members();
  bool is_object() const { return object_ != nullptr; }

 private:
  const boost::json::value* take(std::string_view name);

  Reading& reading_;
  const boost::json::object* object_;
  std::vector<std::string_view> names_;
  std::size_t found_ = 0;
};

template <class T>
void read_value(Reading& reading, const boost::json::value& value, T& member, const Rule& rule);

template <class T>
void read_members(Reading& reading, const boost::json::value& value, T& shape) {
  MemberReader members(reading, value);
  if (!members.is_object()) return;
  describe_fields(members, shape);
  members.refuse_unknown_members();
  // A shape may say what must hold between its fields.
  if constexpr (requires { check_shape(shape, reading); }) check_shape(shape, reading);
}

template <class Enum>
void read_choice(Reading& reading, const boost::json::value& value, Enum& member) {
  const std::optional<std::string_view> name = reading.expect_text(value);
  if (!name) return;
  if (const std::optional<Enum> found = find_by_name<Enum>(*name)) {
    member = *found;
    return;
  }
  std::string names;
  for (const auto& entry : Names<Enum>::table) {
    if (!names.empty()) names += ", ";
    names += entry.second;
  }
  reading.add_fault("not_a_choice", {{"choices", std::move(names)}});
}

template <class T>
void read_list(Reading& reading, const boost::json::value& value, std::vector<T>& member, const Rule& rule) {
  const std::optional<std::size_t> count = reading.expect_list(value, rule);
  if (!count) return;
  Rule of_entry = rule;
  if constexpr (std::is_same_v<T, std::string>) of_entry = Rule{rule}.bounded(1, 100);
  member.resize(*count);
  for (std::size_t index = 0; index < *count; ++index) {
    const std::size_t mark = reading.enter(index);
    read_value(reading, entry_at(value, index), member[index], of_entry);
    reading.leave(mark);
  }
}

template <class T>
void read_value(Reading& reading, const boost::json::value& value, T& member, const Rule& rule) {
  if constexpr (Shape<T>) {
    read_members(reading, value, member);
  } else if constexpr (is_vector_v<T>) {
    read_list(reading, value, member, rule);
  } else if constexpr (NamedEnum<T>) {
    read_choice(reading, value, member);
  } else if constexpr (IdEnum<T>) {
    std::int64_t id = static_cast<std::int64_t>(member);
    reading.read_id(value, id);
    member = static_cast<T>(id);
  } else {
    reading.read(value, member, rule);
  }
}

template <class T>
void MemberReader::operator()(std::string_view name, T& member, const Rule& rule) {
  const boost::json::value* value = take(name);
  const std::size_t mark = reading_.enter(name);
  if constexpr (is_patch_v<T>) {
    if (value == nullptr) {
      if (rule.is_required) reading_.add_fault("required");
    } else if (is_null(*value)) {
      member.is_null = rule.is_nullable;
      if (!rule.is_nullable) reading_.add_fault("required");
    } else {
      read_value(reading_, *value, member.value.emplace(), rule);
    }
  } else if constexpr (is_optional_v<T>) {
    // Forms send "" for what was left empty.
    if (value != nullptr && !is_null(*value) && !is_empty_text(*value)) {
      read_value(reading_, *value, member.emplace(), rule);
    }
  } else if (value == nullptr || is_null(*value)) {
    if (!rule.is_defaulted) reading_.add_fault("required");
  } else {
    read_value(reading_, *value, member, rule);
  }
  reading_.leave(mark);
}

template <class T>
Result<T, std::vector<FieldFault>> read_shape(const boost::json::value& value) {
  Reading reading(false);
  T shape{};
  read_members(reading, value, shape);
  if (reading.has_faults()) return reading.take_faults();
  return shape;
}

using ReadInto = void (*)(Reading& reading, const boost::json::value& value, void* shape);
// Parses and reads; none when all is well. `may_be_absent`: an empty body is an empty object.
std::optional<BodyFault> read_body_into(std::string_view bytes, void* shape, ReadInto read,
                                        bool may_be_absent);
std::vector<FieldFault> read_query_into(const std::vector<std::pair<std::string, std::string>>& query,
                                        void* shape, ReadInto read);

template <class T>
void read_erased(Reading& reading, const boost::json::value& value, void* shape) {
  read_members(reading, value, *static_cast<T*>(shape));
}

// A request's body. A shape whose body may be left out says `static constexpr bool may_be_absent = true`.
template <class T>
Result<T, BodyFault> read_body(std::string_view bytes) {
  T shape{};
  constexpr bool may_be_absent = requires { T::may_be_absent; };
  if (auto fault = read_body_into(bytes, &shape, &read_erased<T>, may_be_absent)) return std::move(*fault);
  return shape;
}

// A request's query: decoded names and values.
template <class T>
Result<T, std::vector<FieldFault>> read_query(const std::vector<std::pair<std::string, std::string>>& query) {
  T shape{};
  std::vector<FieldFault> faults = read_query_into(query, &shape, &read_erased<T>);
  if (!faults.empty()) return faults;
  return shape;
}

}  // namespace loyalty
