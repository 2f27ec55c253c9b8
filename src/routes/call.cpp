#include "routes/call.hpp"

#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t hashing_threads = 2;
constexpr std::size_t hashing_queue_max = 256;
constexpr std::size_t user_agent_bytes_max = 255;

}  // namespace

Services::Services(const Config& config_in, storage::Store& store_in, Metrics& metrics_in, IdSource& ids_in,
                   const std::vector<embedded::File>& web_files)
    : config(config_in),
      store(store_in),
      metrics(metrics_in),
      ids(ids_in),
      secrets(config_in.secret_key, config_in.bcrypt_cost),
      lockout{.attempts_max = config_in.pin_max_attempts,
              .lock_time = std::chrono::minutes(config_in.pin_lockout_minutes)},
      glyphs(web_files),
      hashing(hashing_threads, hashing_queue_max) {}

Actor Call::actor() const {
  Actor actor{.ip_address = request.client_address,
              .user_agent = std::string(cut_utf8(request.header("user-agent"), user_agent_bytes_max)),
              .now = request.received_at};
  // What a client says of itself may be any bytes; what is stored is text.
  if (!is_printable(actor.user_agent)) actor.user_agent.clear();
  if (caller) {
    actor.company_id = caller->company_id.value_or(CompanyId{});
    actor.user_id = caller->user_id;
    actor.session_id = caller->session_id;
    actor.role = caller->role;
  }
  if (vendor != nullptr) {
    actor.vendor_id = vendor->id;
    actor.program_id = vendor->program_id;
  }
  return actor;
}

ProblemContext Call::context() const {
  return {.language = language,
          .request_id = request.request_id,
          .now = request.received_at,
          .zone = zone ? &*zone : nullptr,
          .currency = vendor != nullptr ? std::string_view(vendor->currency) : std::string_view("EUR")};
}

Response answer_json(int status, std::string body) {
  Response response;
  response.status = status;
  response.content_type = status >= 400 ? "application/problem+json" : "application/json";
  response.body = std::move(body);
  return response;
}

Response answer_nothing() {
  Response response;
  response.status = 204;
  return response;
}

Response answer_problem(const ProblemBody& problem) {
  auto response = answer_json(problem.status, problem.body);
  response.code = problem.code;
  if (problem.retry_after_seconds) response.set("Retry-After", std::to_string(*problem.retry_after_seconds));
  return response;
}

Response refuse(const Call& call, const Refusal& refusal) {
  return answer_problem(render_problem(refusal, call.context()));
}

Response refuse(const Call& call, ProblemCode code) {
  return answer_problem(render_problem(code, call.context()));
}

Response refuse(const Call& call, const std::vector<FieldFault>& faults) {
  return answer_problem(render_problem(faults, call.context()));
}

std::optional<Response> check_content_type(const Call& call) {
  if (call.request.body.empty()) return std::nullopt;
  const auto type = call.request.header("content-type");
  const auto essence = trim(type.substr(0, type.find(';')));
  if (equal_ignoring_case(essence, "application/json")) return std::nullopt;
  return refuse(call, ProblemCode::unsupported_media_type);
}

Response refuse_body(const Call& call, const BodyFault& fault) {
  return answer_problem(render_problem(fault, call.context()));
}

}  // namespace loyalty
