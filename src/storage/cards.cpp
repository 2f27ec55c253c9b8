#include "storage/cards.hpp"

#include "storage/rows.hpp"

namespace loyalty::storage {
namespace {

const std::string from_cards =
    " FROM loyalty_cards c JOIN customers k ON k.company_id = $1 AND k.id = c.customer_id ";
const std::string select_cards =
    "SELECT " + card_row.columns("c.") + ", " + customer_row.columns("k.") + from_cards;

// By a whole unique key and nothing more: an index of the program's would look as good to a planner that
// knows of no numbers. Whose card it is is looked at when it is found.
const std::string by_id = select_cards + "WHERE c.company_id = $1 AND c.id = $2";
const std::string by_number = select_cards + "WHERE c.company_id = $1 AND c.card_number = $2";
const std::string by_qr = select_cards + "WHERE c.company_id = $1 AND c.qr_code = $2";

const Sql select_by_id{by_id};
const Sql select_by_number{by_number};
const Sql select_by_qr{by_qr};
const Sql select_by_id_locked{by_id, "c"};
const Sql select_by_number_locked{by_number, "c"};
const Sql select_by_qr_locked{by_qr, "c"};
const Sql select_by_token{select_cards + "WHERE c.company_id = $1 AND c.card_token = $2"};

const Sql select_customer_by_email{
    "SELECT id FROM customers WHERE company_id = $1 AND program_id = $2 AND email = $3"};
const Sql select_customer_by_phone{
    "SELECT id FROM customers WHERE company_id = $1 AND program_id = $2 AND phone = $3"};
const Sql select_card_of_customer{select_cards + "WHERE c.company_id = $1 AND c.customer_id = $2"};

const Sql insert_customer_row{customer_row.insert() + " ON CONFLICT DO NOTHING"};
const Sql insert_term{
    "INSERT INTO card_search_terms (company_id, program_id, term, card_id) VALUES ($1, $2, $3, $4) ON "
    "CONFLICT DO NOTHING"};

const Sql select_page{
    select_cards + "WHERE c.company_id = $1 AND c.program_id = $2 AND c.id < $3 ORDER BY c.id DESC LIMIT $4"};
// Down from a place among the cards of a status to its first: that order only one index has.
const Sql select_page_by_status{
    select_cards +
    "WHERE c.company_id = $1 AND c.program_id = $2 AND c.status >= $5 AND (c.status, c.id) < ($5, $3) "
    "ORDER BY c.status DESC, c.id DESC LIMIT $4"};
// ($3, $4) is the place after which to go on and $5 the end of the terms; $6 and $7 bound the other's. That
// one is asked for as a value: what EXISTS asks PostgreSQL may gather beforehand, for all cards that there
// are.
const Sql select_terms{
    "SELECT s.term, s.card_id, CASE WHEN $6 = '' THEN 1 ELSE COALESCE((SELECT 1 FROM card_search_terms o "
    "WHERE o.company_id = $1 AND o.card_id = s.card_id AND o.term >= $6 AND o.term < $7 "
    "ORDER BY o.term LIMIT 1), 0) END "
    "FROM card_search_terms s WHERE s.company_id = $1 AND s.program_id = $2 AND "
    "(s.term, s.card_id) > ($3, $4) AND s.term < $5 ORDER BY s.term, s.card_id LIMIT $8"};
const Sql count_matches{
    "SELECT COUNT(*) FROM (SELECT 1 FROM card_search_terms WHERE company_id = $1 AND program_id = $2 AND "
    "term >= $3 AND term < $4 LIMIT $5) counted"};

CardWithCustomer read_card(Columns& row) {
  auto card = card_row(row);
  return {.card = std::move(card), .customer = customer_row(row)};
}

std::optional<CustomerId> find_customer(Transaction& tx, const Sql& sql, CompanyId company, ProgramId program,
                                        const std::optional<std::string>& contact) {
  if (!contact) return std::nullopt;
  return tx.find(sql, {company, program, *contact}, [](Columns& row) { return row.id<CustomerId>(); });
}

// Above every text that begins with the prefix: no UTF-8 sorts after U+10FFFF.
std::string end_of(std::string_view prefix) { return std::string(prefix) + "\xF4\x8F\xBF\xBF"; }

}  // namespace

std::optional<CardWithCustomer> find_card(Transaction& tx, CompanyId company, CardId id) {
  return tx.find(select_by_id, {company, id}, read_card);
}

std::optional<CardWithCustomer> find_card_by_number(Transaction& tx, CompanyId company,
                                                    std::string_view card_number) {
  return tx.find(select_by_number, {company, card_number}, read_card);
}

std::optional<CardWithCustomer> find_card_by_qr(Transaction& tx, CompanyId company,
                                                std::string_view qr_code) {
  return tx.find(select_by_qr, {company, qr_code}, read_card);
}

std::optional<CardWithCustomer> find_card_by_token(Transaction& tx, CompanyId company,
                                                   std::string_view card_token) {
  return tx.find(select_by_token, {company, card_token}, read_card);
}

std::optional<CardWithCustomer> lock_card(Transaction& tx, CompanyId company, CardId id) {
  return tx.find(select_by_id_locked, {company, id}, read_card);
}

std::optional<CardWithCustomer> lock_card_by_number(Transaction& tx, CompanyId company,
                                                    std::string_view card_number) {
  return tx.find(select_by_number_locked, {company, card_number}, read_card);
}

std::optional<CardWithCustomer> lock_card_by_qr(Transaction& tx, CompanyId company,
                                                std::string_view qr_code) {
  return tx.find(select_by_qr_locked, {company, qr_code}, read_card);
}

std::optional<CardWithCustomer> find_card_by_contact(Transaction& tx, CompanyId company, ProgramId program,
                                                     const std::optional<std::string>& email,
                                                     const std::optional<std::string>& phone) {
  auto customer = find_customer(tx, select_customer_by_email, company, program, email);
  if (!customer) customer = find_customer(tx, select_customer_by_phone, company, program, phone);
  if (!customer) return std::nullopt;
  return tx.find(select_card_of_customer, {company, *customer}, read_card);
}

bool insert_customer(Transaction& tx, const Customer& customer) {
  return tx.execute(insert_customer_row, customer_row.values(customer)) == 1;
}

void insert_search_terms(Transaction& tx, const Card& card, const std::vector<std::string>& terms) {
  for (const auto& term : terms) tx.send(insert_term, {card.company_id, card.program_id, term, card.id});
}

std::vector<CardWithCustomer> list_cards(Transaction& tx, CompanyId company, ProgramId program,
                                         const CardFilter& filter) {
  const std::int64_t before = filter.before ? to_integer(*filter.before) : INT64_MAX;
  if (filter.status) {
    return tx.list(select_page_by_status, {company, program, before, filter.limit, *filter.status},
                   read_card);
  }
  return tx.list(select_page, {company, program, before, filter.limit}, read_card);
}

std::vector<SearchMatch> search_terms(Transaction& tx, CompanyId company, ProgramId program,
                                      std::string_view prefix, std::string_view other,
                                      const std::optional<SearchPlace>& after, std::int64_t limit) {
  // No card's id is 0.
  const bool goes_on = after && after->term >= prefix;
  const std::string_view after_term = goes_on ? std::string_view(after->term) : prefix;
  const std::int64_t after_card = goes_on ? to_integer(after->card_id) : 0;
  return tx.list(select_terms,
                 {company, program, after_term, after_card, end_of(prefix), other, end_of(other), limit},
                 [](Columns& row) {
                   SearchMatch match;
                   match.place.term = row.text();
                   match.place.card_id = row.id<CardId>();
                   match.has_other = row.boolean();
                   return match;
                 });
}

std::int64_t count_terms(Transaction& tx, CompanyId company, ProgramId program, std::string_view prefix,
                         std::int64_t count_max) {
  const auto count = tx.find(count_matches, {company, program, prefix, end_of(prefix), count_max},
                             [](Columns& row) { return row.integer(); });
  return count.value_or(0);
}

}  // namespace loyalty::storage
