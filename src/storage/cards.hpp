// Customers and their cards: finding them, enrolling them, listing and searching them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/card.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// A card of the company with its holder. Each code is a key of its own; whether the card is of the program
// that is asked for is for the caller to see, so that no plan can begin with the program and walk along its
// cards. `lock_...` locks the card until the transaction ends: whoever decides by a balance reads it by one
// of these.
std::optional<CardWithCustomer> find_card(Transaction& tx, CompanyId company, CardId id);
std::optional<CardWithCustomer> find_card_by_number(Transaction& tx, CompanyId company,
                                                    std::string_view card_number);
std::optional<CardWithCustomer> find_card_by_qr(Transaction& tx, CompanyId company, std::string_view qr_code);
std::optional<CardWithCustomer> find_card_by_token(Transaction& tx, CompanyId company,
                                                   std::string_view card_token);
std::optional<CardWithCustomer> lock_card(Transaction& tx, CompanyId company, CardId id);
std::optional<CardWithCustomer> lock_card_by_number(Transaction& tx, CompanyId company,
                                                    std::string_view card_number);
std::optional<CardWithCustomer> lock_card_by_qr(Transaction& tx, CompanyId company, std::string_view qr_code);

// The program's card of whoever has this mail or this phone, mail first.
std::optional<CardWithCustomer> find_card_by_contact(Transaction& tx, CompanyId company, ProgramId program,
                                                     const std::optional<std::string>& email,
                                                     const std::optional<std::string>& phone);

// False when a member of the program has the mail or phone already; then nothing is inserted.
[[nodiscard]] bool insert_customer(Transaction& tx, const Customer& customer);
void insert_search_terms(Transaction& tx, const Card& card, const std::vector<std::string>& terms);

struct CardFilter {
  std::optional<CardStatus> status;
  std::optional<CardId> before;  // the last id of the page before
  std::int64_t limit = 50;
};
// Newest first.
std::vector<CardWithCustomer> list_cards(Transaction& tx, CompanyId company, ProgramId program,
                                         const CardFilter& filter);

// A place in the search's order.
struct SearchPlace {
  std::string term;
  CardId card_id{};
};
struct SearchMatch {
  SearchPlace place;
  bool has_other = false;
};
// The search terms that begin with `prefix`, in their order: a card with two such terms comes twice. Beside
// each, whether the card also has a term that begins with `other`; with an empty one, every card has.
std::vector<SearchMatch> search_terms(Transaction& tx, CompanyId company, ProgramId program,
                                      std::string_view prefix, std::string_view other,
                                      const std::optional<SearchPlace>& after, std::int64_t limit);
// How many they are; counts to `count_max` at most.
std::int64_t count_terms(Transaction& tx, CompanyId company, ProgramId program, std::string_view prefix,
                         std::int64_t count_max);

}  // namespace loyalty::storage
