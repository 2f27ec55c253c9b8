#include "routes/enrolment.hpp"

#include "base/contact.hpp"
#include "routes/once.hpp"
#include "rules/mailing.hpp"
#include "schemas/card.hpp"
#include "schemas/checks.hpp"
#include "services/card_links.hpp"
#include "services/programs.hpp"

namespace loyalty::routes {
namespace {

// Whoever typed the address on file gets the link there; nothing else would show that it is theirs.
AlreadyEnrolledAnswer send_link_again(Call& call, storage::Transaction& tx, const Enrol& command,
                                      MailId mail_id, const CardWithCustomer& holder) {
  const bool is_theirs = command.email && command.email == holder.customer.email;
  if (!is_theirs || !call.services.config.can_send_mail()) return {};
  send_known_link(tx, holder, mail_id, std::string(name_of(call.language)), command.actor.now);
  return {.link_sent = true, .retry_after_seconds = std::chrono::seconds(mail_pause).count()};
}

}  // namespace

awaitable<Outcome<EnrolmentPlace>> find_place(Call& call, std::string_view typed_code) {
  const auto code = check_vendor_code(typed_code);
  if (!code) co_return Refusal{.code = RefusalCode::vendor_not_found};
  co_return co_await call.services.store.read(
      [&](storage::Transaction& tx) { return find_enrolment_place(tx, *code); });
}

std::string card_url(const Call& call, const Card& card) {
  return call.services.config.public_url + "/c/" + card.card_token;
}

awaitable<Result<Enrol, Response>> prepare_enrolment(Call& call, const EnrolRequest& body,
                                                     std::string_view vendor_code) {
  const auto place = co_await find_place(call, vendor_code);
  if (!place) co_return refuse(call, place.error());
  auto actor = call.actor();
  actor.company_id = place->vendor.company_id;
  actor.vendor_id = place->vendor.id;
  actor.program_id = place->program.id;
  auto& ids = call.services.ids;
  Enrol command{.actor = actor,
                .customer_id = ids.next_as<CustomerId>(actor.now),
                .card_id = ids.next_as<CardId>(actor.now),
                .welcome_id = ids.next_as<TransactionId>(actor.now),
                .secrets = make_card_secrets(actor.company_id),
                .first_name = body.first_name,
                .last_name = body.last_name.value_or(""),
                .email = body.email,
                .birth_date = body.birth_date.value_or(""),
                .locale = body.locale.value_or(""),
                .marketing_consent = body.marketing_consent};
  if (body.phone) {
    command.phone = normalise_phone(*body.phone, place->country);
    if (!command.phone) co_return refuse(call, {FieldFault{.field = "phone", .code = "invalid_phone"}});
  }
  co_return command;
}

awaitable<Response> view_join_page(Call& call) {
  const auto place = co_await find_place(call, call.parameter("vendor_code"));
  if (!place) co_return refuse(call, place.error());
  co_return answer(200, JoinPage{.vendor = place->vendor,
                                 .program = place->program,
                                 .can_send_link = call.services.config.can_send_mail()});
}

awaitable<Response> enrol_customer(Call& call) {
  auto body = read_json<EnrolRequest>(call);
  if (!body) co_return std::move(body.error());
  auto prepared = co_await prepare_enrolment(call, *body, call.parameter("vendor_code"));
  if (!prepared) co_return std::move(prepared.error());
  const auto mail_id = call.services.ids.next_as<MailId>(prepared->actor.now);
  const auto scope = "enroll:" + std::to_string(to_integer(prepared->actor.vendor_id));
  co_return co_await write_once(call, prepared->actor.company_id, scope,
                                [&](storage::Transaction& tx) -> Reply {
                                  const auto enrolled = enrol(tx, *prepared);
                                  if (!enrolled) return reply(call, enrolled.error());
                                  const auto& holder = enrolled->holder;
                                  if (enrolled->already_enrolled) {
                                    return reply(200, send_link_again(call, tx, *prepared, mail_id, holder));
                                  }
                                  return reply(201, EnrolAnswer{{.already_enrolled = false,
                                                                 .card_url = card_url(call, holder.card),
                                                                 .holder = holder,
                                                                 .program = enrolled->program}});
                                });
}

}  // namespace loyalty::routes
