#include "storage/mails.hpp"

#include "storage/row.hpp"

namespace loyalty::storage {
namespace {

constexpr auto mail_row =
    row_of("mails", key("company_id", &Mail::company_id), key("card_id", &Mail::card_id),
           key("id", &Mail::id), fixed("vendor_id", &Mail::vendor_id), fixed("kind", &Mail::kind),
           fixed("locale", &Mail::locale), fixed("attempts", &Mail::attempts),
           fixed("created_at", &Mail::created_at), fixed("due_at", &Mail::due_at));
const std::string one_mail = "WHERE company_id = $1 AND card_id = $2 AND id = $3";

const Sql insert_row{mail_row.insert()};
const Sql select_times{
    "SELECT created_at FROM mails WHERE company_id = $1 AND card_id = $2 AND created_at > $3 ORDER BY "
    "created_at DESC LIMIT $4"};
const Sql select_due{"SELECT " + mail_row.columns() +
                     " FROM mails WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2"};
const Sql count_waiting{
    "SELECT COUNT(*) FROM (SELECT 1 FROM mails WHERE due_at IS NOT NULL LIMIT $1) counted"};
const Sql claim_row{"UPDATE mails SET attempts = attempts + 1, due_at = $5 " + one_mail + " AND due_at = $4"};
const Sql settle_row{"UPDATE mails SET due_at = NULL " + one_mail};
const Sql delete_of_card{"DELETE FROM mails WHERE company_id = $1 AND card_id = $2"};
const Sql select_old{
    "SELECT company_id, card_id, id FROM mails WHERE created_at <= $1 ORDER BY created_at LIMIT $2"};
const Sql delete_row{"DELETE FROM mails " + one_mail};

}  // namespace

void insert_mail(Transaction& tx, const Mail& mail) { tx.send(insert_row, mail_row.values(mail)); }

std::vector<Instant> list_mail_times(Transaction& tx, const Card& card, Instant since, std::int64_t limit) {
  return tx.list(select_times, {card.company_id, card.id, since, limit},
                 [](Columns& row) { return row.instant(); });
}

std::vector<Mail> list_due_mails(Transaction& tx, Instant now, std::int64_t limit) {
  return tx.list(select_due, {now, limit}, mail_row);
}

std::int64_t count_waiting_mails(Transaction& tx, std::int64_t count_max) {
  return tx.find(count_waiting, {count_max}, [](Columns& row) { return row.integer(); }).value_or(0);
}

bool claim_mail(Transaction& tx, const Mail& seen, Instant due_at) {
  return tx.execute(claim_row, {seen.company_id, seen.card_id, seen.id, seen.due_at, due_at}) == 1;
}

void settle_mail(Transaction& tx, const Mail& mail) {
  tx.send(settle_row, {mail.company_id, mail.card_id, mail.id});
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
