// Every answer that is not a success: application/problem+json (RFC 9457) in the caller's language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/zone.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "schemas/fault.hpp"
#include "texts/messages.hpp"

namespace loyalty {

// What goes wrong outside the product's own rules.
enum class ProblemCode {
  validation_failed,
  malformed_json,
  malformed_request,
  not_found,
  method_not_allowed,
  unsupported_media_type,
  body_too_large,
  headers_too_large,
  uri_too_long,
  request_timeout,
  expectation_failed,
  unauthenticated,
  forbidden,
  foreign_origin,
  overloaded,
  storage_full,
  not_ready,
  internal,
};

template <>
struct Names<ProblemCode> {
  using enum ProblemCode;
  static constexpr std::array<std::pair<ProblemCode, std::string_view>, 18> table{{
      {validation_failed, "validation_failed"},
      {malformed_json, "malformed_json"},
      {malformed_request, "malformed_request"},
      {not_found, "not_found"},
      {method_not_allowed, "method_not_allowed"},
      {unsupported_media_type, "unsupported_media_type"},
      {body_too_large, "body_too_large"},
      {headers_too_large, "headers_too_large"},
      {uri_too_long, "uri_too_long"},
      {request_timeout, "request_timeout"},
      {expectation_failed, "expectation_failed"},
      {unauthenticated, "unauthenticated"},
      {forbidden, "forbidden"},
      {foreign_origin, "foreign_origin"},
      {overloaded, "overloaded"},
      {storage_full, "storage_full"},
      {not_ready, "not_ready"},
      {internal, "internal"},
  }};
};

// Who is told, and what the texts need to know.
struct ProblemContext {
  Language language = Language::en;
  std::string_view request_id = {};
  Instant now{};                      // tells "14:32" from "14:32 on Monday"
  const Zone* zone = nullptr;         // the vendor's; times are told in UTC without it
  std::string_view currency = "EUR";  // the vendor's
};

struct ProblemBody {
  int status = 500;
  std::string_view code = {};                            // lives as long as the program
  std::string body = {};                                 // application/problem+json
  std::optional<std::int64_t> retry_after_seconds = {};  // for the Retry-After header
};

int status_of(RefusalCode code);
int status_of(ProblemCode code);

ProblemBody render_problem(const Refusal& refusal, const ProblemContext& context);
ProblemBody render_problem(ProblemCode code, const ProblemContext& context);
ProblemBody render_problem(const std::vector<FieldFault>& faults, const ProblemContext& context);
ProblemBody render_problem(const MalformedJson& fault, const ProblemContext& context);
ProblemBody render_problem(const BodyFault& fault, const ProblemContext& context);

}  // namespace loyalty
