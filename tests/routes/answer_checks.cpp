#include "routes/answer_checks.hpp"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "models/names.hpp"
#include "models/refusal.hpp"
#include "routes/app_world.hpp"
#include "routes/routes.hpp"
#include "routes/version.hpp"

namespace loyalty::test {
namespace {

using Texts = std::vector<std::string>;

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

bool has_type(const json::value& value, std::string_view type) {
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_bool();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "null") return value.is_null();
  throw std::invalid_argument("no such type in JSON Schema: " + std::string(type));
}

bool has_one_type(const json::value& value, const json::value& types) {
  if (types.is_string()) return has_type(value, view(types.get_string()));
  return std::ranges::any_of(
      types.as_array(), [&](const json::value& type) { return has_type(value, view(type.as_string())); });
}

void find_faults(const json::value& any_schema, const json::value& value, const std::string& place,
                 Texts& faults);

void find_object_faults(const json::object& schema, const json::object& value, const std::string& place,
                        Texts& faults) {
  const auto& properties = schema.at("properties").as_object();
  if (const auto* required = schema.if_contains("required")) {
    for (const auto& name : required->as_array()) {
      if (!value.contains(name.as_string()))
        faults.push_back(place + " lacks " + std::string(name.as_string()));
    }
  }
  for (const auto& member : value) {
    const auto inside = place + "." + std::string(member.key());
    const auto* known = properties.if_contains(member.key());
    if (known == nullptr) {
      faults.push_back(inside + " is not described");
    } else {
      find_faults(*known, member.value(), inside, faults);
    }
  }
}

bool is_one_of(const json::array& schemas, const json::value& value) {
  return std::ranges::any_of(schemas, [&](const json::value& schema) {
    Texts faults;
    find_faults(schema, value, "", faults);
    return faults.empty();
  });
}

void find_faults(const json::value& any_schema, const json::value& value, const std::string& place,
                 Texts& faults) {
  const auto& schema = resolve(any_schema).as_object();
  for (const auto* const choice : {"anyOf", "oneOf"}) {
    const auto* schemas = schema.if_contains(choice);
    if (schemas != nullptr && !is_one_of(schemas->as_array(), value)) {
      faults.push_back(place + " is none of the alternatives");
    }
  }
  if (const auto* type = schema.if_contains("type"); type != nullptr && !has_one_type(value, *type)) {
    faults.push_back(place + " is not of type " + json::serialize(*type) + ": " + json::serialize(value));
    return;
  }
  if (const auto* choices = schema.if_contains("enum")) {
    const auto& all = choices->as_array();
    if (std::ranges::find(all, value) == all.end()) faults.push_back(place + " is not one of the choices");
  }
  if (value.is_object() && schema.contains("properties")) {
    find_object_faults(schema, value.get_object(), place, faults);
  }
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
      find_faults(schema.at("items"), value.get_array()[i], place + "[" + std::to_string(i) + "]", faults);
    }
  }
}

// Any route may answer these.
bool is_said_by_all(RefusalCode code) {
  using enum RefusalCode;
  return code == vendor_required || code == vendor_not_found || code == idempotency_key_reused;
}

const Route* find_route(const http::Request& request, std::string_view path) {
  const auto& all = all_routes();
  const auto found = std::ranges::find_if(all, [&](const Route& route) {
    return route.entry.method == request.method && route.entry.path == path;
  });
  return found == all.end() ? nullptr : &*found;
}

void check_problem(const http::Request& request, const Answer& answer) {
  EXPECT_EQ(answer.content_type, "application/problem+json");
  EXPECT_EQ(find_schema_faults(resolve_reference("#/components/schemas/Problem"), answer.json), Texts());
  const bool is_replay = !answer.header("idempotent-replayed").empty();
  EXPECT_FALSE(answer.text("code").empty());
  const auto* status = answer.find("status");
  EXPECT_TRUE(status != nullptr && status->is_int64() && status->get_int64() == answer.status);
  if (!is_replay) EXPECT_EQ(answer.text("code"), answer.code);
  if (!is_replay) EXPECT_EQ(answer.text("request_id"), request.request_id);
  EXPECT_FALSE(answer.text("title").empty());
  EXPECT_FALSE(answer.text("detail").empty());
  // A text whose parameters were not filled in shows its braces.
  EXPECT_EQ((answer.text("title") + answer.text("detail")).find_first_of("{}"), std::string::npos);
  const auto* route = find_route(request, answer.route);
  const auto refusal = find_by_name<RefusalCode>(answer.text("code"));
  if (route == nullptr || !refusal || is_said_by_all(*refusal)) return;
  EXPECT_NE(std::ranges::find(route->entry.refusals, *refusal), route->entry.refusals.end())
      << route->entry.name << " does not tell that it refuses with " << answer.text("code");
}

void check_success(const http::Request& request, const Answer& answer) {
  const auto* route = find_route(request, answer.route);
  if (route == nullptr) return;
  const auto& operation = openapi()
                              .at("paths")
                              .at(std::string(route->entry.path))
                              .at(to_lower_ascii(route->entry.method))
                              .as_object();
  const auto* told = operation.at("responses").as_object().if_contains(std::to_string(answer.status));
  ASSERT_NE(told, nullptr) << route->entry.name << " does not tell that it answers " << answer.status;
  const auto* content = told->as_object().if_contains("content");
  if (content == nullptr) return;
  const auto type = answer.content_type.substr(0, answer.content_type.find(';'));
  const auto* body = content->as_object().if_contains(type);
  ASSERT_NE(body, nullptr) << route->entry.name << " does not tell of " << answer.content_type;
  const auto* schema = body->as_object().if_contains("schema");
  if (schema == nullptr) return;
  EXPECT_EQ(find_schema_faults(*schema, answer.json), Texts()) << answer.body;
}

}  // namespace

const json::value& openapi() {
  static const json::value document = [] {
    OpenApiBuilder builder(program_version, "https://cards.example");
    for (const auto& route : all_routes()) builder.add(route.entry);
    return json::parse(builder.render());
  }();
  return document;
}

const json::value& resolve_reference(std::string_view reference) {
  if (!reference.starts_with("#/")) throw std::invalid_argument("not a reference: " + std::string(reference));
  const json::value* place = &openapi();
  for (auto rest = reference.substr(2); !rest.empty();) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    place = &place->as_object().at({part.data(), part.size()});
  }
  return *place;
}

const json::value& resolve(const json::value& schema) {
  const auto* reference = schema.as_object().if_contains("$ref");
  return reference == nullptr ? schema : resolve(resolve_reference(view(reference->as_string())));
}

Texts find_schema_faults(const json::value& schema, const json::value& value) {
  Texts faults;
  find_faults(schema, value, "", faults);
  return faults;
}

void check_answer(const http::Request& request, const Answer& answer) {
  const ::testing::ScopedTrace trace(__FILE__, __LINE__,
                                     request.method + " " + request.path + " -> " +
                                         std::to_string(answer.status) + " " + answer.body.substr(0, 600) +
                                         answer.fault);
  EXPECT_EQ(answer.fault, "") << "the handler threw";
  if (!answer.fault.empty()) return;
  if (answer.status >= 400 && answer.content_type.starts_with("text/html")) {
    EXPECT_NE(answer.body.find("</html>"), std::string::npos) << "a page that says so";
  } else if (answer.status >= 400) {
    check_problem(request, answer);
  } else {
    EXPECT_GE(answer.status, 200);
    EXPECT_EQ(answer.code, "");
    if (answer.status == 204) EXPECT_EQ(answer.body + answer.content_type, "");
    check_success(request, answer);
  }
}

}  // namespace loyalty::test
