#include "schemas/problem.hpp"

#include <string>

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "schemas/json_in.hpp"

namespace loyalty {
namespace {

constexpr Language all_languages[] = {Language::en, Language::fr, Language::de, Language::lb};

const Zone& luxembourg() {
  static const Zone zone = *Zone::find("Europe/Luxembourg");
  return zone;
}

ProblemContext context_in(Language language) {
  return {.language = language,
          .request_id = "req-1",
          .now = *parse_rfc3339("2026-11-22T12:00:00Z"),
          .zone = &luxembourg(),
          .currency = "EUR"};
}

boost::json::object parse_body(const ProblemBody& problem) {
  const auto parsed = parse_json(problem.body);
  EXPECT_TRUE(parsed) << problem.body;
  return parsed ? parsed.value().as_object() : boost::json::object();
}

std::string text_of(const boost::json::object& body, std::string_view name) {
  const auto* value = body.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::string detail_of(const Refusal& refusal, const ProblemContext& context) {
  return text_of(parse_body(render_problem(refusal, context)), "detail");
}

// With everything that a refusal may carry.
Refusal full_refusal(RefusalCode code) {
  return {.code = code,
          .retry_at = parse_rfc3339("2026-11-22T13:32:00Z"),
          .attempts_left = 3,
          .missing = 2,
          .limit = 500,
          .transaction_id = TransactionId{77},
          .wanted = LoyaltyType::hybrid};
}

void expect_good_text(const std::string& text, const std::string& where) {
  EXPECT_FALSE(text.empty()) << where;
  EXPECT_FALSE(text.starts_with("problem.")) << where;
  EXPECT_EQ(text.find_first_of("{}#"), std::string::npos) << where << ": " << text;
  EXPECT_EQ(text.find("kind."), std::string::npos) << where << ": " << text;
  EXPECT_EQ(text.find("  "), std::string::npos) << where << ": " << text;
}

TEST(RenderProblem, HasTextsForEveryRefusalInEveryLanguage) {
  for (const auto& [code, name] : Names<RefusalCode>::table) {
    for (const Language language : all_languages) {
      const ProblemBody problem = render_problem(full_refusal(code), context_in(language));
      const boost::json::object body = parse_body(problem);
      const std::string where = std::string(name) + " " + std::string(name_of(language));
      EXPECT_EQ(problem.code, name);
      EXPECT_EQ(text_of(body, "type"), "/docs/problems#" + std::string(name));
      EXPECT_EQ(text_of(body, "code"), name);
      EXPECT_EQ(text_of(body, "request_id"), "req-1");
      EXPECT_EQ(body.at("status").as_int64(), problem.status);
      expect_good_text(text_of(body, "title"), where);
      expect_good_text(text_of(body, "detail"), where);
    }
  }
}

TEST(RenderProblem, HasTextsForEveryOtherProblemInEveryLanguage) {
  for (const auto& [code, name] : Names<ProblemCode>::table) {
    for (const Language language : all_languages) {
      const boost::json::object body = parse_body(render_problem(code, context_in(language)));
      const std::string where = std::string(name) + " " + std::string(name_of(language));
      expect_good_text(text_of(body, "title"), where);
      if (code == ProblemCode::internal) {
        EXPECT_FALSE(body.contains("detail")) << "a fault of ours tells nothing";
      } else if (code != ProblemCode::validation_failed && code != ProblemCode::malformed_json) {
        expect_good_text(text_of(body, "detail"), where);
      }
    }
  }
}

TEST(RenderProblem, MapsRefusalsToTheStatusesOfTheContract) {
  struct Case {
    RefusalCode code;
    int status;
  };
  using enum RefusalCode;
  const Case cases[] = {
      {card_not_found, 404},
      {card_inactive, 409},
      {program_inactive, 409},
      {wrong_program_type, 409},
      {pin_required, 403},
      {pin_locked, 423},
      {pin_invalid, 403},
      {daily_limit_reached, 409},
      {cooldown_active, 409},
      {not_enough_stamps, 409},
      {not_enough_points, 409},
      {reward_not_found, 404},
      {purchase_below_minimum, 409},
      {purchase_already_recorded, 409},
      {already_voided, 409},
      {not_voidable, 409},
      {invalid_credentials, 401},
      {too_many_attempts, 429},
      {mail_not_configured, 409},
      {no_email_on_file, 409},
      {link_sent_recently, 409},
      {vendor_required, 400},
      {vendor_not_found, 404},
      {program_not_found, 404},
      {program_exists, 409},
      {pin_not_allowed, 422},
      {idempotency_key_reused, 422},
  };
  for (const Case& item : cases) EXPECT_EQ(status_of(item.code), item.status) << name_of(item.code);
}

TEST(RenderProblem, CarriesTheMembersOfTheContract) {
  const ProblemContext context = context_in(Language::en);
  const auto stamps =
      parse_body(render_problem({.code = RefusalCode::not_enough_stamps, .missing = 2}, context));
  EXPECT_EQ(stamps.at("stamps_missing").as_int64(), 2);
  EXPECT_FALSE(stamps.contains("points_missing"));
  const auto points =
      parse_body(render_problem({.code = RefusalCode::not_enough_points, .missing = 9}, context));
  EXPECT_EQ(points.at("points_missing").as_int64(), 9);
  const auto full = parse_body(render_problem(full_refusal(RefusalCode::pin_locked), context));
  EXPECT_EQ(text_of(full, "retry_at"), "2026-11-22T13:32:00.000Z");
  EXPECT_EQ(full.at("attempts_left").as_int64(), 3);
  EXPECT_EQ(text_of(full, "transaction_id"), "77");
  EXPECT_EQ(full.at("limit").as_int64(), 500);
  const auto bare = parse_body(render_problem({.code = RefusalCode::card_not_found}, context));
  for (const auto name :
       {"retry_at", "attempts_left", "stamps_missing", "transaction_id", "limit", "errors"}) {
    EXPECT_FALSE(bare.contains(name)) << name;
  }
}

TEST(RenderProblem, SpeaksLikeAColleague) {
  const Refusal cooldown{.code = RefusalCode::cooldown_active,
                         .retry_at = parse_rfc3339("2026-11-22T13:32:00Z")};
  EXPECT_EQ(detail_of(cooldown, context_in(Language::en)),
            "A little too soon. Next stamp possible at 14:32.");
  EXPECT_EQ(detail_of(cooldown, context_in(Language::lb)),
            "E bësse ze fréi. Den nächste Stempel ass ëm 14:32 méiglech.");
  const Refusal daily{.code = RefusalCode::daily_limit_reached,
                      .retry_at = parse_rfc3339("2026-11-22T23:00:00Z"),
                      .limit = 5};
  EXPECT_EQ(detail_of(daily, context_in(Language::en)),
            "Enough for today. This card has its 5 stamps. Next from 00:00 on Monday.");
  EXPECT_EQ(detail_of(daily, context_in(Language::de)),
            "Genug für heute. Diese Karte hat ihre 5 Stempel. Weiter ab 00:00 (Montag).");
  EXPECT_EQ(detail_of({.code = RefusalCode::pin_invalid, .attempts_left = 1}, context_in(Language::fr)),
            "PIN incorrect. Encore 1 essai.");
  EXPECT_EQ(detail_of({.code = RefusalCode::purchase_below_minimum, .limit = 1000}, context_in(Language::fr)),
            "Les points commencent à 10,00\u00a0€.");
  EXPECT_EQ(detail_of({.code = RefusalCode::wrong_program_type, .wanted = LoyaltyType::points},
                      context_in(Language::en)),
            "This card has no points.");
}

TEST(RenderProblem, SaysWhenToComeBack) {
  ProblemContext context = context_in(Language::en);
  Refusal refusal{.code = RefusalCode::too_many_attempts,
                  .retry_at = context.now + std::chrono::milliseconds{1500}};
  EXPECT_EQ(render_problem(refusal, context).retry_after_seconds, 2);
  refusal.retry_at = context.now - std::chrono::hours{1};
  EXPECT_EQ(render_problem(refusal, context).retry_after_seconds, 1);
  EXPECT_EQ(render_problem({.code = RefusalCode::card_inactive}, context).retry_after_seconds, std::nullopt);
  EXPECT_TRUE(render_problem(ProblemCode::overloaded, context).retry_after_seconds.has_value());
  EXPECT_FALSE(render_problem(ProblemCode::not_found, context).retry_after_seconds.has_value());
}

TEST(RenderProblem, ListsAllFaultsWithTheirMessages) {
  const std::vector<FieldFault> faults{{.field = "customer.email", .code = "invalid_email"},
                                       {.field = "count",
                                        .code = "out_of_range",
                                        .params = {{"min", std::int64_t{1}}, {"max", std::int64_t{100}}}}};
  const ProblemBody problem = render_problem(faults, context_in(Language::en));
  EXPECT_EQ(problem.status, 422);
  const boost::json::object body = parse_body(problem);
  EXPECT_EQ(text_of(body, "code"), "validation_failed");
  EXPECT_EQ(text_of(body, "detail"), "2 entries need another look.");
  const boost::json::array& errors = body.at("errors").as_array();
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(text_of(errors[0].as_object(), "field"), "customer.email");
  EXPECT_EQ(text_of(errors[0].as_object(), "message"), "Not a complete e-mail address.");
  EXPECT_EQ(text_of(errors[1].as_object(), "message"), "Must be between 1 and 100.");
}

TEST(RenderProblem, SaysWhyJsonIsMalformed) {
  const ProblemBody problem =
      render_problem(BodyFault{MalformedJson{.reason = "duplicate_key"}}, context_in(Language::en));
  EXPECT_EQ(problem.status, 400);
  EXPECT_EQ(problem.code, "malformed_json");
  EXPECT_NE(problem.body.find("a name occurs twice"), std::string::npos) << problem.body;
  for (const std::string_view reason : {"empty", "syntax", "incomplete", "extra_data", "too_deep",
                                        "too_many_values", "duplicate_key", "number_out_of_range"}) {
    EXPECT_TRUE(has_message("json." + std::string(reason))) << reason;
  }
}

}  // namespace
}  // namespace loyalty
