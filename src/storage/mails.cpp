#include "storage/mails.hpp"

namespace loyalty::storage {
namespace {

const std::string columns = "company_id, vendor_id, card_id, id, kind, locale, created_at";
const std::string one_mail = "WHERE company_id = $1 AND card_id = $2 AND id = $3";

const Sql insert_row{"INSERT INTO mails (" + columns +
                     ", attempts, due_since, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $7, $7)"};
const Sql select_row{"SELECT " + columns + " FROM mails " + one_mail};
const Sql select_times{
    "SELECT created_at FROM mails WHERE company_id = $1 AND card_id = $2 AND created_at > $3 ORDER BY "
    "created_at DESC LIMIT $4"};
const Sql delete_of_card{"DELETE FROM mails WHERE company_id = $1 AND card_id = $2"};
const Sql select_old{
    "SELECT company_id, card_id, id FROM mails WHERE dead_at IS NULL AND due_since <= $1 ORDER BY due_since "
    "LIMIT "
    "$2"};
const Sql delete_row{"DELETE FROM mails " + one_mail};

Mail read_mail(Columns& row) {
  return {.company_id = row.id<CompanyId>(),
          .vendor_id = row.id<VendorId>(),
          .card_id = row.id<CardId>(),
          .id = row.id<MailId>(),
          .kind = row.name<MailKind>(),
          .locale = row.text(),
          .created_at = row.instant()};
}

}  // namespace

const DueTable& due_mails() {
  static const DueTable table({.table = "mails", .owner = "card_id", .id = "id"});
  return table;
}

void insert_mail(Transaction& tx, const Mail& m) {
  tx.send(insert_row, {m.company_id, m.vendor_id, m.card_id, m.id, name_of(m.kind), m.locale, m.created_at});
}

std::optional<Mail> find_mail(Transaction& tx, const DueKey& key) {
  return tx.find(select_row, {key.company_id, key.owner_id, key.id}, read_mail);
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
