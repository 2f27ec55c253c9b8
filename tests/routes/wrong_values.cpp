#include "routes/wrong_values.hpp"

#include <algorithm>
#include <regex>

#include "routes/answer_checks.hpp"

namespace loyalty::test {
namespace {

namespace json = boost::json;

struct WrongValue {
  WrongValue(std::string what_in, json::value value_in)
      : what(std::move(what_in)), value(std::move(value_in)) {}

  std::string what;
  json::value value;
};

bool allows(const json::object& schema, std::string_view type) {
  const auto* types = schema.if_contains("type");
  if (types == nullptr) return false;
  const json::string_view wanted(type.data(), type.size());
  if (types->is_string()) return types->get_string() == wanted;
  return std::ranges::any_of(types->as_array(),
                             [&](const json::value& one) { return one.as_string() == wanted; });
}

// What is taken as it is typed: control characters too.
bool is_secret(const std::string& name, const json::object& schema) {
  return name.ends_with("password") || (name == "pin" && !schema.contains("pattern"));
}

void add_wrong_types(const json::object& schema, std::vector<WrongValue>& wrong) {
  if (!allows(schema, "null")) wrong.push_back({"null", nullptr});
  if (!allows(schema, "boolean")) wrong.push_back({"a boolean", true});
  if (!allows(schema, "integer") && !allows(schema, "number")) wrong.push_back({"an integer", 7});
  if (!allows(schema, "number")) wrong.push_back({"a fraction", 7.5});
  if (!allows(schema, "string")) wrong.push_back({"a text", "7"});
  if (!allows(schema, "array")) wrong.push_back({"a list", json::array{"7"}});
  if (!allows(schema, "object")) wrong.push_back({"an object", json::object{{"id", "7"}}});
}

void add_wrong_texts(const std::string& name, const json::object& schema, std::vector<WrongValue>& wrong) {
  if (const auto* longest = schema.if_contains("maxLength")) {
    const auto size = static_cast<std::size_t>(longest->as_int64()) + 1;
    wrong.push_back({"too long", json::string(size, 'a')});
    wrong.push_back({"far too long", json::string(30'000, '7')});
  }
  if (const auto* shortest = schema.if_contains("minLength");
      shortest != nullptr && shortest->as_int64() > 1) {
    wrong.push_back({"too short", json::string(static_cast<std::size_t>(shortest->as_int64()) - 1, 'a')});
  }
  const auto* pattern = schema.if_contains("pattern");
  const std::regex form(pattern == nullptr ? "" : pattern->as_string().c_str());
  for (const char* const text : {"no such thing", "-1", "0x10", "'; --", "７"}) {
    const bool is_wrong = pattern == nullptr ? schema.contains("enum") : !std::regex_match(text, form);
    if (is_wrong) wrong.push_back({std::string("the text ") + text, text});
  }
  if (is_secret(name, schema)) return;
  wrong.push_back({"a control character", "4711\x01"});
  wrong.push_back({"a zero byte", json::string("4711\0", 5)});
  wrong.push_back({"a bidirectional override", "4711\u202E4711"});
}

void add_wrong_numbers(const json::object& schema, std::vector<WrongValue>& wrong) {
  for (const std::int64_t value : {INT64_MIN, INT64_MAX}) wrong.push_back({"an extreme integer", value});
  for (const double value : {1e300, -1e300}) wrong.push_back({"an extreme number", value});
  const auto* lowest = schema.if_contains("minimum");
  const auto* highest = schema.if_contains("maximum");
  if (lowest != nullptr) wrong.push_back({"too small", lowest->to_number<double>() - 1});
  if (highest != nullptr) wrong.push_back({"too large", highest->to_number<double>() + 1});
  if (lowest != nullptr && lowest->is_int64()) wrong.push_back({"just too small", lowest->get_int64() - 1});
  if (highest != nullptr && highest->is_int64())
    wrong.push_back({"just too large", highest->get_int64() + 1});
  if (schema.contains("multipleOf")) wrong.push_back({"too many decimals", 1.2345});
}

std::vector<WrongValue> make_wrong_values(const std::string& name, const json::object& schema) {
  std::vector<WrongValue> wrong;
  add_wrong_types(schema, wrong);
  if (allows(schema, "string")) add_wrong_texts(name, schema, wrong);
  if (allows(schema, "integer") || allows(schema, "number")) add_wrong_numbers(schema, wrong);
  return wrong;
}

void add_wrong_entries(const std::string& name, const json::object& schema, const json::object& body,
                       std::vector<WrongBody>& wrong) {
  const auto& entry = resolve(schema.at("items")).as_object();
  const auto add = [&](std::string field, std::string what, json::value list) {
    auto copy = body;
    copy[name] = std::move(list);
    wrong.push_back({std::move(field), std::move(what), std::move(copy)});
  };
  if (const auto* most = schema.if_contains("maxItems")) {
    json::array list(static_cast<std::size_t>(most->as_int64()) + 1, json::value("CITY"));
    add(name, "too many entries", std::move(list));
  }
  if (!entry.contains("properties")) {
    for (auto& value : make_wrong_values(name, entry))
      add(name + "[0]", value.what, json::array{value.value});
    return;
  }
  for (const auto& value : {json::value(nullptr), json::value("x"), json::value(7)}) {
    add(name + "[0]", "not an object", json::array{value});
  }
  const json::object right{{"name", "Tea"}, {"points", 10}};
  for (auto& inner : make_wrong_bodies(entry, right)) {
    add(name + "[1]." + inner.field, inner.what, json::array{right, inner.body});
  }
}

}  // namespace

std::vector<WrongBody> make_wrong_bodies(const json::value& any_schema, const json::object& body) {
  const auto& schema = resolve(any_schema).as_object();
  std::vector<WrongBody> wrong;
  for (const auto& property : schema.at("properties").as_object()) {
    const std::string name(property.key());
    const auto& field = resolve(property.value()).as_object();
    for (auto& value : make_wrong_values(name, field)) {
      auto copy = body;
      copy[name] = std::move(value.value);
      wrong.push_back({name, value.what, std::move(copy)});
    }
    if (allows(field, "array")) add_wrong_entries(name, field, body, wrong);
  }
  for (const auto& name : schema.at("required").as_array()) {
    auto copy = body;
    copy.erase(name.as_string());
    wrong.push_back({std::string(name.as_string()), "missing", std::move(copy)});
  }
  auto copy = body;
  copy["no_such_field"] = 1;
  wrong.push_back({"no_such_field", "unknown", std::move(copy)});
  return wrong;
}

std::vector<WrongText> make_wrong_parameters(const std::string& name, const json::value& any_schema) {
  const auto& schema = resolve(any_schema).as_object();
  std::vector<WrongText> wrong;
  if (allows(schema, "integer")) {
    for (const char* const text : {"abc", "1.5", "-1", "99999999999999999999", "%201", "1e1", "0x1"}) {
      wrong.push_back({name, text});
    }
    wrong.push_back({name, std::to_string(schema.at("minimum").as_int64() - 1)});
    wrong.push_back({name, std::to_string(schema.at("maximum").as_int64() + 1)});
    return wrong;
  }
  if (allows(schema, "boolean")) {
    for (const char* const text : {"", "yes", "1", "TRUE", "null"}) wrong.push_back({name, text});
    return wrong;
  }
  if (const auto* longest = schema.if_contains("maxLength")) {
    wrong.push_back({name, std::string(static_cast<std::size_t>(longest->as_int64()) + 1, 'a')});
  }
  if (schema.contains("pattern") || schema.contains("enum")) wrong.push_back({name, "no-such-thing"});
  wrong.push_back({name, "%E2%80%AE"});
  return wrong;
}

}  // namespace loyalty::test
