#include "schemas/own_data.hpp"

#include "base/contact.hpp"
#include "texts/messages.hpp"

namespace loyalty {

std::vector<FieldFault> apply(const OwnDataPatch& patch, Customer& customer, std::string_view country) {
  std::vector<FieldFault> faults;
  patch.first_name.apply_to(customer.first_name);
  patch.last_name.apply_to(customer.last_name);
  patch.email.apply_to(customer.email);
  patch.birth_date.apply_to(customer.birth_date);
  patch.locale.apply_to(customer.locale);
  patch.marketing_consent.apply_to(customer.marketing_consent);
  if (patch.phone.is_null) customer.phone.reset();
  if (patch.phone.value) {
    customer.phone = normalise_phone(*patch.phone.value, country);
    if (!customer.phone) faults.push_back({.field = "phone", .code = "invalid_phone"});
  }
  if (faults.empty() && !customer.email && !customer.phone) {
    faults.push_back({.field = "email", .code = "email_or_phone_required"});
  }
  return faults;
}

std::string make_pseudonym(std::string_view locale) {
  return message(find_by_name<Language>(locale).value_or(Language::en), "card.erased_customer");
}

}  // namespace loyalty
