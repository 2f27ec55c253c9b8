#include "storage/ledger.hpp"

namespace loyalty::storage {
namespace {

const Sql insert_card_row{
    "INSERT INTO loyalty_cards (company_id, id, program_id, joined_vendor_id, customer_id, card_number, "
    "qr_code, "
    "card_token, "
    "status, stamp_count, total_stamps_earned, stamps_redeemed, points_balance, total_points_earned, "
    "points_redeemed, total_spent_cents, next_expiry_at, last_stamp_at, last_points_at, version, "
    "enrolled_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) "
    "ON CONFLICT DO NOTHING"};
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
const Sql update_status{
    "UPDATE loyalty_cards SET status = $3, erased_at = $4, version = $5 WHERE company_id = $1 AND id = $2"};
const Sql update_next_expiry{
    "UPDATE loyalty_cards SET next_expiry_at = $3 WHERE company_id = $1 AND id = $2"};

}  // namespace

bool insert_card(Transaction& tx, const Card& c) {
  return tx.execute(insert_card_row, {c.company_id,
                                      c.id,
                                      c.program_id,
                                      c.joined_vendor_id,
                                      c.customer_id,
                                      c.card_number,
                                      c.qr_code,
                                      c.card_token,
                                      name_of(c.status),
                                      c.stamp_count,
                                      c.total_stamps_earned,
                                      c.stamps_redeemed,
                                      c.points_balance,
                                      c.total_points_earned,
                                      c.points_redeemed,
                                      c.total_spent_cents,
                                      c.next_expiry_at,
                                      c.last_stamp_at,
                                      c.last_points_at,
                                      c.version,
                                      c.enrolled_at}) == 1;
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

void set_card_status(Transaction& tx, const Card& card) {
  tx.send(update_status, {card.company_id, card.id, name_of(card.status), card.erased_at, card.version});
}

void set_next_expiry(Transaction& tx, const Card& card) {
  tx.send(update_next_expiry, {card.company_id, card.id, card.next_expiry_at});
}

}  // namespace loyalty::storage
