#include "storage/stamps.hpp"

namespace loyalty::storage {
namespace {

const Sql count_stamps{
    "SELECT CAST(COALESCE(SUM(stamps_delta), 0) AS BIGINT) FROM loyalty_transactions WHERE company_id = $1 "
    "AND card_id = $2 "
    "AND id >= $3 "
    "AND (transaction_type = 'stamp_earned' OR (transaction_type = 'stamp_earned_voided' AND reverses_id >= "
    "$3))"};
const Sql select_last_stamp{
    "SELECT t.created_at FROM loyalty_transactions t WHERE t.company_id = $1 AND t.card_id = $2 AND "
    "t.transaction_type = 'stamp_earned' AND NOT EXISTS (SELECT 1 FROM loyalty_transactions v WHERE "
    "v.company_id = $1 AND v.card_id = t.card_id AND v.reverses_id = t.id) ORDER BY t.id DESC "
    "LIMIT 1"};

}  // namespace

std::int64_t count_stamps_since(Transaction& tx, const Card& card, Instant begins) {
  return *tx.find(count_stamps, {card.company_id, card.id, first_id_at(begins)},
                  [](Columns& row) { return row.integer(); });
}

std::optional<Instant> find_last_stamp_at(Transaction& tx, const Card& card) {
  return tx.find(select_last_stamp, {card.company_id, card.id}, [](Columns& row) { return row.instant(); });
}

}  // namespace loyalty::storage
