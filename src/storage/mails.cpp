#include "storage/mails.hpp"

#include "storage/row.hpp"

namespace loyalty::storage {
namespace {

constexpr auto mail_row =
    row_of("mails", key("company_id", &Mail::company_id), key("card_id", &Mail::card_id),
           key("id", &Mail::id), fixed("vendor_id", &Mail::vendor_id), fixed("kind", &Mail::kind),
           fixed("locale", &Mail::locale), fixed("created_at", &Mail::created_at));
const std::string one_mail = "WHERE company_id = $1 AND card_id = $2 AND id = $3";

// created_at is the last of the row's columns.
const Sql insert_row{"INSERT INTO mails (" + mail_row.columns() +
                     ", attempts, due_since, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $7, $7)"};
const Sql select_row{"SELECT " + mail_row.columns() + " FROM mails " + one_mail};
const Sql select_times{
    "SELECT created_at FROM mails WHERE company_id = $1 AND card_id = $2 AND created_at > $3 ORDER BY "
    "created_at DESC LIMIT $4"};
const Sql delete_of_card{"DELETE FROM mails WHERE company_id = $1 AND card_id = $2"};
const Sql select_old{
    "SELECT company_id, card_id, id FROM mails WHERE dead_at IS NULL AND due_since <= $1 "
    "ORDER BY due_since LIMIT $2"};
const Sql delete_row{"DELETE FROM mails " + one_mail};

}  // namespace

const DueTable& due_mails() {
  static const DueTable table({.table = "mails", .owner = "card_id", .id = "id"});
  return table;
}

void insert_mail(Transaction& tx, const Mail& mail) { tx.send(insert_row, mail_row.values(mail)); }

std::optional<Mail> find_mail(Transaction& tx, const DueKey& key) {
  return tx.find(select_row, {key.company_id, key.owner_id, key.id}, mail_row);
}

std::vector<Instant> list_mail_times(Transaction& tx, const Card& card, Instant since, std::int64_t limit) {
  return tx.list(select_times, {card.company_id, card.id, since, limit},
                 [](Columns& row) { return row.instant(); });
}

void delete_mails_of_card(Transaction& tx, const Card& card) {
  tx.send(delete_of_card, {card.company_id, card.id});
}

std::int64_t delete_old_mails(Transaction& tx, Instant older_than, std::int64_t limit) {
  const auto old = tx.list(select_old, {older_than, limit}, [](Columns& row) {
    return Mail{.company_id = row.id<CompanyId>(), .card_id = row.id<CardId>(), .id = row.id<MailId>()};
  });
  for (const auto& mail : old) tx.send(delete_row, {mail.company_id, mail.card_id, mail.id});
  return std::ssize(old);
}

}  // namespace loyalty::storage
