#include "storage/transactions.hpp"

#include <algorithm>

#include "storage/rows.hpp"

namespace loyalty::storage {
namespace {

const std::string view_columns =
    transaction_row.columns("t.") +
    ", c.card_number, "
    // Within the row, where a join might go through all of the company's PINs for each.
    "(SELECT s.name FROM staff_pins s WHERE s.company_id = $1 AND s.id = t.staff_pin_id), "
    "k.first_name, k.last_name, c.erased_at, "
    "(SELECT v.id FROM loyalty_transactions v WHERE v.company_id = $1 AND v.card_id = t.card_id AND "
    "v.reverses_id = t.id)";
const std::string joins =
    " JOIN loyalty_cards c ON c.company_id = $1 AND c.id = t.card_id "
    "JOIN customers k ON k.company_id = $1 AND k.id = c.customer_id ";

// The inner query reads nothing but the vendor's index: an engine that knows of no numbers would rather go
// through all of the company's history, which lies in the order of its key.
const Sql select_one{"SELECT " + view_columns +
                     " FROM (SELECT card_id, id FROM loyalty_transactions WHERE company_id = $1 AND "
                     "vendor_id = $2 AND id = $3 "
                     "ORDER BY id LIMIT 1) found JOIN loyalty_transactions t ON t.company_id = $1 AND "
                     "t.card_id = found.card_id "
                     "AND t.id = found.id" +
                     joins};
const Sql select_last{
    "SELECT id FROM loyalty_transactions WHERE company_id = $1 AND card_id = $2 AND transaction_type <> "
    "'points_expired' ORDER BY id DESC LIMIT 1"};
// The inner query reads nothing but the index that carries the filters; only the rows of the page are looked
// up.
const Sql select_by_vendor{
    "SELECT " + view_columns +
    " FROM (SELECT card_id, id FROM loyalty_transactions WHERE company_id = $1 AND vendor_id = "
    "$2 AND "
    "id >= $3 AND id < $4 AND (CAST($5 AS TEXT) IS NULL OR transaction_type = $5) AND (CAST($6 AS BIGINT) IS "
    "NULL OR staff_pin_id = $6) "
    "ORDER BY id DESC LIMIT $7) page JOIN loyalty_transactions t ON t.company_id = $1 AND "
    "t.card_id = page.card_id AND t.id = page.id" +
    joins + "ORDER BY t.id DESC"};
const Sql select_by_card{
    "SELECT " + view_columns + " FROM loyalty_transactions t" + joins +
    "WHERE t.company_id = $1 AND t.card_id = $2 AND t.id >= $3 AND t.id < $4 AND "
    "(CAST($5 AS TEXT) IS NULL OR t.transaction_type = $5) AND (CAST($6 AS BIGINT) IS NULL OR t.staff_pin_id "
    "= $6) ORDER BY t.id DESC "
    "LIMIT $7"};

TransactionView read_view(Columns& row) {
  TransactionView view;
  auto& transaction = view.transaction = transaction_row(row);
  view.card_number = row.text();
  view.staff_name = row.text();
  view.first_name = row.text();
  view.last_name = row.text();
  if (row.maybe_instant()) {
    view.first_name.clear();
    view.last_name.clear();
    // A customer who was forgotten did it from a device of their own.
    if (!transaction.user_id) {
      transaction.ip_address.clear();
      transaction.user_agent.clear();
    }
  }
  view.voided_by_id = row.maybe_id<TransactionId>();
  return view;
}

}  // namespace

std::optional<TransactionView> find_transaction(Transaction& tx, CompanyId company, VendorId vendor,
                                                TransactionId id) {
  return tx.find(select_one, {company, vendor, id}, read_view);
}

std::optional<TransactionId> find_last_operation(Transaction& tx, const Card& card) {
  return tx.find(select_last, {card.company_id, card.id},
                 [](Columns& row) { return row.id<TransactionId>(); });
}

std::vector<TransactionView> list_transactions(Transaction& tx, CompanyId company, VendorId vendor,
                                               const TransactionFilter& filter) {
  // Ids rise with time, so a span of time is a span of ids.
  const std::int64_t first = filter.from ? first_id_at(*filter.from) : 0;
  std::int64_t end = filter.to ? first_id_at(*filter.to) : INT64_MAX;
  if (filter.before) end = std::min(end, to_integer(*filter.before));
  if (filter.card_id) {
    return tx.list(select_by_card,
                   {company, *filter.card_id, first, end, filter.type, filter.staff_pin_id, filter.limit},
                   read_view);
  }
  return tx.list(select_by_vendor,
                 {company, vendor, first, end, filter.type, filter.staff_pin_id, filter.limit}, read_view);
}

}  // namespace loyalty::storage
