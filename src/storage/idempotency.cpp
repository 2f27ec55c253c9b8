#include "storage/idempotency.hpp"

namespace loyalty::storage {
namespace {

const std::string one_answer = " FROM idempotency_keys WHERE company_id = $1 AND key_digest = $2";
const Sql select_answer{"SELECT request_digest, status, body, created_at" + one_answer};
const Sql delete_answer{"DELETE" + one_answer};
const Sql insert_answer{
    "INSERT INTO idempotency_keys (company_id, key_digest, request_digest, status, body, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
const Sql select_old_answers{
    "SELECT company_id, key_digest FROM idempotency_keys WHERE created_at <= $1 ORDER BY created_at LIMIT "
    "$2"};
// What was answered anew meanwhile stays.
const Sql delete_old_answer{
    "DELETE FROM idempotency_keys WHERE company_id = $1 AND key_digest = $2 AND created_at <= $3"};

}  // namespace

std::optional<KeptAnswer> find_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                                           Instant kept_since) {
  Instant created_at{};
  auto answer = tx.find(select_answer, {company, key_digest}, [&](Columns& row) {
    KeptAnswer kept{.request_digest = row.text(), .status = row.integer(), .body = row.text()};
    created_at = row.instant();
    return kept;
  });
  if (!answer || created_at > kept_since) return answer;
  // The cleanup has not come by yet.
  tx.send(delete_answer, {company, key_digest});
  return std::nullopt;
}

void insert_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                        const KeptAnswer& answer, Instant now) {
  tx.claim(insert_answer, {company, key_digest, answer.request_digest, answer.status, answer.body, now});
}

std::int64_t delete_kept_answers(Transaction& tx, Instant older_than, std::int64_t limit) {
  struct Key {
    CompanyId company_id;
    std::string digest;
  };
  const auto old = tx.list(select_old_answers, {older_than, limit}, [](Columns& row) {
    const auto company = row.id<CompanyId>();
    return Key{.company_id = company, .digest = row.text()};
  });
  for (const auto& key : old) tx.send(delete_old_answer, {key.company_id, key.digest, older_than});
  return std::ssize(old);
}

}  // namespace loyalty::storage
