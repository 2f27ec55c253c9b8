#include "storage/points.hpp"

namespace loyalty::storage {
namespace {

constexpr std::int64_t never = INT64_MAX;

const std::string lot_columns =
    "company_id, card_id, id, points_earned, points_remaining, earned_at, expires_at, "
    "points_per_euro_thousandths, points_expire_after_days";
const std::string select_lots =
    "SELECT " + lot_columns + " FROM point_lots WHERE company_id = $1 AND card_id = $2 ";
const std::string open = "AND is_spent = 0 ";
const std::string by_id = "AND is_spent IN (0, 1) AND id = $3";

const Sql insert_lot_row{
    "INSERT INTO point_lots (" + lot_columns +
    ", is_spent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $5 = 0 THEN 1 ELSE 0 END)"};
const Sql select_lot{select_lots + by_id};
const Sql select_open{select_lots + open + "ORDER BY expires_at, id LIMIT $3"};
const Sql select_due{select_lots + open + "AND expires_at <= $3 ORDER BY expires_at, id"};
const Sql update_lot{
    "UPDATE point_lots SET points_remaining = points_remaining + $4, is_spent = CASE WHEN points_remaining + "
    "$4 = 0 "
    "THEN 1 ELSE 0 END WHERE company_id = $1 AND card_id = $2 " +
    by_id};
const Sql insert_allocation{
    "INSERT INTO point_allocations (company_id, card_id, transaction_id, lot_id, points) VALUES ($1, $2, $3, "
    "$4, $5)"};
const Sql select_allocations{
    "SELECT transaction_id, lot_id, points FROM point_allocations WHERE company_id = $1 AND card_id = $2 AND "
    "transaction_id = $3 ORDER BY lot_id"};
const Sql select_expired{
    "SELECT CAST(COALESCE(-SUM(a.points), 0) AS BIGINT) FROM point_allocations a JOIN loyalty_transactions t "
    "ON t.company_id = $1 AND t.card_id = a.card_id AND t.id = a.transaction_id WHERE a.company_id = $1 AND "
    "a.card_id = $2 AND a.lot_id = $3 AND t.transaction_type = 'points_expired'"};
const Sql select_first_expiry{"SELECT expires_at FROM point_lots WHERE company_id = $1 AND card_id = $2 " +
                              open + "ORDER BY expires_at, id LIMIT 1"};
const Sql select_due_sum{
    "SELECT CAST(COALESCE(SUM(points_remaining), 0) AS BIGINT) FROM point_lots WHERE company_id = $1 AND "
    "card_id = $2 " +
    open + "AND expires_at <= $3"};
const Sql select_next_expiring{
    "SELECT expires_at, CAST(SUM(points_remaining) AS BIGINT) FROM point_lots WHERE company_id = $1 AND "
    "card_id = $2 " +
    open + "AND expires_at > $3 AND expires_at < $4 GROUP BY expires_at ORDER BY expires_at LIMIT 1"};
const Sql select_due_cards{
    "SELECT program_id, id FROM loyalty_cards WHERE company_id = $1 AND next_expiry_at <= $2 ORDER BY "
    "next_expiry_at, id "
    "LIMIT $3"};
const Sql insert_reference{
    "INSERT INTO purchase_references (company_id, vendor_id, reference, card_id, transaction_id) VALUES ($1, "
    "$2, $3, $4, "
    "$5) ON CONFLICT DO NOTHING"};
const Sql select_reference{
    "SELECT transaction_id FROM purchase_references WHERE company_id = $1 AND vendor_id = $2 AND reference = "
    "$3"};
const Sql delete_reference{
    "DELETE FROM purchase_references WHERE company_id = $1 AND vendor_id = $2 AND reference = $3"};

Lot read_lot(Columns& row) {
  return {.company_id = row.id<CompanyId>(),
          .card_id = row.id<CardId>(),
          .id = row.id<TransactionId>(),
          .points_earned = row.integer(),
          .points_remaining = row.integer(),
          .earned_at = row.instant(),
          .expires_at = read_expiry(row.integer()),
          .points_per_euro = row.value<Thousandths>(),
          .expire_after_days = row.maybe_integer()};
}

std::int64_t read_integer(Columns& row) { return row.integer(); }

}  // namespace

std::optional<Instant> read_expiry(std::int64_t stored) {
  return stored == never ? std::nullopt : std::optional(from_milliseconds(stored));
}

void insert_lot(Transaction& tx, const Lot& lot) {
  tx.send(insert_lot_row, {lot.company_id, lot.card_id, lot.id, lot.points_earned, lot.points_remaining,
                           lot.earned_at, lot.expires_at ? to_milliseconds(*lot.expires_at) : never,
                           lot.points_per_euro, lot.expire_after_days});
}

std::optional<Lot> find_lot(Transaction& tx, const Card& card, TransactionId id) {
  return tx.find(select_lot, {card.company_id, card.id, id}, read_lot);
}

std::vector<Lot> list_open_lots(Transaction& tx, const Card& card, std::int64_t limit) {
  return tx.list(select_open, {card.company_id, card.id, limit}, read_lot);
}

std::vector<Lot> list_due_lots(Transaction& tx, const Card& card, Instant now) {
  return tx.list(select_due, {card.company_id, card.id, now}, read_lot);
}

void allocate(Transaction& tx, const Card& card, const Allocation& a) {
  tx.send(update_lot, {card.company_id, card.id, a.lot_id, a.points});
  tx.send(insert_allocation, {card.company_id, card.id, a.transaction_id, a.lot_id, a.points});
}

std::vector<Allocation> list_allocations(Transaction& tx, const Card& card, TransactionId transaction) {
  return tx.list(select_allocations, {card.company_id, card.id, transaction}, [](Columns& row) {
    return Allocation{.transaction_id = row.id<TransactionId>(),
                      .lot_id = row.id<TransactionId>(),
                      .points = row.integer()};
  });
}

std::int64_t sum_expired(Transaction& tx, const Card& card, TransactionId lot) {
  return *tx.find(select_expired, {card.company_id, card.id, lot}, read_integer);
}

std::optional<Instant> find_first_expiry(Transaction& tx, const Card& card) {
  const auto stored = tx.find(select_first_expiry, {card.company_id, card.id}, read_integer);
  return read_expiry(stored.value_or(never));
}

std::int64_t sum_due(Transaction& tx, const Card& card, Instant now) {
  return *tx.find(select_due_sum, {card.company_id, card.id, now}, read_integer);
}

std::optional<ExpiringPoints> find_next_expiring(Transaction& tx, const Card& card, Instant now) {
  return tx.find(select_next_expiring, {card.company_id, card.id, now, never}, [](Columns& row) {
    const auto expires_at = row.instant();
    return ExpiringPoints{.points = row.integer(), .expires_at = expires_at};
  });
}

std::vector<DueCard> list_due_cards(Transaction& tx, CompanyId company, Instant now, std::int64_t limit) {
  return tx.list(select_due_cards, {company, now, limit}, [](Columns& row) {
    return DueCard{.program_id = row.id<ProgramId>(), .card_id = row.id<CardId>()};
  });
}

bool insert_purchase_reference(Transaction& tx, const Card& card, VendorId vendor, std::string_view reference,
                               TransactionId transaction) {
  return tx.execute(insert_reference, {card.company_id, vendor, reference, card.id, transaction}) == 1;
}

std::optional<TransactionId> find_purchase(Transaction& tx, CompanyId company, VendorId vendor,
                                           std::string_view reference) {
  return tx.find(select_reference, {company, vendor, reference},
                 [](Columns& row) { return row.id<TransactionId>(); });
}

void delete_purchase_reference(Transaction& tx, CompanyId company, VendorId vendor,
                               std::string_view reference) {
  tx.send(delete_reference, {company, vendor, reference});
}

}  // namespace loyalty::storage
