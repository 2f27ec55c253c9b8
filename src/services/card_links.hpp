// A card's link by mail: who may ask for it, and how often. What is asked for waits in the database until the
// mail's turn comes (services/mails.hpp).
#pragma once

#include <string>

#include "models/card.hpp"
#include "models/mail.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "services/secrets.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Somebody who says that they have a card, and under which address.
struct RecoverCard {
  Actor actor;  // at the shop
  MailId mail_id{};
  std::string email;   // normalised
  std::string locale;  // of the page
};
// Whoever asks is told the same whether there is such a card, and whether its link was sent lately.
// too_many_attempts from where they ask.
Outcome<Done> recover_card(storage::Transaction& tx, const Secrets& secrets, const RecoverCard& command);

// The link of a card that its holder tried to get once more. Nothing when it was sent lately or the card is
// closed.
void send_known_link(storage::Transaction& tx, const CardWithCustomer& holder, MailId mail_id,
                     const std::string& locale, Instant now);

// For staff: the address to which it goes, in the holder's language. card_not_found, customer_erased,
// card_inactive (closed), no_email_on_file, link_sent_recently.
Outcome<std::string> send_card_link(storage::Transaction& tx, const Actor& actor, CardId card_id,
                                    MailId mail_id);

}  // namespace loyalty
