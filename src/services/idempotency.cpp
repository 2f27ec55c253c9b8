#include "services/idempotency.hpp"

#include "storage/idempotency.hpp"

namespace loyalty {
namespace {

constexpr std::string_view separator{"\0", 1};

}  // namespace

IdempotentRequest make_idempotent_request(const Secrets& secrets, CompanyId company, std::string_view scope,
                                          std::string_view endpoint, std::string_view key,
                                          std::string_view body, Instant now) {
  return {.company_id = company,
          .key_digest = secrets.digest_request({scope, separator, endpoint, separator, key}),
          .request_digest = secrets.digest_request({endpoint, separator, body}),
          .now = now};
}

Outcome<std::optional<Answer>> find_first_answer(storage::Transaction& tx, const IdempotentRequest& request) {
  auto kept =
      storage::find_kept_answer(tx, request.company_id, request.key_digest, request.now - kept_answer_time);
  if (!kept) return std::optional<Answer>();
  if (kept->request_digest != request.request_digest) {
    return Refusal{.code = RefusalCode::idempotency_key_reused};
  }
  return std::optional(Answer{.status = static_cast<int>(kept->status), .body = std::move(kept->body)});
}

void keep_answer(storage::Transaction& tx, const IdempotentRequest& request, const Answer& answer) {
  storage::insert_kept_answer(
      tx, request.company_id, request.key_digest,
      {.request_digest = request.request_digest, .status = answer.status, .body = answer.body}, request.now);
}

}  // namespace loyalty
