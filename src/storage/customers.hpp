// Changing what is known of a customer, and forgetting it.
#pragma once

#include "models/card.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// Whether another member of the program has the customer's mail or phone.
bool has_contact_of_another(Transaction& tx, const Customer& customer);
// Everything but its ids and when it was made. Throws StorageConflict when the mail or phone was given to
// somebody else just now.
void set_customer(Transaction& tx, const Customer& customer);
void delete_search_terms(Transaction& tx, const Card& card);

}  // namespace loyalty::storage
