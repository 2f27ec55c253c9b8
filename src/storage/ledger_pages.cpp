#include "storage/ledger_pages.hpp"

#include <algorithm>

#include "storage/points.hpp"

namespace loyalty::storage {
namespace {

const std::string of_cards = "WHERE company_id = $1 AND card_id > $2 AND card_id <= $3 ";

const Sql select_cards{
    "SELECT id, stamp_count, total_stamps_earned, stamps_redeemed, points_balance, "
    "total_points_earned, points_redeemed, total_spent_cents, next_expiry_at, last_stamp_at, last_points_at "
    "FROM loyalty_cards WHERE company_id = $1 AND id > $2 AND id <= $3 ORDER BY id LIMIT $4"};
const Sql select_rows{
    "SELECT t.card_id, t.id, t.vendor_id, t.transaction_type, t.stamps_delta, t.points_delta, "
    "t.stamps_after, t.points_after, t.purchase_amount_cents, t.purchase_reference, t.reverses_id, "
    "t.linked_id, t.created_at, (SELECT p.transaction_id FROM purchase_references p WHERE p.company_id = "
    "$1 AND p.vendor_id = t.vendor_id AND p.reference = t.purchase_reference) "
    "FROM loyalty_transactions t WHERE t.company_id = $1 AND t.card_id > $2 AND t.card_id <= $3 "
    "ORDER BY t.card_id, t.id"};
const Sql select_lots{
    "SELECT card_id, id, points_earned, points_remaining, earned_at, expires_at FROM point_lots " + of_cards +
    "ORDER BY card_id, id"};
const Sql select_allocations{"SELECT card_id, transaction_id, lot_id, points FROM point_allocations " +
                             of_cards + "ORDER BY card_id, transaction_id, lot_id"};
const Sql select_references{
    "SELECT r.vendor_id, r.reference, r.card_id, r.transaction_id, (SELECT t.id FROM loyalty_transactions t "
    "WHERE t.company_id = $1 AND t.card_id = r.card_id AND t.id = r.transaction_id AND t.vendor_id = "
    "r.vendor_id AND t.purchase_reference = r.reference AND t.transaction_type = 'points_earned') "
    "FROM purchase_references r WHERE r.company_id = $1 AND (r.vendor_id, r.reference) > ($2, $3) "
    "ORDER BY r.vendor_id, r.reference LIMIT $4"};

Card read_card(Columns& row) {
  Card card;
  card.id = row.id<CardId>();
  card.stamp_count = row.integer();
  card.total_stamps_earned = row.integer();
  card.stamps_redeemed = row.integer();
  card.points_balance = row.integer();
  card.total_points_earned = row.integer();
  card.points_redeemed = row.integer();
  card.total_spent_cents = row.integer();
  card.next_expiry_at = row.maybe_instant();
  card.last_stamp_at = row.maybe_instant();
  card.last_points_at = row.maybe_instant();
  return card;
}

LedgerRow read_row(Columns& row) {
  LedgerRow ledger_row;
  auto& transaction = ledger_row.transaction;
  transaction.id = row.id<TransactionId>();
  transaction.vendor_id = row.id<VendorId>();
  transaction.type = row.name<TransactionType>();
  transaction.stamps_delta = row.integer();
  transaction.points_delta = row.integer();
  transaction.stamps_after = row.integer();
  transaction.points_after = row.integer();
  transaction.purchase_amount_cents = row.maybe_integer();
  transaction.purchase_reference = row.text();
  transaction.reverses_id = row.maybe_id<TransactionId>();
  transaction.linked_id = row.maybe_id<TransactionId>();
  transaction.created_at = row.instant();
  ledger_row.recorded_purchase_id = row.maybe_id<TransactionId>();
  return ledger_row;
}

Lot read_lot(Columns& row) {
  return {.id = row.id<TransactionId>(),
          .points_earned = row.integer(),
          .points_remaining = row.integer(),
          .earned_at = row.instant(),
          .expires_at = read_expiry(row.integer())};
}

Allocation read_allocation(Columns& row) {
  return {
      .transaction_id = row.id<TransactionId>(), .lot_id = row.id<TransactionId>(), .points = row.integer()};
}

// What belongs to cards after `after` up to `last`, each piece put where its card is. A piece may name a card
// that is not there.
class Collector {
 public:
  Collector(Transaction& tx, CompanyId company, CardId after, CardId last)
      : tx_(tx), company_(company), after_(after), last_(last) {}

  std::vector<CardLedger> collect(const std::vector<Card>& cards) {
    for (const auto& card : cards) ledgers_.push_back({.card_id = card.id, .card = card});
    gather(select_rows, read_row, &CardLedger::rows);
    gather(select_lots, read_lot, &CardLedger::lots);
    gather(select_allocations, read_allocation, &CardLedger::allocations);
    return std::move(ledgers_);
  }

 private:
  template <class Read, class Piece>
  void gather(const Sql& sql, Read read, std::vector<Piece> CardLedger::* pieces) {
    std::size_t place = 0;
    tx_.each(sql, {company_, after_, last_}, [&](const Row& row) {
      Columns columns(row);
      const auto card = columns.id<CardId>();
      while (place < ledgers_.size() && ledgers_[place].card_id < card) ++place;
      if (place == ledgers_.size() || ledgers_[place].card_id != card) {
        ledgers_.insert(ledgers_.begin() + static_cast<std::ptrdiff_t>(place), CardLedger{.card_id = card});
      }
      (ledgers_[place].*pieces).push_back(read(columns));
    });
  }

  Transaction& tx_;
  CompanyId company_;
  CardId after_;
  CardId last_;
  std::vector<CardLedger> ledgers_;
};

constexpr auto last_of_all = static_cast<CardId>(INT64_MAX);

}  // namespace

LedgerPage list_card_ledgers(Transaction& tx, CompanyId company, std::optional<CardId> after,
                             std::int64_t cards_max) {
  const auto begin = after.value_or(CardId{});
  const auto cards = tx.list(select_cards, {company, begin, last_of_all, cards_max}, read_card);
  const bool is_last = std::ssize(cards) < cards_max;
  const auto end = is_last ? last_of_all : cards.back().id;
  return {.cards = Collector(tx, company, begin, end).collect(cards),
          .next = is_last ? std::nullopt : std::optional(end)};
}

CardLedger find_card_ledger(Transaction& tx, CompanyId company, CardId card) {
  const auto begin = static_cast<CardId>(static_cast<std::int64_t>(card) - 1);
  const auto cards = tx.list(select_cards, {company, begin, card, 1}, read_card);
  auto ledgers = Collector(tx, company, begin, card).collect(cards);
  return ledgers.empty() ? CardLedger{.card_id = card} : std::move(ledgers.front());
}

std::vector<PurchaseReference> list_purchase_references(Transaction& tx, CompanyId company,
                                                        const std::optional<PurchaseReference>& after,
                                                        std::int64_t limit) {
  const auto vendor = after ? after->vendor_id : VendorId{};
  const std::string_view reference = after ? std::string_view(after->reference) : std::string_view();
  return tx.list(select_references, {company, vendor, reference, limit}, [](Columns& row) {
    return PurchaseReference{.vendor_id = row.id<VendorId>(),
                             .reference = row.text(),
                             .card_id = row.id<CardId>(),
                             .transaction_id = row.id<TransactionId>(),
                             .has_row = row.maybe_integer().has_value()};
  });
}

}  // namespace loyalty::storage
