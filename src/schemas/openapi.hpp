// The OpenAPI 3.1 document, made from the route table and from the same descriptions that read and write the
// shapes.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/instant.hpp"
#include "models/refusal.hpp"
#include "models/user.hpp"
#include "schemas/problem.hpp"
#include "schemas/shape.hpp"
#include "schemas/writer.hpp"

namespace loyalty {

// The named schemas of the document: JSON text by name.
class SchemaSet {
 public:
  // False when a schema of this name is there already.
  bool reserve(const std::string& name) { return schemas_.emplace(name, "{}").second; }
  void set(const std::string& name, std::string json) { schemas_[name] = std::move(json); }
  const std::map<std::string, std::string>& all() const { return schemas_; }

 private:
  std::map<std::string, std::string> schemas_;
};

// The kinds of plain values, as JSON Schema tells them apart.
enum class PlainKind { text, integer, decimal, boolean, instant, time_of_day, id };

// Writes the schema of one value. `default_json` is empty when there is no default.
void write_plain_schema(JsonWriter& writer, PlainKind kind, const Rule& rule, bool is_nullable,
                        std::string_view default_json);
void write_choice_schema(JsonWriter& writer, const std::vector<std::string_view>& names, const Rule& rule,
                         bool is_nullable, std::string_view default_json);
void write_reference_schema(JsonWriter& writer, std::string_view name, const Rule& rule, bool is_nullable);

template <class T>
constexpr PlainKind plain_kind() {
  if constexpr (std::is_same_v<T, bool>) {
    return PlainKind::boolean;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return PlainKind::integer;
  } else if constexpr (std::is_same_v<T, Thousandths>) {
    return PlainKind::decimal;
  } else if constexpr (std::is_same_v<T, Instant>) {
    return PlainKind::instant;
  } else if constexpr (std::is_same_v<T, std::chrono::minutes>) {
    return PlainKind::time_of_day;
  } else if constexpr (IdEnum<T>) {
    return PlainKind::id;
  } else {
    static_assert(std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>);
    return PlainKind::text;
  }
}

template <class T>
std::string add_schema(SchemaSet& set);

template <class T>
void write_value_schema(SchemaSet& set, JsonWriter& writer, const Rule& rule, bool is_nullable,
                        std::string_view default_json);

template <class T>
void write_list_schema(SchemaSet& set, JsonWriter& writer, const Rule& rule, bool is_nullable) {
  writer.begin_object();
  writer.key("type");
  writer.raw(is_nullable ? R"(["array","null"])" : R"("array")");
  if (rule.min > 0) writer.member("minItems", rule.min);
  if (rule.max < std::numeric_limits<std::int64_t>::max()) writer.member("maxItems", rule.max);
  Rule of_entry = rule.bounded(1, 100);
  of_entry.about = {};
  if constexpr (!std::is_same_v<T, std::string>) of_entry = Rule{};
  writer.key("items");
  write_value_schema<T>(set, writer, of_entry, false, {});
  writer.end_object();
}

template <class T>
void write_value_schema(SchemaSet& set, JsonWriter& writer, const Rule& rule, bool is_nullable,
                        std::string_view default_json) {
  if constexpr (is_optional_v<T>) {
    write_value_schema<typename T::value_type>(set, writer, rule, is_nullable, {});
  } else if constexpr (Shape<T>) {
    write_reference_schema(writer, add_schema<T>(set), rule, is_nullable);
  } else if constexpr (is_vector_v<T>) {
    write_list_schema<typename T::value_type>(set, writer, rule, is_nullable);
  } else if constexpr (NamedEnum<T>) {
    std::vector<std::string_view> names;
    for (const auto& entry : Names<T>::table) names.push_back(entry.second);
    write_choice_schema(writer, names, rule, is_nullable, default_json);
  } else {
    write_plain_schema(writer, plain_kind<T>(), rule, is_nullable, default_json);
  }
}

struct FieldSchema {
  std::string name;
  std::string json;
  std::string about;
  bool is_required = false;
};

// The visitor that turns a shape's members into schemas. Null is only told of where the wire can have it:
// never in a query.
class FieldSchemas {
 public:
  FieldSchemas(SchemaSet& set, bool is_answer, bool is_query)
      : set_(set), is_answer_(is_answer), is_query_(is_query) {}

