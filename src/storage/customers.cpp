#include "storage/customers.hpp"

namespace loyalty::storage {
namespace {

// No text equals NULL: who has no mail shares it with nobody.
const Sql select_others{
    "SELECT id FROM customers WHERE company_id = $1 AND program_id = $2 AND id <> $3 AND email = $4 "
    "UNION ALL "
    "SELECT id FROM customers WHERE company_id = $1 AND program_id = $2 AND id <> $3 AND phone = $5"};
const Sql update_customer{
    "UPDATE customers SET first_name = $3, last_name = $4, email = $5, phone = $6, birth_date = $7, "
    "locale = $8, marketing_consent = $9, marketing_consent_at = $10, terms_version = $11, "
    "terms_accepted_at = $12 WHERE company_id = $1 AND id = $2"};
const Sql delete_terms{"DELETE FROM card_search_terms WHERE company_id = $1 AND card_id = $2"};

}  // namespace

bool has_contact_of_another(Transaction& tx, const Customer& customer) {
  return tx
      .find(select_others,
            {customer.company_id, customer.program_id, customer.id, customer.email, customer.phone},
            [](Columns& row) { return row.integer(); })
      .has_value();
}

void set_customer(Transaction& tx, const Customer& k) {
  tx.claim(update_customer,
           {k.company_id, k.id, k.first_name, k.last_name, k.email, k.phone, k.birth_date, k.locale,
            k.marketing_consent, k.marketing_consent_at, k.terms_version, k.terms_accepted_at});
}

void delete_search_terms(Transaction& tx, const Card& card) {
  tx.send(delete_terms, {card.company_id, card.id});
}

}  // namespace loyalty::storage
