#include "storage/stamps.hpp"

namespace loyalty::storage {
namespace {

const Sql count_stamps{
    "SELECT COALESCE(SUM(stamps_delta), 0) FROM loyalty_transactions WHERE company_id = $1 AND card_id = $2 "
    "AND id >= $3 "
    "AND (transaction_type = 'stamp_earned' OR (transaction_type = 'stamp_earned_voided' AND reverses_id >= "
    "$3))"};
const Sql select_last_stamp{
    "SELECT t.created_at FROM loyalty_transactions t WHERE t.company_id = $1 AND t.card_id = $2 AND "
    "t.transaction_type = 'stamp_earned' AND NOT EXISTS (SELECT 1 FROM loyalty_transactions v WHERE "
    "v.company_id = t.company_id AND v.card_id = t.card_id AND v.reverses_id = t.id) ORDER BY t.id DESC "
    "LIMIT 1"};
const Sql insert_row{
    "INSERT INTO loyalty_transactions (company_id, card_id, id, vendor_id, transaction_type, staff_pin_id, "
    "user_id, "
    "stamps_delta, points_delta, stamps_after, points_after, purchase_amount_cents, purchase_reference, "
    "reverses_id, "
    "reward, notes, ip_address, user_agent, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
    "$11, $12, $13, "
    "$14, $15, $16, $17, $18, $19)"};
const Sql update_balances{
    "UPDATE loyalty_cards SET stamp_count = $3, total_stamps_earned = $4, stamps_redeemed = $5, "
    "points_balance = $6, "
    "total_points_earned = $7, points_redeemed = $8, last_stamp_at = $9, last_points_at = $10, version = $11 "
    "WHERE company_id = $1 AND id = $2"};

}  // namespace

std::int64_t count_stamps_since(Transaction& tx, const Card& card, Instant begins) {
  return *tx.find(count_stamps, {card.company_id, card.id, first_id_at(begins)},
                  [](Columns& row) { return row.integer(); });
}

std::optional<Instant> find_last_stamp_at(Transaction& tx, const Card& card) {
  return tx.find(select_last_stamp, {card.company_id, card.id}, [](Columns& row) { return row.instant(); });
}

void insert_transaction(Transaction& tx, const LoyaltyTransaction& t) {
  tx.execute(insert_row,
             {t.company_id, t.card_id, t.id, t.vendor_id, name_of(t.type), t.staff_pin_id, t.user_id,
              t.stamps_delta, t.points_delta, t.stamps_after, t.points_after, t.purchase_amount_cents,
              text_or_null(t.purchase_reference), t.reverses_id, text_or_null(t.reward),
              text_or_null(t.notes), text_or_null(t.ip_address), text_or_null(t.user_agent), t.created_at});
}

void set_card_balances(Transaction& tx, const Card& card) {
  tx.execute(update_balances, {card.company_id, card.id, card.stamp_count, card.total_stamps_earned,
                               card.stamps_redeemed, card.points_balance, card.total_points_earned,
                               card.points_redeemed, card.last_stamp_at, card.last_points_at, card.version});
}

void record_on_card(Transaction& tx, const Card& card, const LoyaltyTransaction& transaction) {
  insert_transaction(tx, transaction);
  set_card_balances(tx, card);
}

}  // namespace loyalty::storage