  template <class T>
  void operator()(std::string_view name, [[maybe_unused]] const T& member, const Rule& rule = {}) {
    FieldSchema field{.name = std::string(name), .json = {}, .about = std::string(rule.about)};
    JsonWriter writer(field.json);
    if constexpr (is_patch_v<T>) {
      field.is_required = rule.is_required;
      write_value_schema<typename decltype(T::value)::value_type>(set_, writer, rule, rule.is_nullable, {});
    } else {
      const bool can_be_absent =
          is_answer_ ? rule.is_omitted_when_empty : is_optional_v<T> || rule.is_defaulted;
      field.is_required = !can_be_absent;
      // In a request null stands for what is absent.
      const bool is_nullable = is_optional_v<T> ? !rule.is_omitted_when_empty && !is_query_
                               : is_answer_     ? rule.is_null_when_empty
                                                : rule.is_defaulted && !is_query_;
      std::string default_json;
      if constexpr (!is_optional_v<T> && !is_vector_v<T> && !Shape<T> && !IdEnum<T>) {
        JsonWriter default_writer(default_json);
        if (rule.is_defaulted) write_value(default_writer, member);
      }
      write_value_schema<T>(set_, writer, rule, is_nullable, default_json);
    }
    fields_.push_back(std::move(field));
  }

  const std::vector<FieldSchema>& fields() const { return fields_; }
  // The object schema over all fields; requests refuse what they do not know.
  std::string to_object() const;

 private:
  SchemaSet& set_;
  bool is_answer_;
  bool is_query_;
  std::vector<FieldSchema> fields_;
};

// Answers are described through a const reference, requests are not.
template <class T>
constexpr bool is_answer_shape =
    requires(FieldSchemas& fields, const T& shape) { describe_fields(fields, shape); };

// Adds the shape and all that it refers to; answers its name.
template <class T>
std::string add_schema(SchemaSet& set) {
  T shape{};
  std::string name = schema_name_of(&shape);
  if (!set.reserve(name)) return name;
  FieldSchemas fields(set, is_answer_shape<T>, false);
  describe_fields(fields, shape);
  set.set(name, fields.to_object());
  return name;
}

template <class T>
std::vector<FieldSchema> list_query_schemas(SchemaSet& set) {
  T shape{};
  FieldSchemas fields(set, false, true);
  describe_fields(fields, shape);
  return fields.fields();
}

// A route's table names its shapes by these: `.request = &add_schema<StampRequest>`.
using AddSchema = std::string (*)(SchemaSet&);
using ListQuerySchemas = std::vector<FieldSchema> (*)(SchemaSet&);

struct AnswerEntry {
  int status = 200;
  AddSchema schema = nullptr;  // null: no JSON body
  std::string_view description = "Done";
  std::string_view content_type = {};  // of a body that is not JSON: "image/png"
};

// One endpoint, as the document tells of it.
struct OperationEntry {
  std::string_view method;  // "GET"
  std::string_view path;    // "/api/v1/vendor/loyalty/cards/{id}"
  std::string_view name;    // unique: "add_stamp"
  std::string_view summary;
  std::string_view tag;
  std::optional<Role> role = {};  // the least that may call it; none: no sign-in
  bool takes_idempotency_key = false;
  AddSchema request = nullptr;
  ListQuerySchemas query = nullptr;
  std::vector<AnswerEntry> answers = {};
  std::vector<RefusalCode> refusals = {};
};

class OpenApiBuilder {
 public:
  OpenApiBuilder(std::string_view version, std::string_view public_url)
      : version_(version), public_url_(public_url) {}

  void add(OperationEntry operation) { operations_.push_back(std::move(operation)); }
  // The whole of /openapi.json.
  std::string render() const;

 private:
  std::string version_;
  std::string public_url_;
  std::vector<OperationEntry> operations_;
};

}  // namespace loyalty
