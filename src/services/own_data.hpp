// What a vendor knows of a customer, in the hands of whoever has the card's token: to see, correct and erase.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "models/card.hpp"
#include "models/refusal.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Changes what its holder may change; false when the customer cannot be like that. `country` reads national
// telephone numbers. May be called twice.
using ChangeCustomer = std::function<bool(Customer& customer, std::string_view country)>;

struct ChangedCustomer {
  bool was_accepted = false;
  Customer customer;
};
// card_not_found; contact_not_possible when another member of the program has the mail or phone. Who agrees
// to marketing does so now.
Outcome<ChangedCustomer> change_own_data(storage::Transaction& tx, std::string_view card_token, Instant now,
                                         const ChangeCustomer& change);

// The name under which the history of somebody who was forgotten is kept, in a vendor's language.
using MakePseudonym = std::string (*)(std::string_view locale);

// Forgets the person and closes the card; what happened on it stays, under the pseudonym. Whoever asks again
// is told the same. The person may enrol anew. card_not_found.
Outcome<Done> erase_own_data(storage::Transaction& tx, std::string_view card_token, Instant now,
                             MakePseudonym make_pseudonym);

}  // namespace loyalty
