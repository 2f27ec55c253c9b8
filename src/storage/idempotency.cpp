#include "storage/idempotency.hpp"

namespace loyalty::storage {
namespace {

const Sql select_answer{
    "SELECT request_digest, status, body FROM idempotency_keys WHERE company_id = $1 AND key_digest = $2 AND "
    "created_at > $3"};
const Sql upsert_answer{
    "INSERT INTO idempotency_keys (company_id, key_digest, request_digest, status, body, created_at) VALUES "
    "($1, $2, $3, "
    "$4, $5, $6) ON CONFLICT (company_id, key_digest) DO UPDATE SET request_digest = "
    "excluded.request_digest, "
    "status = excluded.status, body = excluded.body, created_at = excluded.created_at "
    "WHERE idempotency_keys.created_at <= $7"};
const Sql delete_answers{
    "DELETE FROM idempotency_keys WHERE (company_id, key_digest) IN (SELECT company_id, key_digest FROM "
    "idempotency_keys "
    "WHERE created_at <= $1 ORDER BY created_at LIMIT $2)"};

}  // namespace

std::optional<KeptAnswer> find_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                                           Instant kept_since) {
  return tx.find(select_answer, {company, key_digest, kept_since}, [](Columns& row) {
    return KeptAnswer{.request_digest = row.text(), .status = row.integer(), .body = row.text()};
  });
}

void insert_kept_answer(Transaction& tx, CompanyId company, std::string_view key_digest,
                        const KeptAnswer& answer, Instant now, Instant kept_since) {
  const auto kept = tx.execute(upsert_answer, {company, key_digest, answer.request_digest, answer.status,
                                               answer.body, now, kept_since});
  if (kept == 0) throw StorageBusy("the same key is being answered");
}

std::int64_t delete_kept_answers(Transaction& tx, Instant older_than, std::int64_t limit) {
  return tx.execute(delete_answers, {older_than, limit});
}

}  // namespace loyalty::storage
