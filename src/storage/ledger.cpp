#include "storage/ledger.hpp"

namespace loyalty::storage {
namespace {

const Sql insert_row{
    "INSERT INTO loyalty_transactions (company_id, card_id, id, vendor_id, transaction_type, staff_pin_id, "
    "user_id, stamps_delta, points_delta, stamps_after, points_after, purchase_amount_cents, "
    "purchase_reference, reverses_id, linked_id, reward_id, reward, notes, ip_address, user_agent, "
    "created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
    "$21)"};
const Sql update_balances{
    "UPDATE loyalty_cards SET stamp_count = $3, total_stamps_earned = $4, stamps_redeemed = $5, "
    "points_balance = $6, total_points_earned = $7, points_redeemed = $8, total_spent_cents = $9, "
    "last_stamp_at = $10, last_points_at = $11, version = $12 WHERE company_id = $1 AND id = $2"};
const Sql update_next_expiry{
    "UPDATE loyalty_cards SET next_expiry_at = $3 WHERE company_id = $1 AND id = $2"};

}  // namespace

void record_on_card(Transaction& tx, const Card& card, const LoyaltyTransaction& transaction) {
  insert_transaction(tx, transaction);
  set_card_balances(tx, card);
}

void insert_transaction(Transaction& tx, const LoyaltyTransaction& t) {
  tx.send(insert_row, {t.company_id,
                       t.card_id,
                       t.id,
                       t.vendor_id,
                       name_of(t.type),
                       t.staff_pin_id,
                       t.user_id,
                       t.stamps_delta,
                       t.points_delta,
                       t.stamps_after,
                       t.points_after,
                       t.purchase_amount_cents,
                       text_or_null(t.purchase_reference),
                       t.reverses_id,
                       t.linked_id,
                       t.reward_id,
                       text_or_null(t.reward),
                       text_or_null(t.notes),
                       text_or_null(t.ip_address),
                       text_or_null(t.user_agent),
                       t.created_at});
}

void set_card_balances(Transaction& tx, const Card& card) {
  tx.send(update_balances,
          {card.company_id, card.id, card.stamp_count, card.total_stamps_earned, card.stamps_redeemed,
           card.points_balance, card.total_points_earned, card.points_redeemed, card.total_spent_cents,
           card.last_stamp_at, card.last_points_at, card.version});
}

void set_next_expiry(Transaction& tx, const Card& card) {
  tx.send(update_next_expiry, {card.company_id, card.id, card.next_expiry_at});
}

}  // namespace loyalty::storage
