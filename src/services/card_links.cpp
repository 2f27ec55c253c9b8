#include "services/card_links.hpp"

#include "rules/mailing.hpp"
#include "services/cards.hpp"
#include "services/throttle.hpp"
#include "storage/cards.hpp"
#include "storage/mails.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t requests_of_address_max = 20;

// The card is locked: of several who ask at once one is the first.
std::optional<Instant> write_mail(storage::Transaction& tx, const Card& locked, MailId id,
                                  const std::string& locale, Instant now) {
  const auto written =
      storage::list_mail_times(tx, locked, now - mail_day, static_cast<std::int64_t>(mails_per_day_max));
  const auto next = compute_next_mail(written, now);
  if (!next) {
    storage::insert_mail(tx, {.company_id = locked.company_id,
                              .vendor_id = locked.joined_vendor_id,
                              .card_id = locked.id,
                              .id = id,
                              .locale = locale,
                              .created_at = now});
  }
  return next;
}

}  // namespace

Outcome<Done> recover_card(storage::Transaction& tx, const Secrets& secrets, const RecoverCard& command) {
  const auto& actor = command.actor;
  const Throttled subject{.digest = secrets.digest_subject("recover", actor.ip_address),
                          .attempts_max = requests_of_address_max};
  const auto counted = storage::lock_sign_in_failures(tx, subject.digest);
  if (const auto throttle = find_throttle(counted, subject.attempts_max, actor.now)) return *throttle;
  count_attempt(tx, subject, counted, actor.now);
  const auto known = actor.program_id ? storage::find_card_by_contact(tx, actor.company_id, *actor.program_id,
                                                                      command.email, std::nullopt)
                                      : std::nullopt;
  if (known) send_known_link(tx, *known, command.mail_id, command.locale, actor.now);
  return Done{};
}

void send_known_link(storage::Transaction& tx, const CardWithCustomer& holder, MailId mail_id,
                     const std::string& locale, Instant now) {
  const auto& card = holder.card;
  const auto locked = storage::lock_card(tx, card.company_id, card.id);
  if (!locked || locked->card.status == CardStatus::closed) return;
  write_mail(tx, locked->card, mail_id, locale, now);
}

Outcome<std::string> send_card_link(storage::Transaction& tx, const Actor& actor, CardId card_id,
                                    MailId mail_id) {
  const auto locked = storage::lock_card(tx, actor.company_id, card_id);
  if (!is_of_program(locked, actor.program_id)) return Refusal{.code = RefusalCode::card_not_found};
  const auto& [card, customer, expiring] = *locked;
  if (card.erased_at) return Refusal{.code = RefusalCode::customer_erased};
  if (card.status == CardStatus::closed) return Refusal{.code = RefusalCode::card_inactive};
  if (!customer.email) return Refusal{.code = RefusalCode::no_email_on_file};
  if (const auto next = write_mail(tx, card, mail_id, customer.locale, actor.now)) {
    return Refusal{.code = RefusalCode::link_sent_recently, .retry_at = next};
  }
  return *customer.email;
}

}  // namespace loyalty
