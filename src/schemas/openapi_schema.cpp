// The schemas of single values and of objects.
#include <limits>

#include "schemas/openapi.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

void write_type(JsonWriter& writer, std::string_view type, bool is_nullable) {
  writer.key("type");
  if (!is_nullable) return writer.value(type);
  writer.begin_array();
  writer.value(type);
  writer.value("null");
  writer.end_array();
}

void write_text_bounds(JsonWriter& writer, const Rule& rule) {
  if (rule.min > 0) writer.member("minLength", rule.min);
  if (rule.max < highest) writer.member("maxLength", rule.max);
  if (!rule.format.empty()) writer.member("format", rule.format);
  if (!rule.pattern.empty()) writer.member("pattern", rule.pattern);
}

std::string_view json_type(PlainKind kind) {
  switch (kind) {
    case PlainKind::integer:
      return "integer";
    case PlainKind::decimal:
      return "number";
    case PlainKind::boolean:
      return "boolean";
    case PlainKind::text:
    case PlainKind::instant:
    case PlainKind::time_of_day:
    case PlainKind::id:
      return "string";
  }
  return "string";
}

void write_bounds(JsonWriter& writer, PlainKind kind, const Rule& rule) {
  switch (kind) {
    case PlainKind::text:
      return write_text_bounds(writer, rule);
    case PlainKind::integer:
      writer.member("format", "int64");
      if (rule.min > lowest) writer.member("minimum", rule.min);
      if (rule.max < highest) writer.member("maximum", rule.max);
      return;
    case PlainKind::decimal:
      if (rule.min > lowest) writer.member("minimum", Thousandths{rule.min});
      if (rule.max < highest) writer.member("maximum", Thousandths{rule.max});
      writer.member("multipleOf", Thousandths{1});
      return;
    case PlainKind::boolean:
      return;
    case PlainKind::instant:
      return writer.member("format", "date-time");
    case PlainKind::time_of_day:
      return writer.member("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$");
    case PlainKind::id:
      return writer.member("pattern", "^[1-9][0-9]{0,18}$");
  }
}

void write_end(JsonWriter& writer, const Rule& rule, std::string_view default_json) {
  if (!rule.about.empty()) writer.member("description", rule.about);
  if (!default_json.empty()) {
    writer.key("default");
    writer.raw(default_json);
  }
  writer.end_object();
}

}  // namespace

void write_choice_schema(JsonWriter& writer, const std::vector<std::string_view>& names, const Rule& rule,
                         bool is_nullable, std::string_view default_json) {
  writer.begin_object();
  write_type(writer, "string", is_nullable);
  writer.key("enum");
  writer.begin_array();
  for (const std::string_view name : names) writer.value(name);
  if (is_nullable) writer.null();
  writer.end_array();
  write_end(writer, rule, default_json);
}

void write_plain_schema(JsonWriter& writer, PlainKind kind, const Rule& rule, bool is_nullable,
                        std::string_view default_json) {
  if (!rule.choices.empty()) {
    const std::vector<std::string_view> names(rule.choices.begin(), rule.choices.end());
    return write_choice_schema(writer, names, rule, is_nullable, default_json);
  }
  writer.begin_object();
  write_type(writer, json_type(kind), is_nullable);
  write_bounds(writer, kind, rule);
  write_end(writer, rule, default_json);
}

void write_reference_schema(JsonWriter& writer, std::string_view name, const Rule& rule, bool is_nullable) {
  const std::string reference = "#/components/schemas/" + std::string(name);
  writer.begin_object();
  if (is_nullable) {
    writer.key("anyOf");
    writer.begin_array();
    writer.begin_object();
    writer.member("$ref", reference);
    writer.end_object();
    writer.begin_object();
    writer.member("type", "null");
    writer.end_object();
    writer.end_array();
  } else {
    writer.member("$ref", reference);
  }
  write_end(writer, rule, {});
}

std::string FieldSchemas::to_object() const {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object();
  writer.member("type", "object");
  writer.key("properties");
  writer.begin_object();
  for (const FieldSchema& field : fields_) {
    writer.key(field.name);
    writer.raw(field.json);
  }
  writer.end_object();
  writer.key("required");
  writer.begin_array();
  for (const FieldSchema& field : fields_) {
    if (field.is_required) writer.value(field.name);
  }
  writer.end_array();
  if (!is_answer_) writer.member("additionalProperties", false);
  writer.end_object();
  return json;
}

}  // namespace loyalty
