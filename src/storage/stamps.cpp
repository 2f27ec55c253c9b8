#include "storage/stamps.hpp"

namespace loyalty::storage {
namespace {

// The order is that of the primary key alone. Without it PostgreSQL took the vendor's index while the table
// was small, and kept that plan: each stamp read all of the vendor's stamps of today.
const Sql count_stamps{
    "SELECT CAST(COALESCE(SUM(today.stamps_delta), 0) AS BIGINT) FROM (SELECT stamps_delta FROM "
    "loyalty_transactions WHERE company_id = $1 AND card_id = $2 AND id >= $3 AND (transaction_type = "
    "'stamp_earned' OR (transaction_type = 'stamp_earned_voided' AND reverses_id >= $3)) ORDER BY id) today"};
const Sql select_last_stamp{
    "SELECT t.created_at FROM loyalty_transactions t WHERE t.company_id = $1 AND t.card_id = $2 AND "
    "t.transaction_type = 'stamp_earned' AND t.id <> $3 AND NOT EXISTS (SELECT 1 FROM loyalty_transactions v "
    "WHERE "
    "v.company_id = $1 AND v.card_id = t.card_id AND v.reverses_id = t.id) ORDER BY t.id DESC "
    "LIMIT 1"};

}  // namespace

std::int64_t count_stamps_since(Transaction& tx, const Card& card, Instant begins) {
  return *tx.find(count_stamps, {card.company_id, card.id, first_id_at(begins)},
                  [](Columns& row) { return row.integer(); });
}

std::optional<Instant> find_last_stamp_at_without(Transaction& tx, const Card& card, TransactionId without) {
  return tx.find(select_last_stamp, {card.company_id, card.id, without},
                 [](Columns& row) { return row.instant(); });
}

}  // namespace loyalty::storage
