#include "storage/ledger.hpp"

#include "storage/rows.hpp"

namespace loyalty::storage {
namespace {

const Sql insert_card_row{card_row.insert() + " ON CONFLICT DO NOTHING"};
const Sql insert_row{transaction_row.insert()};
// Whoever read another version than is stored decided by what is no longer so, however that came about: a
// lock does not hold while a shard of a cluster moves. Then there is no version, and the column's NOT NULL
// refuses.
const Sql update_balances{
    "UPDATE loyalty_cards SET stamp_count = $3, total_stamps_earned = $4, stamps_redeemed = $5, "
    "points_balance = $6, total_points_earned = $7, points_redeemed = $8, total_spent_cents = $9, "
    "last_stamp_at = $10, last_points_at = $11, version = CASE WHEN version = $13 THEN CAST($12 AS BIGINT) "
    "END "
    "WHERE company_id = $1 AND id = $2"};
const Sql update_status{
    "UPDATE loyalty_cards SET status = $3, erased_at = $4, version = CASE WHEN version = $6 THEN CAST($5 AS "
    "BIGINT) END "
    "WHERE company_id = $1 AND id = $2"};
const Sql update_next_expiry{
    "UPDATE loyalty_cards SET next_expiry_at = $3, version = CASE WHEN version = $4 THEN version END "
    "WHERE company_id = $1 AND id = $2"};

}  // namespace

bool insert_card(Transaction& tx, const Card& card) {
  return tx.execute(insert_card_row, card_row.values(card)) == 1;
}

void insert_transaction(Transaction& tx, const LoyaltyTransaction& transaction) {
  tx.send(insert_row, transaction_row.values(transaction));
}

void set_card_balances(Transaction& tx, const Card& card, std::int64_t stored_version) {
  tx.claim(update_balances,
           {card.company_id, card.id, card.stamp_count, card.total_stamps_earned, card.stamps_redeemed,
            card.points_balance, card.total_points_earned, card.points_redeemed, card.total_spent_cents,
            card.last_stamp_at, card.last_points_at, card.version, stored_version});
}

void set_card_status(Transaction& tx, const Card& card, std::int64_t stored_version) {
  tx.claim(update_status,
           {card.company_id, card.id, card.status, card.erased_at, card.version, stored_version});
}

void set_next_expiry(Transaction& tx, const Card& card) {
  tx.claim(update_next_expiry, {card.company_id, card.id, card.next_expiry_at, card.version});
}

}  // namespace loyalty::storage
