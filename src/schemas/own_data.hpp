// What a vendor knows of a customer, as the customer sees and corrects it: shapes of
// /loyalty/cards/{card_token}/data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "models/card.hpp"
#include "schemas/card.hpp"
#include "schemas/checks.hpp"
#include "schemas/fault.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct OwnData {
  static constexpr std::string_view schema_name = "OwnData";
  const Customer& customer = blank<Customer>();
};
template <class Fields>
void describe_fields(Fields& f, const OwnData& a) {
  f("first_name", a.customer.first_name);
  f("last_name", a.customer.last_name, Rule{}.null_when_empty());
  f("email", a.customer.email);
  f("phone", a.customer.phone);
  f("birth_date", a.customer.birth_date, Rule{}.null_when_empty());
  f("locale", a.customer.locale);
  f("marketing_consent", a.customer.marketing_consent);
  f("marketing_consent_at", a.customer.marketing_consent_at, Rule{}.described("When it was last given."));
  f("terms_version", a.customer.terms_version);
  f("terms_accepted_at", a.customer.terms_accepted_at);
  f("created_at", a.customer.created_at);
}

// Everything: what a customer takes away as a file.
struct OwnDataAnswer {
  static constexpr std::string_view schema_name = "OwnDataAnswer";
  const CardWithCustomer& holder = blank<CardWithCustomer>();
  const Program& program = blank<Program>();
  const Vendor& vendor = blank<Vendor>();
  const std::vector<TransactionView>& transactions = blank<std::vector<TransactionView>>();
};
template <class Fields>
void describe_fields(Fields& f, const OwnDataAnswer& a) {
  describe_fields(f, OwnData{a.holder.customer});
  f("vendor", PublicVendor{a.vendor});
  f("card", HolderCard{a.holder, a.program});
  f("transactions", views_of<HolderTransaction>(a.transactions), Rule{}.described("The newest 2,000."));
}

struct OwnDataPatch {
  static constexpr std::string_view schema_name = "OwnDataPatch";
  Patch<std::string> first_name = {};
  Patch<std::string> last_name = {};
  Patch<std::string> email = {};  // normalised
  Patch<std::string> phone = {};  // as typed: its normal form depends on the vendor's country
  Patch<std::string> birth_date = {};
  Patch<std::string> locale = {};
  Patch<bool> marketing_consent = {};
};
template <class Fields>
void describe_fields(Fields& f, OwnDataPatch& r) {
  f("first_name", r.first_name, text(1, 80));
  f("last_name", r.last_name, text(0, 80).nullable());
  f("email", r.email, email_text().nullable());
  f("phone", r.phone, phone_text().nullable());
  f("birth_date", r.birth_date, birth_date_text().nullable());
  f("locale", r.locale, locale_text());
  f("marketing_consent", r.marketing_consent);
}
// Sets what the request names; what is then wrong with the customer, who may be half changed.
std::vector<FieldFault> apply(const OwnDataPatch& patch, Customer& customer, std::string_view country);

// The name of somebody who was forgotten, in the language of `locale`.
std::string make_pseudonym(std::string_view locale);

}  // namespace loyalty
