#include "routes/card_links.hpp"

#include <chrono>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "routes/enrolment.hpp"
#include "routes/once.hpp"
#include "rules/mailing.hpp"
#include "schemas/card_link.hpp"
#include "services/card_links.hpp"
#include "services/cards.hpp"

namespace loyalty::routes {
namespace {

// A known address costs two statements more than an unknown one; nobody is to see that.
constexpr std::chrono::milliseconds answer_time{200};

}  // namespace

awaitable<Response> recover_card(Call& call) {
  boost::asio::steady_timer slow(co_await boost::asio::this_coro::executor, answer_time);
  auto body = read_json<RecoverRequest>(call);
  if (!body) co_return std::move(body.error());
  const auto place = co_await find_place(call, call.parameter("vendor_code"));
  if (!place) co_return refuse(call, place.error());
  call.zone = Zone::find(place->vendor.timezone);
  if (!call.services.config.can_send_mail()) {
    co_return refuse(call, Refusal{.code = RefusalCode::mail_not_configured});
  }
  RecoverCard command{.actor = call.actor(),
                      .mail_id = call.services.ids.next_as<MailId>(call.request.received_at),
                      .email = body->email,
                      .locale = std::string(name_of(call.language))};
  command.actor.company_id = place->vendor.company_id;
  command.actor.vendor_id = place->vendor.id;
  command.actor.program_id = place->program.id;
  const auto done = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::recover_card(tx, call.services.secrets, command); });
  if (!done) co_return refuse(call, done.error());
  co_await slow.async_wait(boost::asio::use_awaitable);
  co_return answer(202, RecoverAnswer{.retry_after_seconds = std::chrono::seconds(mail_pause).count()});
}

awaitable<Response> send_card_link(Call& call) {
  const auto actor = call.actor();
  const auto id = id_parameter<CardId>(call).value_or(CardId{});
  if (!call.services.config.can_send_mail()) {
    const auto known =
        co_await call.services.store.read([&](storage::Transaction& tx) { return view_card(tx, actor, id); });
    co_return refuse(call, known ? Refusal{.code = RefusalCode::mail_not_configured} : known.error());
  }
  const auto mail_id = call.services.ids.next_as<MailId>(actor.now);
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto address = loyalty::send_card_link(tx, actor, id, mail_id);
    if (!address) return reply(call, address.error());
    return reply(202, CardLinkSent{.sent_to = mask_email(*address)});
  });
}

}  // namespace loyalty::routes
