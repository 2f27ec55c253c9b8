#include "schemas/problem.hpp"

#include <algorithm>
#include <chrono>

#include "schemas/writer.hpp"
#include "texts/formats.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t overload_retry_seconds = 1;
constexpr std::int64_t not_ready_retry_seconds = 5;

struct ProblemHead {
  int status;
  std::string_view code = {};
  std::string title = {};
  std::string detail = {};  // empty: none
};

ProblemHead make_head(int status, std::string_view code, Language language, const MessageParams& params) {
  const std::string key = "problem." + std::string(code);
  const bool has_detail = has_message(key + ".detail");
  return {.status = status,
          .code = code,
          .title = message(language, key + ".title"),
          .detail = has_detail ? message(language, key + ".detail", params) : std::string()};
}

void begin_problem(JsonWriter& writer, const ProblemHead& head, const ProblemContext& context) {
  writer.begin_object();
  writer.member("type", "/docs/problems#" + std::string(head.code));
  writer.member("title", head.title);
  writer.member("status", head.status);
  writer.member("code", head.code);
  if (!head.detail.empty()) writer.member("detail", head.detail);
  writer.member("request_id", context.request_id);
}

// Whole seconds until `retry_at`, rounded up: a caller that waits this long is not too early.
std::optional<std::int64_t> seconds_until(const std::optional<Instant>& retry_at, Instant now) {
  if (!retry_at) return std::nullopt;
  return std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(*retry_at - now).count());
}

MessageParams list_params(const Refusal& refusal, const ProblemContext& context) {
  MessageParams params;
  if (refusal.retry_at) {
    const std::string time = format_time(context.language, *refusal.retry_at, context.now, context.zone);
    params.push_back({"time", time});
    params.push_back({"when", time});
  }
  if (refusal.attempts_left) params.push_back({"n", *refusal.attempts_left});
  if (refusal.missing) params.push_back({"n", *refusal.missing});
  if (refusal.limit) {
    params.push_back({"max", *refusal.limit});
    params.push_back({"amount", format_amount(context.language, *refusal.limit, context.currency)});
  }
  std::string kind = "kind.unknown";
  if (refusal.wanted) kind = "kind." + std::string(name_of(*refusal.wanted));
  params.push_back({"kind", MessageKey{kind}});
  return params;
}

void write_members(JsonWriter& writer, const Refusal& refusal) {
  if (refusal.retry_at) writer.member("retry_at", *refusal.retry_at);
  if (refusal.attempts_left) writer.member("attempts_left", *refusal.attempts_left);
  if (refusal.missing) {
    const bool is_points = refusal.code == RefusalCode::not_enough_points;
    writer.member(is_points ? "points_missing" : "stamps_missing", *refusal.missing);
  }
  if (refusal.transaction_id) {
    writer.key("transaction_id");
    writer.id(static_cast<std::int64_t>(*refusal.transaction_id));
  }
  if (refusal.limit) writer.member("limit", *refusal.limit);
}

ProblemBody render(const ProblemHead& head, const ProblemContext& context) {
  ProblemBody problem{.status = head.status, .code = head.code, .body = {}};
  JsonWriter writer(problem.body);
  begin_problem(writer, head, context);
  writer.end_object();
  return problem;
}

}  // namespace

int status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::card_not_found:
    case RefusalCode::reward_not_found:
    case RefusalCode::transaction_not_found:
    case RefusalCode::vendor_not_found:
    case RefusalCode::company_not_found:
    case RefusalCode::user_not_found:
    case RefusalCode::program_not_found:
    case RefusalCode::pin_not_found:
      return 404;
    case RefusalCode::card_inactive:
    case RefusalCode::program_inactive:
    case RefusalCode::wrong_program_type:
    case RefusalCode::daily_limit_reached:
    case RefusalCode::cooldown_active:
    case RefusalCode::not_enough_stamps:
    case RefusalCode::not_enough_points:
    case RefusalCode::purchase_below_minimum:
    case RefusalCode::purchase_already_recorded:
    case RefusalCode::points_limit_reached:
    case RefusalCode::already_voided:
    case RefusalCode::not_voidable:
    case RefusalCode::email_taken:
    case RefusalCode::vendor_code_taken:
    case RefusalCode::last_admin:
    case RefusalCode::customer_erased:
    case RefusalCode::contact_not_possible:
    case RefusalCode::no_email_on_file:
    case RefusalCode::link_sent_recently:
    case RefusalCode::mail_not_configured:
    case RefusalCode::program_exists:
      return 409;
    case RefusalCode::pin_required:
    case RefusalCode::pin_invalid:
      return 403;
    case RefusalCode::pin_locked:
      return 423;
    case RefusalCode::invalid_credentials:
      return 401;
    case RefusalCode::too_many_attempts:
      return 429;
    case RefusalCode::vendor_required:
      return 400;
    case RefusalCode::pin_not_allowed:
    case RefusalCode::idempotency_key_reused:
      return 422;
  }
  return 500;
}

