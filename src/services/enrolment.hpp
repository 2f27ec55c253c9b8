// Enrolling: a person becomes a customer and gets a card.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/card.hpp"
#include "models/company.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "services/card_secrets.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Where somebody enrols: found by the vendor's code.
struct EnrolmentPlace {
  Vendor vendor;
  std::string country;  // reads national phone numbers
  Program program;
};
// vendor_not_found, program_not_found (the vendor has none yet).
Outcome<EnrolmentPlace> find_enrolment_place(storage::Transaction& tx, std::string_view vendor_code);

struct Enrol {
  Actor actor;
  CustomerId customer_id{};
  CardId card_id{};
  TransactionId welcome_id{};
  CardSecretsInReserve secrets;
  std::string first_name;
  std::string last_name;
  std::optional<std::string> email;  // normalised; this or the phone is there
  std::optional<std::string> phone;
  std::string birth_date;
  std::string locale;  // empty: the vendor's
  bool marketing_consent = false;
};
struct Enrolled {
  bool already_enrolled = false;
  Program program;
  CardWithCustomer holder;
};
// program_not_found, program_inactive. Somebody who has a card already keeps it, unchanged.
Outcome<Enrolled> enrol(storage::Transaction& tx, const Enrol& command);

}  // namespace loyalty
