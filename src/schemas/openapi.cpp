#include "schemas/openapi.hpp"

#include <map>

namespace loyalty {
namespace {

constexpr std::string_view problem_schema =
    R"({"type":"object","description":"RFC 9457. Members beyond these depend )"
    R"(on the code: retry_at, attempts_left, stamps_missing, points_missing, )"
    R"(transaction_id, limit.","properties":{"type":{"type":"string"},)"
    R"("title":{"type":"string"},"status":{"type":"integer"},)"
    R"("code":{"type":"string","enum":[@codes]},"detail":{"type":"string"},)"
    R"("request_id":{"type":"string"},"errors":{"type":"array","items":)"
    R"({"$ref":"#/components/schemas/FieldError"}},)"
    R"("retry_at":{"type":"string","format":"date-time"},)"
    R"("attempts_left":{"type":"integer"},"stamps_missing":{"type":"integer"},)"
    R"("points_missing":{"type":"integer"},"limit":{"type":"integer"},)"
    R"("transaction_id":{"type":"string"}},)"
    R"("required":["type","title","status","code","request_id"]})";

constexpr std::string_view field_error_schema =
    R"({"type":"object","properties":{"field":{"type":"string"},"code":{"type":"string"},"message":)"
    R"({"type":"string"}},"required":["field","code","message"]})";

constexpr std::string_view shared_parameters =
    R"({"IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":false,"description":)"
    R"("The same key and request get the first answer again, for 48 hours.","schema":{"type":"string",)"
    R"("minLength":1,"maxLength":255}},"VendorCode":{"name":"X-Vendor-Code","in":"header","required":false,)"
    R"("description":"Needed by callers who work for several vendors.","schema":{"type":"string"}}})";

constexpr std::string_view security_schemes =
    R"({"bearer":{"type":"http","scheme":"bearer"},"cookie":{"type":"apiKey","in":"cookie","name":)"
    R"("loyalty_session"}})";

std::string list_problem_codes() {
  std::string codes;
  JsonWriter writer(codes);
  writer.begin_array();
  for (const auto& entry : Names<ProblemCode>::table) writer.value(entry.second);
  for (const auto& entry : Names<RefusalCode>::table) writer.value(entry.second);
  writer.end_array();
  return codes.substr(1, codes.size() - 2);
}

std::string make_problem_schema() {
  std::string schema(problem_schema);
  constexpr std::string_view mark = "@codes";
  return schema.replace(schema.find(mark), mark.size(), list_problem_codes());
}

void write_reference(JsonWriter& writer, std::string_view reference) {
  writer.begin_object();
  writer.member("$ref", reference);
  writer.end_object();
}

// Without a name: bytes that no schema describes. With several: one of them.
void write_content(JsonWriter& writer, std::string_view content_type, const std::vector<std::string>& names) {
  const auto reference = [&](const std::string& name) {
    write_reference(writer, "#/components/schemas/" + name);
  };
  writer.key("content");
  writer.begin_object();
  writer.key(content_type);
  writer.begin_object();
  if (names.size() == 1) {
    writer.key("schema");
    reference(names.front());
  } else if (!names.empty()) {
    writer.key("schema");
    writer.begin_object();
    writer.key("oneOf");
    writer.begin_array();
    for (const std::string& name : names) reference(name);
    writer.end_array();
    writer.end_object();
  }
  writer.end_object();
  writer.end_object();
}

void write_path_parameters(JsonWriter& writer, std::string_view path) {
  while (true) {
    const std::size_t open = path.find('{');
    const std::size_t close = path.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return;
    writer.begin_object();
    writer.member("name", path.substr(open + 1, close - open - 1));
    writer.member("in", "path");
    writer.member("required", true);
    writer.key("schema");
    writer.raw(R"({"type":"string"})");
    writer.end_object();
    path.remove_prefix(close + 1);
  }
}

void write_parameters(JsonWriter& writer, const OperationEntry& operation, SchemaSet& set) {
  writer.key("parameters");
  writer.begin_array();
  write_path_parameters(writer, operation.path);
  if (operation.query != nullptr) {
    for (const FieldSchema& field : operation.query(set)) {
      writer.begin_object();
      writer.member("name", field.name);
      writer.member("in", "query");
      writer.member("required", field.is_required);
      if (!field.about.empty()) writer.member("description", field.about);
      writer.key("schema");
      writer.raw(field.json);
      writer.end_object();
    }
  }
  const bool is_of_vendor = operation.path.find("/vendor/") != std::string_view::npos;
  if (is_of_vendor) write_reference(writer, "#/components/parameters/VendorCode");
  if (operation.takes_idempotency_key) write_reference(writer, "#/components/parameters/IdempotencyKey");
  writer.end_array();
}

void write_problem_answer(JsonWriter& writer, std::string_view status, std::string_view description) {
  writer.key(status);
  writer.begin_object();
  writer.member("description", description);
  write_content(writer, "application/problem+json", {"Problem"});
  writer.end_object();
}

// Several refusals may share a status: their codes are told together.
void write_refusals(JsonWriter& writer, const OperationEntry& operation) {
  std::map<int, std::string> codes_by_status;
  for (const RefusalCode code : operation.refusals) {
    std::string& codes = codes_by_status[status_of(code)];
    if (!codes.empty()) codes += ", ";
    codes += name_of(code);
  }
  if (operation.request != nullptr || operation.query != nullptr) {
    std::string& codes = codes_by_status[status_of(ProblemCode::validation_failed)];
    codes = codes.empty() ? "validation_failed" : "validation_failed, " + codes;
  }
  for (const auto& [status, codes] : codes_by_status)
    write_problem_answer(writer, std::to_string(status), codes);
}

// Answers of the same status, such as a card or only the word that there is one, are alternatives.
void write_answers(JsonWriter& writer, const OperationEntry& operation, SchemaSet& set) {
  std::map<int, std::vector<const AnswerEntry*>> by_status;
  for (const AnswerEntry& answer : operation.answers) by_status[answer.status].push_back(&answer);
  writer.key("responses");
  writer.begin_object();
  for (const auto& [status, answers] : by_status) {
    const AnswerEntry& first = *answers.front();
    writer.key(std::to_string(status));
    writer.begin_object();
    writer.member("description", first.description);
    if (first.schema != nullptr) {
      std::vector<std::string> names;
      for (const AnswerEntry* answer : answers) names.push_back(answer->schema(set));
      write_content(writer, "application/json", names);
    } else if (!first.content_type.empty()) {
      write_content(writer, first.content_type, {});
    }
    writer.end_object();
  }
  write_refusals(writer, operation);
  write_problem_answer(writer, "default", "Any other problem");
  writer.end_object();
}

void write_operation(JsonWriter& writer, const OperationEntry& operation, SchemaSet& set) {
  std::string method(operation.method);
  for (char& c : method) c = static_cast<char>(c | 0x20);
  writer.key(method);
  writer.begin_object();
  writer.member("operationId", operation.name);
  writer.member("summary", operation.summary);
  writer.key("tags");
  writer.begin_array();
  writer.value(operation.tag);
  writer.end_array();
  if (operation.role)
    writer.member("description", "Role: " + std::string(name_of(*operation.role)) + " and above.");
  writer.key("security");
  writer.raw(operation.role ? R"([{"bearer":[]},{"cookie":[]}])" : "[]");
  write_parameters(writer, operation, set);
  if (operation.request != nullptr) {
    writer.key("requestBody");
    writer.begin_object();
    writer.member("required", true);
    write_content(writer, "application/json", {operation.request(set)});
    writer.end_object();
  }
  write_answers(writer, operation, set);
  writer.end_object();
}

void write_components(JsonWriter& writer, const SchemaSet& set) {
  writer.key("components");
  writer.begin_object();
  writer.key("schemas");
  writer.begin_object();
  for (const auto& [name, json] : set.all()) {
    writer.key(name);
    writer.raw(json);
  }
  writer.end_object();
  writer.key("parameters");
  writer.raw(shared_parameters);
  writer.key("securitySchemes");
  writer.raw(security_schemes);
  writer.end_object();
}

}  // namespace

std::string OpenApiBuilder::render() const {
  SchemaSet set;
  set.set("Problem", make_problem_schema());
  set.set("FieldError", std::string(field_error_schema));
  std::map<std::string_view, std::vector<const OperationEntry*>> paths;
  for (const OperationEntry& operation : operations_) paths[operation.path].push_back(&operation);

  std::string document;
  JsonWriter writer(document);
  writer.begin_object();
  writer.member("openapi", "3.1.0");
  writer.key("info");
  writer.begin_object();
  writer.member("title", "loyalty");
  writer.member("version", version_);
  writer.member("description", "Stamp cards and points for shops.");
  writer.end_object();
  writer.key("servers");
  writer.begin_array();
  writer.begin_object();
  writer.member("url", public_url_.empty() ? std::string_view("/") : std::string_view(public_url_));
  writer.end_object();
  writer.end_array();
  writer.key("paths");
  writer.begin_object();
  for (const auto& [path, operations] : paths) {
    writer.key(path);
    writer.begin_object();
    for (const OperationEntry* operation : operations) write_operation(writer, *operation, set);
    writer.end_object();
  }
  writer.end_object();
  write_components(writer, set);
  writer.end_object();
  return document;
}

}  // namespace loyalty
