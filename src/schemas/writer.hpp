// Answers as JSON, appended to a text without a document in between: this is the counter's hot path.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

// Commas and quotes are the writer's concern; that begins and ends match is the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  // `text` must be UTF-8.
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth);
  void value(std::int64_t number);
  void value(int number) { value(static_cast<std::int64_t>(number)); }
  void value(Instant instant);
  void value(std::chrono::minutes time_of_day);  // "HH:MM"
  void value(Thousandths number);
  void null();
  void id(std::int64_t id);         // a decimal text
  void raw(std::string_view json);  // one complete value

  template <class T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);

  std::string& out_;
  bool needs_comma_ = false;
};

template <class T>
bool is_empty_value(const T& member) {
  if constexpr (requires { member.empty(); }) {
    return member.empty();
  } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, bool>) {
    return member == T{};
  } else if constexpr (std::is_same_v<T, Thousandths>) {
    return member.value == 0;
  } else if constexpr (requires { member.has_value(); }) {
    return !member.has_value();
  } else {
    return false;
  }
}

template <class T>
void write_value(JsonWriter& writer, const T& member);

// The visitor over an answer's members.
class MemberWriter {
 public:
  explicit MemberWriter(JsonWriter& writer) : writer_(writer) {}

  template <class T>
  void operator()(std::string_view name, const T& member, const Rule& rule = {}) {
    if ((rule.is_omitted_when_empty || rule.is_null_when_empty) && is_empty_value(member)) {
      if (rule.is_omitted_when_empty) return;
      writer_.key(name);
      writer_.null();
      return;
    }
    writer_.key(name);
    write_value(writer_, member);
  }

 private:
  JsonWriter& writer_;
};

template <class T>
void write_value(JsonWriter& writer, const T& member) {
  if constexpr (is_optional_v<T>) {
    if (member) {
      write_value(writer, *member);
    } else {
      writer.null();
    }
  } else if constexpr (is_vector_v<T>) {
    writer.begin_array();
    for (const auto& entry : member) write_value(writer, entry);
    writer.end_array();
  } else if constexpr (Shape<T>) {
    writer.begin_object();
    MemberWriter members(writer);
    describe_fields(members, member);
    writer.end_object();
  } else if constexpr (NamedEnum<T>) {
    writer.value(name_of(member));
  } else if constexpr (IdEnum<T>) {
    writer.id(static_cast<std::int64_t>(member));
  } else {
    writer.value(member);
  }
}

// An answer as the body of a response.
template <class T>
std::string write_json(const T& answer) {
  std::string body;
  body.reserve(1024);
  JsonWriter writer(body);
  write_value(writer, answer);
  return body;
}

}  // namespace loyalty
