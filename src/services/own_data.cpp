#include "services/own_data.hpp"

#include "services/card_change.hpp"
#include "services/card_secrets.hpp"
#include "services/search_terms.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/customers.hpp"
#include "storage/mails.hpp"

namespace loyalty {
namespace {

struct InHand {
  CardWithCustomer holder;  // locked
  Company company;
};

Outcome<InHand> lock_by_token(storage::Transaction& tx, std::string_view card_token) {
  const auto id = find_company_of_token(card_token);
  auto company = id ? storage::find_company(tx, *id) : std::nullopt;
  const auto found =
      company && company->is_active ? storage::find_card_by_token(tx, *id, card_token) : std::nullopt;
  if (!found) return Refusal{.code = RefusalCode::card_not_found};
  auto locked = storage::lock_card(tx, *id, found->card.id);
  if (!locked) throw storage::StorageFault("a card that went away");
  return InHand{.holder = std::move(*locked), .company = std::move(*company)};
}

}  // namespace

Outcome<ChangedCustomer> change_own_data(storage::Transaction& tx, std::string_view card_token, Instant now,
                                         const ChangeCustomer& change) {
  auto in_hand = lock_by_token(tx, card_token);
  if (!in_hand) return in_hand.error();
  auto& [card, customer, expiring] = in_hand->holder;
  if (card.erased_at) return Refusal{.code = RefusalCode::card_not_found};
  const auto stored = customer;
  if (!change(customer, in_hand->company.country)) return ChangedCustomer{.customer = std::move(customer)};
  if (customer.marketing_consent && !stored.marketing_consent) customer.marketing_consent_at = now;
  if (storage::has_contact_of_another(tx, customer)) {
    return Refusal{.code = RefusalCode::contact_not_possible};
  }
  if (customer != stored) {
    storage::set_customer(tx, customer);
    storage::delete_search_terms(tx, card);
    storage::insert_search_terms(tx, card, compute_search_terms(card, customer));
    record(tx, card, card);
  }
  return ChangedCustomer{.was_accepted = true, .customer = std::move(customer)};
}

Outcome<Done> erase_own_data(storage::Transaction& tx, std::string_view card_token, Instant now,
                             MakePseudonym make_pseudonym) {
  auto in_hand = lock_by_token(tx, card_token);
  if (!in_hand) return in_hand.error();
  auto& [card, customer, expiring] = in_hand->holder;
  if (card.erased_at) return Done{};
  const auto vendor = storage::find_vendor(tx, card.company_id, card.joined_vendor_id);
  if (!vendor) throw storage::StorageFault("a card without a vendor");
  const Customer nobody{.company_id = customer.company_id,
                        .id = customer.id,
                        .program_id = customer.program_id,
                        .joined_vendor_id = customer.joined_vendor_id,
                        .first_name = make_pseudonym(vendor->locale),
                        .locale = vendor->locale,
                        .terms_version = customer.terms_version,
                        .terms_accepted_at = customer.terms_accepted_at,
                        .created_at = customer.created_at};
  storage::set_customer(tx, nobody);
  storage::delete_search_terms(tx, card);
  storage::delete_mails_of_card(tx, card);
  const auto before = card;
  card.status = CardStatus::closed;
  card.erased_at = now;
  record(tx, before, card);
  return Done{};
}

}  // namespace loyalty
