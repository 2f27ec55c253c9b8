// What statistics are made of: rows of the history and cards in the order of their ids, and the tables in
// which they are added up. How far those tables have counted stands in Totals, and moves in the same
// transaction as what is added.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/program.hpp"
#include "models/statistics.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// A vendor that runs a program: whoever runs none has no cards. What is counted is what happened at the
// vendor, and who joined there.
struct CountedVendor {
  CompanyId company_id{};
  VendorId vendor_id{};
  LoyaltyType loyalty_type = LoyaltyType::stamps;
  bool is_active = true;
  std::chrono::minutes business_day_starts_at{0};
  std::string timezone;
};
std::optional<CountedVendor> find_counted_vendor(Transaction& tx, CompanyId company, VendorId vendor);
// All of the installation, by their ids.
std::vector<CountedVendor> list_counted_vendors(Transaction& tx, std::optional<VendorId> after,
                                                std::int64_t limit);
std::int64_t count_companies(Transaction& tx);
std::int64_t count_vendors(Transaction& tx);

struct Totals {
  CompanyId company_id{};
  VendorId vendor_id{};
  TransactionId last_transaction_id{};  // the last that is counted
  CardId last_card_id{};
  Figures figures;
};
// As nothing when there are none.
Totals find_totals(Transaction& tx, CompanyId company, VendorId vendor);
// The same, made if need be and locked until the transaction ends.
Totals lock_totals(Transaction& tx, CompanyId company, VendorId vendor);
void set_totals(Transaction& tx, const Totals& totals);

// ---- What is not counted yet ----
// Rows with ids after those of the totals and before `end`, which may be the largest number.
struct CountedRow {
  TransactionId id{};
  CardId card_id{};
  TransactionType type = TransactionType::stamp_earned;
  std::int64_t stamps_delta = 0;
  std::int64_t points_delta = 0;
  std::optional<Date> last_visit;  // of the card, in what is counted
};
void each_uncounted_row(Transaction& tx, const Totals& totals, std::int64_t end, std::int64_t limit,
                        const std::function<void(const CountedRow&)>& visit);
void each_uncounted_card(Transaction& tx, const Totals& totals, std::int64_t end, std::int64_t limit,
                         const std::function<void(CardId)>& visit);
// How the rows up to `last` changed the points in lots, change by change, and when each lot expires.
void each_uncounted_lot_change(Transaction& tx, const Totals& totals, TransactionId last,
                               const std::function<void(Instant expires_at, std::int64_t points)>& visit);
bool has_uncounted(Transaction& tx, const Totals& totals, std::int64_t end);

// ---- What is counted ----
std::vector<DayFigures> list_days(Transaction& tx, CompanyId company, VendorId vendor, const DateSpan& span);
std::map<Instant, std::int64_t> list_expiries(Transaction& tx, CompanyId company, VendorId vendor);
// Cards that were used within the span.
std::int64_t count_visitors(Transaction& tx, CompanyId company, VendorId vendor, const DateSpan& span);

void add_to_day(Transaction& tx, const Totals& totals, Date date, const Figures& figures);
void add_to_expiry(Transaction& tx, const Totals& totals, Instant expires_at, std::int64_t points);
void delete_empty_expiries(Transaction& tx, const Totals& totals);
void set_last_visit(Transaction& tx, const Totals& totals, CardId card, Date date);
void add_returns(Transaction& tx, const Totals& totals, Date date, Date date_before, std::int64_t cards);

// As if nothing had ever been counted. The totals stay, at nothing, because they are locked.
void clear_statistics(Transaction& tx, CompanyId company, VendorId vendor);

}  // namespace loyalty::storage
