// The same Idempotency-Key and request give the same answer, and the work is done once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/ids.hpp"
#include "models/refusal.hpp"
#include "services/secrets.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

inline constexpr std::chrono::hours kept_answer_time{48};

// One key at one endpoint of one vendor.
struct IdempotentRequest {
  CompanyId company_id{};
  std::string key_digest;
  std::string request_digest;
  Instant now{};
};
// `scope` is the vendor's id or code, `endpoint` the method and path.
IdempotentRequest make_idempotent_request(const Secrets& secrets, CompanyId company, std::string_view scope,
                                          std::string_view endpoint, std::string_view key,
                                          std::string_view body, Instant now);

struct Answer {
  int status = 200;
  std::string body;
};
// The first answer, if there is one; idempotency_key_reused when it was to another request.
Outcome<std::optional<Answer>> find_first_answer(storage::Transaction& tx, const IdempotentRequest& request);
void keep_answer(storage::Transaction& tx, const IdempotentRequest& request, const Answer& answer);

}  // namespace loyalty