int status_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::validation_failed:
      return 422;
    case ProblemCode::malformed_json:
    case ProblemCode::malformed_request:
      return 400;
    case ProblemCode::not_found:
      return 404;
    case ProblemCode::method_not_allowed:
      return 405;
    case ProblemCode::unsupported_media_type:
      return 415;
    case ProblemCode::body_too_large:
      return 413;
    case ProblemCode::headers_too_large:
      return 431;
    case ProblemCode::uri_too_long:
      return 414;
    case ProblemCode::request_timeout:
      return 408;
    case ProblemCode::expectation_failed:
      return 417;
    case ProblemCode::unauthenticated:
      return 401;
    case ProblemCode::forbidden:
    case ProblemCode::foreign_origin:
      return 403;
    case ProblemCode::overloaded:
    case ProblemCode::storage_full:
    case ProblemCode::not_ready:
      return 503;
    case ProblemCode::internal:
      return 500;
  }
  return 500;
}

ProblemBody render_problem(const Refusal& refusal, const ProblemContext& context) {
  const ProblemHead head = make_head(status_of(refusal.code), name_of(refusal.code), context.language,
                                     list_params(refusal, context));
  ProblemBody problem{.status = head.status, .code = head.code, .body = {}};
  JsonWriter writer(problem.body);
  begin_problem(writer, head, context);
  write_members(writer, refusal);
  writer.end_object();
  if (head.status == 429)
    problem.retry_after_seconds = seconds_until(refusal.retry_at, context.now).value_or(1);
  return problem;
}

ProblemBody render_problem(ProblemCode code, const ProblemContext& context) {
  ProblemBody problem = render(make_head(status_of(code), name_of(code), context.language, {}), context);
  if (code == ProblemCode::overloaded) problem.retry_after_seconds = overload_retry_seconds;
  if (code == ProblemCode::storage_full || code == ProblemCode::not_ready) {
    problem.retry_after_seconds = not_ready_retry_seconds;
  }
  return problem;
}

ProblemBody render_problem(const std::vector<FieldFault>& faults, const ProblemContext& context) {
  const auto count = static_cast<std::int64_t>(faults.size());
  const std::string_view code = name_of(ProblemCode::validation_failed);
  const ProblemHead head =
      make_head(status_of(ProblemCode::validation_failed), code, context.language, {{"n", count}});
  ProblemBody problem{.status = head.status, .code = head.code, .body = {}};
  JsonWriter writer(problem.body);
  begin_problem(writer, head, context);
  writer.key("errors");
  writer.begin_array();
  for (const FieldFault& fault : faults) {
    writer.begin_object();
    writer.member("field", fault.field);
    writer.member("code", fault.code);
    writer.member("message", message(context.language, "fault." + std::string(fault.code), fault.params));
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return problem;
}

ProblemBody render_problem(const MalformedJson& fault, const ProblemContext& context) {
  const MessageParams params{{"reason", MessageKey{"json." + std::string(fault.reason)}},
                             {"offset", static_cast<std::int64_t>(fault.offset)}};
  const std::string_view code = name_of(ProblemCode::malformed_json);
  return render(make_head(status_of(ProblemCode::malformed_json), code, context.language, params), context);
}

ProblemBody render_problem(const BodyFault& fault, const ProblemContext& context) {
  return std::visit([&](const auto& kind) { return render_problem(kind, context); }, fault);
}

}  // namespace loyalty
