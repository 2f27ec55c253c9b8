#include "storage/customers.hpp"

#include "storage/rows.hpp"

namespace loyalty::storage {
namespace {

// No text equals NULL: who has no mail shares it with nobody.
const Sql select_others{
    "SELECT id FROM customers WHERE company_id = $1 AND program_id = $2 AND id <> $3 AND email = $4 "
    "UNION ALL "
    "SELECT id FROM customers WHERE company_id = $1 AND program_id = $2 AND id <> $3 AND phone = $5"};
const Sql update_customer{customer_row.update()};
const Sql delete_terms{"DELETE FROM card_search_terms WHERE company_id = $1 AND card_id = $2"};

}  // namespace

bool has_contact_of_another(Transaction& tx, const Customer& customer) {
  return tx
      .find(select_others,
            {customer.company_id, customer.program_id, customer.id, customer.email, customer.phone},
            [](Columns& row) { return row.integer(); })
      .has_value();
}

void set_customer(Transaction& tx, const Customer& customer) {
  tx.claim(update_customer, customer_row.changes(customer));
}

void delete_search_terms(Transaction& tx, const Card& card) {
  tx.send(delete_terms, {card.company_id, card.id});
}

}  // namespace loyalty::storage
