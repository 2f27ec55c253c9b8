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
  std::string_view first_name = {};
  std::string_view last_name = {};
  std::optional<std::string_view> email = {};
  std::optional<std::string_view> phone = {};
  std::string_view birth_date = {};
  std::string_view locale = {};
  bool marketing_consent = false;
  std::optional<Instant> marketing_consent_at = {};
  std::int64_t terms_version = 0;
  Instant terms_accepted_at{};
  Instant created_at{};
};
template <class Fields>
void describe_fields(Fields& f, const OwnData& a) {
  f("first_name", a.first_name);
  f("last_name", a.last_name, Rule{}.null_when_empty());
  f("email", a.email);
  f("phone", a.phone);
  f("birth_date", a.birth_date, Rule{}.null_when_empty());
  f("locale", a.locale);
  f("marketing_consent", a.marketing_consent);
  f("marketing_consent_at", a.marketing_consent_at, Rule{}.described("When it was last given."));
  f("terms_version", a.terms_version);
  f("terms_accepted_at", a.terms_accepted_at);
  f("created_at", a.created_at);
}
// The answer looks into the customer, who must outlive it.
OwnData to_own_data(const Customer& customer);

// Everything: what a customer takes away as a file.
struct OwnDataAnswer {
  static constexpr std::string_view schema_name = "OwnDataAnswer";
  OwnData customer = {};  // its fields stand at the top
  PublicVendor vendor = {};
  HolderCard card = {};
  std::vector<HolderTransaction> transactions = {};
};
template <class Fields>
void describe_fields(Fields& f, const OwnDataAnswer& a) {
  describe_fields(f, a.customer);
  f("vendor", a.vendor);
  f("card", a.card);
  f("transactions", a.transactions, Rule{}.described("The newest 2,000."));
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
