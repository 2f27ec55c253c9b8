#include "storage/statistics.hpp"

namespace loyalty::storage {
namespace {

const std::string figure_columns =
    "enrolments, stamps_issued, stamps_redeemed, rewards_redeemed, points_issued, points_redeemed, "
    "points_expired, points_adjusted";

const std::string counted_vendors =
    "SELECT v.company_id, v.id, p.loyalty_type, p.is_active, p.business_day_starts_at, v.timezone "
    "FROM program_vendors l JOIN loyalty_programs p ON p.company_id = l.company_id AND p.id = l.program_id "
    "JOIN vendors v ON v.company_id = l.company_id AND v.id = l.vendor_id ";
const Sql select_counted_vendor{
    counted_vendors +
    "WHERE l.company_id = $1 AND p.company_id = $1 AND v.company_id = $1 AND l.vendor_id = $2"};
const Sql select_counted_vendors{counted_vendors + "WHERE v.id > $1 ORDER BY v.id LIMIT $2"};
const Sql select_companies_number{"SELECT COUNT(*) FROM companies"};
const Sql select_vendors_number{"SELECT COUNT(*) FROM vendors"};

const std::string one_totals = "SELECT last_transaction_id, last_card_id, " + figure_columns +
                               " FROM statistics_totals WHERE company_id = $1 AND vendor_id = $2";
const Sql select_totals{one_totals};
const Sql select_totals_locked{one_totals, "statistics_totals"};
const Sql insert_totals{
    "INSERT INTO statistics_totals (company_id, vendor_id, last_transaction_id, last_card_id, " +
    figure_columns + ") VALUES ($1, $2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING"};
const Sql update_totals{
    "UPDATE statistics_totals SET last_transaction_id = $3, last_card_id = $4, enrolments = $5, "
    "stamps_issued = $6, stamps_redeemed = $7, rewards_redeemed = $8, points_issued = $9, "
    "points_redeemed = $10, points_expired = $11, points_adjusted = $12 "
    "WHERE company_id = $1 AND vendor_id = $2"};

const std::string uncounted = "WHERE t.company_id = $1 AND t.vendor_id = $2 AND t.id > $3 AND t.id < $4 ";
// Asked for within the row, where a join might go through all of the vendor's visits for each.
const Sql select_rows{
    "SELECT t.id, t.card_id, t.transaction_type, t.stamps_delta, t.points_delta, (SELECT l.date FROM "
    "statistics_last_visits l WHERE l.company_id = $1 AND l.vendor_id = $2 AND l.card_id = t.card_id) "
    "FROM loyalty_transactions t " +
    uncounted + "ORDER BY t.id LIMIT $5"};
const Sql select_cards{
    "SELECT id FROM loyalty_cards WHERE company_id = $1 AND joined_vendor_id = $2 AND id > $3 AND id < $4 "
    "ORDER BY id LIMIT $5"};
// CROSS JOIN keeps the order, from the few rows to their lots, and the addition keeps a planner from looking
// up the whole span of ids instead of the one.
const Sql select_lots{
    "SELECT p.expires_at, p.points_earned FROM loyalty_transactions t CROSS JOIN point_lots p " + uncounted +
    "AND t.points_delta <> 0 AND p.company_id = $1 AND p.card_id = t.card_id AND p.is_spent IN (0, "
    "1) AND p.id = t.id"};
const Sql select_allocations{
    "SELECT p.expires_at, a.points FROM loyalty_transactions t "
    "CROSS JOIN point_allocations a CROSS JOIN point_lots p " +
    uncounted +
    "AND t.points_delta <> 0 AND a.company_id = $1 AND a.card_id = t.card_id AND "
    "a.transaction_id = t.id + 0 AND p.company_id = $1 AND p.card_id = a.card_id AND p.is_spent IN "
    "(0, 1) AND p.id = a.lot_id"};

const std::string one_vendor = "company_id = $1 AND vendor_id = $2";
const Sql select_days{"SELECT date, " + figure_columns + " FROM statistics_days WHERE " + one_vendor +
                      " AND date >= $3 AND date <= $4 ORDER BY date"};
const Sql select_expiries{"SELECT expires_at, points FROM statistics_expiries WHERE " + one_vendor};
const Sql select_visitors{"SELECT CAST(COALESCE(SUM(cards), 0) AS BIGINT) FROM statistics_returns WHERE " +
                          one_vendor + " AND date >= $3 AND date <= $4 AND date_before < $3"};

const Sql upsert_day{
    "INSERT INTO statistics_days (company_id, vendor_id, date, " + figure_columns +
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (company_id, vendor_id, date) DO "
    "UPDATE SET enrolments = statistics_days.enrolments + excluded.enrolments, "
    "stamps_issued = statistics_days.stamps_issued + excluded.stamps_issued, "
    "stamps_redeemed = statistics_days.stamps_redeemed + excluded.stamps_redeemed, "
    "rewards_redeemed = statistics_days.rewards_redeemed + excluded.rewards_redeemed, "
    "points_issued = statistics_days.points_issued + excluded.points_issued, "
    "points_redeemed = statistics_days.points_redeemed + excluded.points_redeemed, "
    "points_expired = statistics_days.points_expired + excluded.points_expired, "
    "points_adjusted = statistics_days.points_adjusted + excluded.points_adjusted"};
const Sql upsert_expiry{
    "INSERT INTO statistics_expiries (company_id, vendor_id, expires_at, points) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (company_id, vendor_id, expires_at) DO "
    "UPDATE SET points = statistics_expiries.points + excluded.points"};
const Sql delete_expiries_at_zero{"DELETE FROM statistics_expiries WHERE " + one_vendor + " AND points = 0"};
const Sql upsert_last_visit{
    "INSERT INTO statistics_last_visits (company_id, vendor_id, card_id, date) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (company_id, vendor_id, card_id) DO UPDATE SET date = excluded.date"};
const Sql upsert_returns{
    "INSERT INTO statistics_returns (company_id, vendor_id, date, date_before, cards) VALUES ($1, $2, $3, "
    "$4, "
    "$5) ON CONFLICT (company_id, vendor_id, date, date_before) DO "
    "UPDATE SET cards = statistics_returns.cards + excluded.cards"};

const Sql delete_days{"DELETE FROM statistics_days WHERE " + one_vendor};
const Sql delete_expiries{"DELETE FROM statistics_expiries WHERE " + one_vendor};
const Sql delete_last_visits{"DELETE FROM statistics_last_visits WHERE " + one_vendor};
const Sql delete_returns{"DELETE FROM statistics_returns WHERE " + one_vendor};

std::int64_t days_of(Date date) { return date.time_since_epoch().count(); }
Date read_date(Columns& row) { return Date{std::chrono::days{row.integer()}}; }
std::int64_t read_number(Columns& row) { return row.integer(); }

Figures read_figures(Columns& row) {
  return {.enrolments = row.integer(),
          .stamps_issued = row.integer(),
          .stamps_redeemed = row.integer(),
          .rewards_redeemed = row.integer(),
          .points_issued = row.integer(),
          .points_redeemed = row.integer(),
          .points_expired = row.integer(),
          .points_adjusted = row.integer()};
}

CountedVendor read_counted_vendor(Columns& row) {
  return {.company_id = row.id<CompanyId>(),
          .vendor_id = row.id<VendorId>(),
          .loyalty_type = row.name<LoyaltyType>(),
          .is_active = row.boolean(),
          .business_day_starts_at = std::chrono::minutes(row.integer()),
          .timezone = row.text()};
}

CountedRow read_row(Columns& row) {
  CountedRow read{.id = row.id<TransactionId>(),
                  .card_id = row.id<CardId>(),
                  .type = row.name<TransactionType>(),
                  .stamps_delta = row.integer(),
                  .points_delta = row.integer(),
                  .last_visit = std::nullopt};
  if (const auto days = row.maybe_integer()) read.last_visit = Date{std::chrono::days{*days}};
  return read;
}

std::optional<Totals> find_totals_by(Transaction& tx, const Sql& sql, CompanyId company, VendorId vendor) {
  return tx.find(sql, {company, vendor}, [&](Columns& row) {
    return Totals{.company_id = company,
                  .vendor_id = vendor,
                  .last_transaction_id = row.id<TransactionId>(),
                  .last_card_id = row.id<CardId>(),
                  .figures = read_figures(row)};
  });
}

}  // namespace

std::optional<CountedVendor> find_counted_vendor(Transaction& tx, CompanyId company, VendorId vendor) {
  return tx.find(select_counted_vendor, {company, vendor}, read_counted_vendor);
}

std::vector<CountedVendor> list_counted_vendors(Transaction& tx, std::optional<VendorId> after,
                                                std::int64_t limit) {
  return tx.list(select_counted_vendors, {after.value_or(VendorId{}), limit}, read_counted_vendor);
}

std::int64_t count_companies(Transaction& tx) { return *tx.find(select_companies_number, {}, read_number); }

std::int64_t count_vendors(Transaction& tx) { return *tx.find(select_vendors_number, {}, read_number); }

Totals find_totals(Transaction& tx, CompanyId company, VendorId vendor) {
  return find_totals_by(tx, select_totals, company, vendor)
      .value_or(Totals{.company_id = company, .vendor_id = vendor});
}

Totals lock_totals(Transaction& tx, CompanyId company, VendorId vendor) {
  tx.send(insert_totals, {company, vendor});
  return find_totals_by(tx, select_totals_locked, company, vendor).value();
}

void set_totals(Transaction& tx, const Totals& t) {
  const auto& f = t.figures;
  tx.send(update_totals, {t.company_id, t.vendor_id, t.last_transaction_id, t.last_card_id, f.enrolments,
                          f.stamps_issued, f.stamps_redeemed, f.rewards_redeemed, f.points_issued,
                          f.points_redeemed, f.points_expired, f.points_adjusted});
}

void each_uncounted_row(Transaction& tx, const Totals& totals, std::int64_t end, std::int64_t limit,
                        const std::function<void(const CountedRow&)>& visit) {
  tx.each(select_rows, {totals.company_id, totals.vendor_id, totals.last_transaction_id, end, limit},
          [&](const Row& row) {
            Columns columns(row);
            visit(read_row(columns));
          });
}

void each_uncounted_card(Transaction& tx, const Totals& totals, std::int64_t end, std::int64_t limit,
                         const std::function<void(CardId)>& visit) {
  tx.each(select_cards, {totals.company_id, totals.vendor_id, totals.last_card_id, end, limit},
          [&](const Row& row) { visit(static_cast<CardId>(row.integer(0))); });
}

void each_uncounted_lot_change(Transaction& tx, const Totals& totals, TransactionId last,
                               const std::function<void(Instant expires_at, std::int64_t points)>& visit) {
  const auto end = to_integer(last) + 1;
  for (const auto* sql : {&select_lots, &select_allocations}) {
    tx.each(*sql, {totals.company_id, totals.vendor_id, totals.last_transaction_id, end},
            [&](const Row& row) { visit(from_milliseconds(row.integer(0)), row.integer(1)); });
  }
}

bool has_uncounted(Transaction& tx, const Totals& totals, std::int64_t end) {
  bool found = false;
  each_uncounted_row(tx, totals, end, 1, [&](const CountedRow&) { found = true; });
  if (!found) each_uncounted_card(tx, totals, end, 1, [&](CardId) { found = true; });
  return found;
}

std::vector<DayFigures> list_days(Transaction& tx, CompanyId company, VendorId vendor, const DateSpan& span) {
  return tx.list(select_days, {company, vendor, days_of(span.from), days_of(span.to)}, [](Columns& row) {
    const auto date = read_date(row);
    return DayFigures{.date = date, .figures = read_figures(row)};
  });
}

std::map<Instant, std::int64_t> list_expiries(Transaction& tx, CompanyId company, VendorId vendor) {
  std::map<Instant, std::int64_t> points;
  tx.each(select_expiries, {company, vendor},
          [&](const Row& row) { points.emplace(from_milliseconds(row.integer(0)), row.integer(1)); });
  return points;
}

std::int64_t count_visitors(Transaction& tx, CompanyId company, VendorId vendor, const DateSpan& span) {
  return *tx.find(select_visitors, {company, vendor, days_of(span.from), days_of(span.to)}, read_number);
}

void add_to_day(Transaction& tx, const Totals& totals, Date date, const Figures& f) {
  tx.send(upsert_day, {totals.company_id, totals.vendor_id, days_of(date), f.enrolments, f.stamps_issued,
                       f.stamps_redeemed, f.rewards_redeemed, f.points_issued, f.points_redeemed,
                       f.points_expired, f.points_adjusted});
}

void add_to_expiry(Transaction& tx, const Totals& totals, Instant expires_at, std::int64_t points) {
  tx.send(upsert_expiry, {totals.company_id, totals.vendor_id, expires_at, points});
}

void delete_empty_expiries(Transaction& tx, const Totals& totals) {
  tx.send(delete_expiries_at_zero, {totals.company_id, totals.vendor_id});
}

void set_last_visit(Transaction& tx, const Totals& totals, CardId card, Date date) {
  tx.send(upsert_last_visit, {totals.company_id, totals.vendor_id, card, days_of(date)});
}

void add_returns(Transaction& tx, const Totals& totals, Date date, Date date_before, std::int64_t cards) {
  tx.send(upsert_returns, {totals.company_id, totals.vendor_id, days_of(date), days_of(date_before), cards});
}

void clear_statistics(Transaction& tx, CompanyId company, VendorId vendor) {
  for (const auto* sql : {&delete_days, &delete_expiries, &delete_last_visits, &delete_returns}) {
    tx.send(*sql, {company, vendor});
  }
  set_totals(tx, {.company_id = company, .vendor_id = vendor});
}

}  // namespace loyalty::storage
