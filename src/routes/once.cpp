#include "routes/once.hpp"

#include "base/text.hpp"
#include "routes/routes.hpp"

namespace loyalty {
namespace {

constexpr std::size_t key_bytes_max = 255;

Reply reply(const ProblemBody& problem) {
  return {.status = problem.status,
          .body = problem.body,
          .code = problem.code,
          .retry_after_seconds = problem.retry_after_seconds};
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= key_bytes_max && is_printable(text);
}

}  // namespace

Reply reply(const Call& call, const Refusal& refusal) {
  return reply(render_problem(refusal, call.context()));
}

Reply reply(const Call& call, const std::vector<FieldFault>& faults) {
  return reply(render_problem(faults, call.context()));
}

Response to_response(Reply reply) {
  auto response = reply.status == 204 ? answer_nothing() : answer_json(reply.status, std::move(reply.body));
  response.code = reply.code;
  if (reply.retry_after_seconds) response.set("Retry-After", std::to_string(*reply.retry_after_seconds));
  if (reply.is_replay) response.set("Idempotent-Replayed", "true");
  return response;
}

Result<std::optional<IdempotentRequest>, Response> read_idempotency_key(const Call& call, CompanyId company,
                                                                        std::string_view scope) {
  const auto& request = call.request;
  std::optional<std::string_view> key;
  for (const auto& [name, value] : request.headers) {
    if (name == "idempotency-key") key = value;
  }
  if (!key) return std::optional<IdempotentRequest>();
  if (!is_key(*key)) {
    return refuse(call, {FieldFault{.field = "Idempotency-Key", .code = "invalid_idempotency_key"}});
  }
  // The endpoint is the route; whose path or body is another one is another request.
  const auto& entry = all_routes()[call.match.index].entry;
  const auto endpoint = std::string(entry.method) + " " + std::string(entry.path);
  return std::optional(make_idempotent_request(call.services.secrets, company, scope, endpoint, *key,
                                               request.path + "\n" + request.body, request.received_at));
}

}  // namespace loyalty
