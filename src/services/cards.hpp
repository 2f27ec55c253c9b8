// Cards: enrolment, look-up, lists, search, and opening and closing them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/card.hpp"
#include "models/company.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "models/transaction.hpp"
#include "rules/card_code.hpp"
#include "services/actor.hpp"
#include "storage/cards.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// What a card can be found by that must not be guessed. Made before a write starts, some in reserve for the
// rare case that a number is taken.
struct CardSecrets {
  std::string card_number;
  std::string qr_code;
  std::string card_token;  // carries the company, so that the holder's page needs no other key
};
using CardSecretsInReserve = std::array<CardSecrets, 3>;
CardSecretsInReserve make_card_secrets(CompanyId company);
// The company inside a card token; none for anything that is not one.
std::optional<CompanyId> find_company_of_token(std::string_view card_token);

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

// Makes a card ready to be shown: the balance without what has expired by `now`, and what expires next. A
// card that was made so is not stored any more. What this room and the counter answer is ready.
void show_points(storage::Transaction& tx, CardWithCustomer& holder, Instant now);

// card_not_found. For looking; what decides by a balance locks the card.
Outcome<CardWithCustomer> look_up_card(storage::Transaction& tx, const Actor& actor, const CardCode& code);
// The same, locked and as it is stored.
Outcome<CardWithCustomer> lock_card_by_code(storage::Transaction& tx, const Actor& actor,
                                            const CardCode& code);

// card_not_found.
Outcome<CardWithCustomer> view_card(storage::Transaction& tx, const Actor& actor, CardId id);
std::vector<CardWithCustomer> list_cards(storage::Transaction& tx, const Actor& actor,
                                         const storage::CardFilter& filter);

struct CardSearch {
  std::string text;
  std::optional<CardStatus> status;
};
struct SearchPage {
  std::vector<CardWithCustomer> cards;
  std::optional<storage::SearchPlace> next;  // where the next page goes on
};
// Cards of which every word of the text begins a name, the mail, the phone number or the card number; in the
// order of the rarest word's matches. Each card once. A card that is the only one of its full name is on the
// first page, unless each of its names is that of many thousands.
SearchPage search_cards(storage::Transaction& tx, const Actor& actor, const CardSearch& search,
                        const std::optional<storage::SearchPlace>& after, std::int64_t limit);

// card_not_found.
Outcome<CardWithCustomer> change_card_status(storage::Transaction& tx, const Actor& actor, CardId id,
                                             CardStatus status);

// The card as its holder sees it.
struct HolderView {
  CardWithCustomer holder;
  Program program;
  Vendor vendor;
  std::vector<TransactionView> latest = {};  // where they were asked for
};
// card_not_found.
Outcome<HolderView> view_as_holder(storage::Transaction& tx, std::string_view card_token, Instant now);
void list_latest(storage::Transaction& tx, HolderView& view, std::int64_t latest_max);

}  // namespace loyalty
