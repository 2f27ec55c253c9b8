#include "services/mails.hpp"

#include <utility>

#include "base/contact.hpp"
#include "rules/mailing.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/mails.hpp"
#include "storage/programs.hpp"

namespace loyalty {

std::optional<MailInHand> find_mail_in_hand(storage::Transaction& tx, const DueRow& taken, Instant now) {
  const auto found = storage::find_mail(tx, taken.key);
  if (!found || is_mail_too_old(taken.due_since, now)) return std::nullopt;
  const auto& mail = *found;
  auto holder = storage::find_card(tx, mail.company_id, mail.card_id);
  if (!holder || holder->card.erased_at || holder->card.status == CardStatus::closed) return std::nullopt;
  const auto& email = holder->customer.email;
  if (!email || normalise_email(*email) != email) return std::nullopt;
  const auto company = storage::find_company(tx, mail.company_id);
  if (!company || !company->is_active) return std::nullopt;
  auto program = storage::find_program(tx, mail.company_id, holder->card.program_id);
  auto vendor = storage::find_vendor(tx, mail.company_id, mail.vendor_id);
  if (!program || !vendor) throw storage::StorageFault("a card without a program");
  return MailInHand{.mail = mail,
                    .holder = std::move(*holder),
                    .program = std::move(*program),
                    .vendor = std::move(*vendor)};
}

}  // namespace loyalty
