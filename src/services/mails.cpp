#include "services/mails.hpp"

#include <utility>

#include "base/contact.hpp"
#include "rules/mailing.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/mails.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

// Longer than any attempt takes.
constexpr std::chrono::minutes last_attempt_time{1};

std::optional<MailInHand> find_letter(storage::Transaction& tx, const Mail& mail) {
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

}  // namespace

TakenMail take_mail(storage::Transaction& tx, const Mail& seen, Instant now) {
  auto mail = seen;
  ++mail.attempts;
  mail.due_at = compute_next_attempt(mail.attempts, mail.created_at, now).value_or(now + last_attempt_time);
  if (!storage::claim_mail(tx, seen, *mail.due_at)) return {.outcome = MailTaking::missed};
  auto letter = is_mail_too_old(mail.created_at, now) ? std::nullopt : find_letter(tx, mail);
  if (letter) return {.outcome = MailTaking::taken, .in_hand = std::move(letter)};
  storage::settle_mail(tx, mail);
  return {.outcome = MailTaking::dropped};
}

}  // namespace loyalty
