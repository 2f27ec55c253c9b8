#include "schemas/openapi.hpp"

#include <set>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "schemas/card.hpp"
#include "schemas/card_link.hpp"
#include "schemas/enrolment.hpp"
#include "schemas/pin.hpp"
#include "schemas/points.hpp"
#include "schemas/program.hpp"
#include "schemas/session.hpp"
#include "schemas/stamp.hpp"
#include "schemas/terminal.hpp"
#include "schemas/transaction.hpp"
#include "schemas/user.hpp"

namespace loyalty {
namespace {

namespace json = boost::json;

std::string operation_path(std::string_view name) { return "/api/v1/vendor/loyalty/" + std::string(name); }

struct Pair {
  AddSchema request;
  AddSchema answer;
};
// Every shape that we have.
const Pair pairs[] = {
    {&add_schema<LoginRequest>, &add_schema<LoginAnswer>},
    {&add_schema<PasswordChange>, &add_schema<MeAnswer>},
    {&add_schema<CompanyCreate>, &add_schema<CompanyAnswer>},
    {&add_schema<CompanyPatch>, &add_schema<Page<CompanyAnswer>>},
    {&add_schema<VendorCreate>, &add_schema<VendorAnswer>},
    {&add_schema<VendorPatch>, &add_schema<Page<VendorAnswer>>},
    {&add_schema<UserCreate>, &add_schema<UserAnswer>},
    {&add_schema<UserPatch>, &add_schema<Page<UserAnswer>>},
    {&add_schema<ProgramCreate>, &add_schema<ProgramAnswer>},
    {&add_schema<ProgramPatch>, &add_schema<Page<ProgramSummaryAnswer>>},
    {&add_schema<PinCreate>, &add_schema<PinAnswer>},
    {&add_schema<PinPatch>, &add_schema<Page<PinAnswer>>},
    {&add_schema<PinCheckRequest>, &add_schema<PinCheckAnswer>},
    {&add_schema<EnrolRequest>, &add_schema<EnrolAnswer>},
    {nullptr, &add_schema<CounterEnrolAnswer>},
    {&add_schema<RecoverRequest>, &add_schema<RecoverAnswer>},
    {nullptr, &add_schema<CardLinkSent>},
    {nullptr, &add_schema<JoinPage>},
    {nullptr, &add_schema<HolderPage>},
    {nullptr, &add_schema<TerminalAnswer>},
    {&add_schema<CardPatch>, &add_schema<Page<CardAnswer>>},
    {&add_schema<StampRequest>, &add_schema<StampAnswer>},
    {&add_schema<StampRedeemRequest>, &add_schema<StampRedeemAnswer>},
    {&add_schema<PointsRequest>, &add_schema<PointsAnswer>},
    {&add_schema<PointsRedeemRequest>, &add_schema<PointsRedeemAnswer>},
    {&add_schema<PointsAdjustRequest>, &add_schema<OperationAnswer>},
    {&add_schema<VoidRequest>, &add_schema<Page<TransactionAnswer>>},
};

// A document with all of them.
std::string render_everything() {
  OpenApiBuilder builder("1.2.3", "https://loyalty.example");
  std::vector<std::string> texts;
  texts.reserve(2 * std::size(pairs));
  for (const Pair& pair : pairs) {
    texts.push_back("operation_" + std::to_string(texts.size()));
    const std::string_view name = texts.back();
    texts.push_back(operation_path(name));
    builder.add({.method = "POST",
                 .path = texts.back(),
                 .name = name,
                 .summary = "Does it",
                 .tag = "all",
                 .role = Role::staff,
                 .takes_idempotency_key = true,
                 .request = pair.request,
                 .answers = {{.status = 200, .schema = pair.answer}},
                 .refusals = {RefusalCode::card_not_found, RefusalCode::card_inactive,
                              RefusalCode::pin_not_allowed}});
  }
  builder.add({.method = "GET",
               .path = "/api/v1/vendor/loyalty/cards/{id}/transactions",
               .name = "list_card_transactions",
               .summary = "The card's history",
               .tag = "cards",
               .role = Role::staff,
               .query = &list_query_schemas<TransactionQuery>,
               .answers = {{.schema = &add_schema<Page<HistoryEntry>>}}});
  builder.add({.method = "GET",
               .path = "/api/v1/loyalty/cards/{card_token}/qr.png",
               .name = "show_qr_png",
               .summary = "The code",
               .tag = "customer",
               .answers = {{.status = 200, .content_type = "image/png"}}});
  builder.add({.method = "POST",
               .path = "/api/v1/loyalty/enroll/{vendor_code}",
               .name = "enrol",
               .summary = "Join",
               .tag = "customer",
               .answers = {{.status = 200, .schema = &add_schema<AlreadyEnrolledAnswer>},
                           {.status = 200, .schema = &add_schema<EnrolAnswer>}}});
  return builder.render();
}

json::value parse_document() {
  json::parse_options options;
  options.max_depth = 64;
  return json::parse(render_everything(), {}, options);
}

void collect_references(const json::value& value, std::set<std::string>& references) {
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      if (member.key() == "$ref") references.emplace(member.value().as_string());
      collect_references(member.value(), references);
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& entry : *array) collect_references(entry, references);
  }
}

