// Finding people's cards by what a cashier types.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/card.hpp"
#include "services/actor.hpp"
#include "storage/cards.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

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

}  // namespace loyalty
