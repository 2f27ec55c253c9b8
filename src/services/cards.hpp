// Cards: look-up, lists, and opening and closing them.
#pragma once

#include <optional>
#include <vector>

#include "models/card.hpp"
#include "models/refusal.hpp"
#include "rules/card_code.hpp"
#include "services/actor.hpp"
#include "storage/cards.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Whether a card that was found is one of the program's: numbers, codes and ids are the company's.
bool is_of_program(const std::optional<CardWithCustomer>& found, std::optional<ProgramId> program);

// Makes a card ready to be shown: the balance without what has expired by `now`, and what expires next. A
// card that was made so is not stored any more. What this room and the counter answer is ready.
void show_points(storage::Transaction& tx, CardWithCustomer& holder, Instant now);

// card_not_found. For looking; what decides by a balance locks the card.
Outcome<CardWithCustomer> look_up_card(storage::Transaction& tx, const Actor& actor, const CardCode& code);
// The same, locked and as it is stored, of whatever program of the company.
Outcome<CardWithCustomer> lock_card_by_code(storage::Transaction& tx, CompanyId company,
                                            const CardCode& code);

// card_not_found.
Outcome<CardWithCustomer> view_card(storage::Transaction& tx, const Actor& actor, CardId id);
std::vector<CardWithCustomer> list_cards(storage::Transaction& tx, const Actor& actor,
                                         const storage::CardFilter& filter);

// card_not_found.
Outcome<CardWithCustomer> change_card_status(storage::Transaction& tx, const Actor& actor, CardId id,
                                             CardStatus status);

}  // namespace loyalty