std::set<std::string> names_in(const json::value& list) {
  std::set<std::string> names;
  for (const auto& entry : list.as_array()) names.emplace(entry.as_string());
  return names;
}

const json::object& schema_of(const json::value& document, std::string_view name) {
  return document.at("components").at("schemas").at({name.data(), name.size()}).as_object();
}

TEST(OpenApi, ResolvesEveryReference) {
  const json::value document = parse_document();
  std::set<std::string> references;
  collect_references(document, references);
  EXPECT_GT(references.size(), 40U);
  for (const std::string& reference : references) {
    const json::value* at = &document;
    std::size_t begin = 2;
    while (at != nullptr && begin <= reference.size()) {
      const std::size_t end = std::min(reference.find('/', begin), reference.size());
      at = at->as_object().if_contains(reference.substr(begin, end - begin));
      begin = end + 1;
    }
    EXPECT_NE(at, nullptr) << reference;
    EXPECT_TRUE(reference.starts_with("#/components/"));
  }
}

TEST(OpenApi, HasTheHeadAndTheSecurity) {
  const json::value document = parse_document();
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  EXPECT_EQ(document.at("info").at("version").as_string(), "1.2.3");
  EXPECT_EQ(document.at("servers").at(0).at("url").as_string(), "https://loyalty.example");
  EXPECT_TRUE(document.at("components").at("securitySchemes").as_object().contains("bearer"));
  EXPECT_TRUE(document.at("components").at("securitySchemes").as_object().contains("cookie"));
}

TEST(OpenApi, TellsRequestsFromAnswers) {
  const json::value document = parse_document();
  const json::object& request = schema_of(document, "StampRequest");
  EXPECT_EQ(names_in(request.at("required")), std::set<std::string>{"card"});
  EXPECT_EQ(request.at("additionalProperties"), json::value(false));
  EXPECT_EQ(request.at("properties").at("count").at("default").as_int64(), 1);
  EXPECT_EQ(request.at("properties").at("count").at("maximum").as_int64(), 100);
  const json::object& answer = schema_of(document, "StampAnswer");
  EXPECT_EQ(names_in(answer.at("required")).size(), 5U) << "every member of an answer is there";
  EXPECT_FALSE(answer.contains("additionalProperties"));
  EXPECT_FALSE(names_in(schema_of(document, "PointsAnswer").at("required")).contains("stamp_transaction"));
  EXPECT_EQ(names_in(schema_of(document, "ProgramCreate").at("required")),
            (std::set<std::string>{"card_name", "loyalty_type"}));
  EXPECT_TRUE(names_in(schema_of(document, "ProgramPatch").at("required")).empty());
}

TEST(OpenApi, TellsWhatMayBeNull) {
  const json::value document = parse_document();
  const json::object& card = schema_of(document, "Card");
  EXPECT_EQ(names_in(card.at("properties").at("last_stamp_at").at("type")),
            (std::set<std::string>{"null", "string"}));
  EXPECT_EQ(names_in(card.at("properties").at("stamps_target").at("type")),
            (std::set<std::string>{"integer", "null"}));
  EXPECT_EQ(card.at("properties").at("stamp_count").at("type").as_string(), "integer");
  EXPECT_TRUE(schema_of(document, "CardWallets").at("properties").at("apple").as_object().contains("anyOf"));
  const json::object& patch = schema_of(document, "ProgramPatch");
  EXPECT_EQ(names_in(patch.at("properties").at("logo_url").at("type")),
            (std::set<std::string>{"null", "string"}));
  EXPECT_EQ(patch.at("properties").at("card_name").at("type").as_string(), "string");
  EXPECT_EQ(patch.at("properties").at("points_per_euro").at("minimum").as_double(), 0.001);
  EXPECT_EQ(patch.at("properties").at("stamp_icon").at("enum").as_array().size(), 16U);
}

TEST(OpenApi, ListsParametersAndProblems) {
  const json::value document = parse_document();
  const json::value& history =
      document.at("paths").at("/api/v1/vendor/loyalty/cards/{id}/transactions").at("get");
  std::set<std::string> names;
  for (const auto& parameter : history.at("parameters").as_array()) {
    if (const auto* name = parameter.as_object().if_contains("name")) names.emplace(name->as_string());
  }
  EXPECT_EQ(names,
            (std::set<std::string>{"id", "from", "to", "type", "card", "staff_pin_id", "limit", "cursor"}));
  const json::value& post = document.at("paths").at(operation_path("operation_0")).at("post");
  EXPECT_EQ(post.at("responses").at("422").at("description").as_string(),
            "validation_failed, pin_not_allowed");
  EXPECT_EQ(post.at("responses").at("409").at("description").as_string(), "card_inactive");
  EXPECT_EQ(post.at("security").as_array().size(), 2U);
  const json::value& enrol = document.at("paths").at("/api/v1/loyalty/enroll/{vendor_code}").at("post");
  EXPECT_TRUE(enrol.at("security").as_array().empty());
  const json::value& schema =
      enrol.at("responses").at("200").at("content").at("application/json").at("schema");
  EXPECT_EQ(schema.at("oneOf").as_array().size(), 2U);
}

}  // namespace
}  // namespace loyalty
